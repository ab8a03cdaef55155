import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// What RFC 8493 asks of any bag, whoever made it.
@Suite("A bag of any maker")
struct ConformanceTests {
    @Test("is judged as the public conformance suite asks", arguments: ConformanceCase.allCases)
    func conformance(_ kind: ConformanceCase) async throws {
        let bag = try kind.bag()
        let report = try await withTemporaryDirectory { folder in
            let path = try bag.write(into: folder)
            if kind == .emptyPayload { try path.appending("data").makeFolder() }
            return try await BagVerifier(executor: BlockingExecutor()).verify(path)
        }
        try expect(kind, report)
        guard ![.emptyPayload, .noPayload].contains(kind) else { return }
        let packed = try await withTemporaryDirectory { folder in
            // Our own writer takes no names beyond ASCII.
            try bag.write(into: folder)
            let archive = folder.appending("bag.tar")
            try runTool("tar", ["-C", folder.string, "-cf", archive.string, "bag"])
            return try await BagVerifier(executor: BlockingExecutor()).verify(archive)
        }
        #expect(packed.problems == report.problems)
        #expect(packed.warnings == report.warnings)
    }

    private func expect(_ kind: ConformanceCase, _ report: BagReport) throws {
        switch kind.outcome {
        case .valid:
            #expect(report.problems == [])
            #expect(report.warnings == [])
        case .warning:
            #expect(report.problems == [])
            #expect(!report.warnings.isEmpty)
            if let path = kind.path { #expect(report.warnings.map(\.path).contains(path), "\(report.warnings)") }
        case .invalid:
            #expect(!report.problems.isEmpty)
            if let path = kind.path { #expect(report.problems.map(\.path).contains(path), "\(report.problems)") }
        }
        // Nobody sealed it, and it does not say that anybody did.
        #expect(report.findings[.seal] == .notChecked(Sentence("verify.seal.none")))
        #expect(report.findings[.completeness] == .notChecked(Sentence("verify.foreign")))
    }

    @Test(
        "agrees with bagit.py on what is valid", .enabled(if: BagItTool.path != nil),
        arguments: ConformanceCase.allCases)
    func judge(_ kind: ConformanceCase) async throws {
        // Where the two differ we are stricter, as RFC 8493 is, or the tool lacks an algorithm.
        let stricter: Set<ConformanceCase> = [
            .moreLines, .repeatedOtherDigest, .byteOrderMarkInManifest, .extraInOneManifest, .shortDigest,
            .malformedLine,
            .wrongBagCount, .fetchMalformed, .payloadInTagManifest, .tagInManifest, .missingTag, .repeatedOxumDiffers,
            .declarationWhiteSpace, .unknownEncoding, .fetchOutside,
        ]
        // And these it refuses, though the RFC allows them or asks for them.
        let laxer: Set<ConformanceCase> = [
            .percentEncoded, .otherNormalisationInManifest, .repeatedLine,
        ]
        guard let tool = BagItTool.path, !stricter.union(laxer).contains(kind), kind != .emptyPayload else { return }
        let bag = try kind.bag()
        try await withTemporaryDirectory { folder in
            let path = try bag.write(into: folder)
            let isValid = (try? runTool(tool, ["--validate", "--quiet", path.string])) != nil
            let report = try await BagVerifier(executor: BlockingExecutor()).verify(path)
            #expect(report.isValid == isValid)
        }
    }
}

/// The Library of Congress's tool, where it is installed.
enum BagItTool {
    static let path: String? = (try? runTool("bagit.py", ["--version"])) != nil ? "bagit.py" : nil
}
