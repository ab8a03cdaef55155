import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Whatever is done to a sealed bag on its way is found, and named; or nothing of it is another.
@Suite("A sealed bag that was changed on its way")
struct SealedMutationTests {
    @Test("is found out when any file has another byte anywhere")
    func flipped() async throws {
        let bag = try BagBuilder().build()
        let whole = try await bag.verify()
        #expect(whole.isValid)
        try await withTemporaryDirectory { folder in
            let top = try bag.write(into: folder)
            for file in bag.files where !file.bytes.isEmpty {
                let places = Set([0, file.bytes.count / 3, file.bytes.count / 2, file.bytes.count - 1])
                for place in places {
                    var changed = file.bytes
                    changed[place] ^= 0x04
                    try top.appending(file.path).write(changed)
                    let report = try await verify(top)
                    // What stands around the certificates in their file is nobody's; they themselves are.
                    let isHarmless = file.path == "seal/certificates.pem" && report == whole
                    // The tag manifest names the others, and is named by the seal.
                    let isNamed = report.problems.contains {
                        $0.path == file.path || file.path == "tagmanifest-sha256.txt" && $0.section == .seal
                    }
                    #expect(isNamed || isHarmless, "\(file.path) at \(place): \(report.problems)")
                }
                try top.appending(file.path).write(file.bytes)
            }
            #expect(try await verify(top) == whole)
        }
    }

    @Test("is found to lack any file that is gone")
    func dropped() async throws {
        let bag = try BagBuilder().build()
        for file in bag.files {
            var changed = bag
            changed[file.path] = nil
            let problems = try await changed.verify().problems
            #expect(problems.contains { $0.path == file.path }, "\(file.path): \(problems)")
        }
    }

    @Test("is found to hold a file too many, wherever it is")
    func added() async throws {
        let bag = try BagBuilder().build()
        let paths = [
            "data/more", "data/20_requirements/E01/round-01/more.txt", "more.txt", "metadata/more", "seal/more",
            "data/60_journal/more", "manifest-md5.txt", "fetch.txt",
        ]
        for path in paths {
            var changed = bag
            changed[path] = [1]
            let problems = try await changed.verify().problems
            #expect(problems.contains { $0.path == path }, "\(path): \(problems)")
        }
    }

    @Test("is found out when files have other names, or have changed places")
    func renamedAndSwapped() async throws {
        let bag = try BagBuilder().build()
        for index in bag.files.indices {
            var changed = bag
            changed.files[index].path += "x"
            let problems = try await changed.verify().problems
            #expect(problems.contains { $0.path == bag.files[index].path }, "\(bag.files[index].path)")
            let other = (index + 1) % bag.files.count
            changed = bag
            (changed.files[index].bytes, changed.files[other].bytes) = (bag.files[other].bytes, bag.files[index].bytes)
            let paths = Set(try await changed.verify().problems.map(\.path))
            #expect(!paths.isDisjoint(with: [bag.files[index].path, bag.files[other].path]), "\(paths)")
        }
    }

    @Test(
        "is found out in an archive of which any region is another, or nothing of it is",
        arguments: ArchiveFormat.allCases)
    func container(_ format: ArchiveFormat) async throws {
        var builder = try BagBuilder()
        builder.pieces = [BagBuilder.Piece(name: "0001_report_first.txt", bytes: Array("the first piece".utf8))]
        let bag = try builder.withJournal(of: 1).build()
        try await withTemporaryDirectory { folder in
            let path = try bag.pack(format, to: folder.appending("bag"))
            let bytes = try path.contents()
            let whole = try await verify(path)
            #expect(whole.isValid, "\(whole.problems)")
            var found = 0
            let places = Self.places(in: bytes, format)
            for place in places {
                var changed = bytes
                changed[place] ^= 0x11
                try path.write(changed)
                do {
                    let report = try await verify(path)
                    // All is proved of the same files, or something is wrong.
                    let isSame =
                        report.fileCount == whole.fileCount && report.sizeInBytes == whole.sizeInBytes
                        && report.statement == whole.statement && report.bagName == whole.bagName
                    #expect(!report.isValid || isSame, "byte \(place) of \(bytes.count)")
                    if !report.isValid { found += 1 }
                } catch let error as VaultError {
                    #expect(error.kind == .invalid)
                    found += 1
                }
            }
            #expect(found > places.count / 2, "\(found) of \(places.count)")
        }
    }

    /// Places all over an archive; in a zip, whose headers are what is to be found out, each byte of some of them.
    private static func places(in bytes: [UInt8], _ format: ArchiveFormat) -> [Int] {
        var places = Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)))
        switch format {
        case .zip:
            places += 0..<60
            places += (bytes.count - 150)..<bytes.count
        case .tar: places += 0..<512
        case .tarZstandard: places += 0..<40
        }
        return Array(Set(places)).sorted()
    }

    private func verify(_ path: FilePath) async throws -> BagReport {
        try await BagVerifier(executor: BlockingExecutor()).verify(path)
    }
}
