import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Bags of our own making: their seal, their journal, and whether all is there.
@Suite("A sealed bag")
struct SealedBagTests {
    @Test("proves everything, as far as it can be told from itself", arguments: ExportCertificate.KeyKind.allCases)
    func valid(_ kind: ExportCertificate.KeyKind) async throws {
        let builder = try BagBuilder(key: kind)
        let report = try await builder.build().verify()
        #expect(report.problems == [])
        #expect(report.warnings == [])
        #expect(report.isProved([.fixity, .seal, .journal, .completeness]))
        #expect(report.findings[.timestamp] == .notChecked(Sentence("verify.timestamp.none")))
        #expect(report.statement.signer == "CN=Vault of the test")
        let fingerprint = try ExportCertificate.fingerprint(ofPEM: builder.certificate.certificatePEM)
        #expect(report.statement.signerFingerprint == fingerprint)
        #expect(report.statement.isSignerTrusted == nil)
        #expect(report.statement.pieceCount == 5)
        #expect(report.statement.provedPieceCount == 4)
        #expect(report.statement.eventCount == 5)
        #expect(report.statement.withheldEventCount == 1)
        #expect(report.statement.sequence == 7)
    }

    @Test("is the same in an archive", arguments: ArchiveFormat.allCases)
    func archived(_ format: ArchiveFormat) async throws {
        let bag = try BagBuilder().build()
        try await withTemporaryDirectory { folder in
            let archive = try bag.pack(format, to: folder.appending("bag"))
            let report = try await BagVerifier(executor: BlockingExecutor()).verify(archive)
            #expect(report.problems == [])
            #expect(report.warnings == [])
            #expect(report.isProved([.fixity, .seal, .journal, .completeness]))
            #expect(try folder.names() == ["bag"], "nothing is unpacked")
        }
    }

    @Test("is valid to whom trusts who sealed it, and not to whom trusts others")
    func trust() async throws {
        let (builder, other) = (try BagBuilder(), try BagBuilder())
        let bag = try builder.build()
        func report(_ certificates: BagBuilder?, _ keys: BagBuilder?) async throws -> BagReport {
            try await bag.verify(
                trusting: BagTrust(certificates: certificates?.certificate.certificatePEM, keys: keys?.keys))
        }
        let trusted = try await report(builder, builder)
        #expect(trusted.problems == [])
        #expect(trusted.statement.isSignerTrusted == true)
        let stranger = try await report(other, nil)
        #expect(stranger.problems.map(\.kind) == [.unsealed])
        #expect(stranger.findings[.seal] == .failed)
        let otherKey = try await report(nil, other)
        #expect(otherKey.problems.map(\.kind) == [.unproved])
        #expect(otherKey.findings[.journal] == .failed)
    }

    @Test("is not one when the seal is gone, also when it says to be of a maker that seals nothing")
    func unsealed() async throws {
        let builder = try BagBuilder()
        var bag = try builder.build()
        bag["seal/tagmanifest-sha256.txt.p7s"] = nil
        #expect(try await bag.verify().problems.map(\.kind) == [.unsealed])
        bag = try builder.build()
        bag["seal/certificates.pem"] = nil
        #expect(try await bag.verify().problems.map(\.path) == ["seal/certificates.pem"])
        var plain = TestBag(name: "bag")
        plain[text: "data/a"] = "x"
        plain[text: "bagit.txt"] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        try plain.writeManifest("manifest-sha256.txt") { $0.hasPrefix("data/") }
        #expect(try await plain.verify().problems == [])
        let trust = try BagTrust(certificates: builder.certificate.certificatePEM, keys: builder.keys)
        #expect(Set(try await plain.verify(trusting: trust).problems.map(\.kind)) == [.unsealed, .unproved])
    }

    @Test("sealed by somebody else is found out by its certificate")
    func otherCertificate() async throws {
        let (builder, other) = (try BagBuilder(), try BagBuilder())
        var bag = try builder.build()
        bag["seal/certificates.pem"] = other.certificate.certificatePEM
        #expect(try await bag.verify().problems.map(\.path) == ["seal/certificates.pem"])
        bag = try builder.build()
        try other.seal(&bag)
        // Whole in itself, and not what the first one sealed.
        #expect(try await bag.verify().isValid)
        let trust = try BagTrust(certificates: builder.certificate.certificatePEM, keys: nil)
        #expect(try await bag.verify(trusting: trust).problems.map(\.kind) == [.unsealed])
    }

    @Test("has its time stamp checked")
    func timestamp() async throws {
        let authority = try ThrowAwayAuthority()
        var builder = try BagBuilder()
        builder.stamp = { content in
            var generator = SystemRandomNumberGenerator()
            let request = try TimestampRequest(for: MerkleHash(hashing: content), using: &generator)
            return try request.token(from: authority.answer(request.der)).der
        }
        var bag = try builder.build()
        let report = try await bag.verify()
        #expect(report.problems == [])
        #expect(report.statement.stampedAt != nil)
        let all = try BagTrust(
            certificates: builder.certificate.certificatePEM + authority.certificates, keys: nil)
        #expect(try await bag.verify(trusting: all).isProved([.seal, .timestamp]))
        let signerOnly = try BagTrust(certificates: builder.certificate.certificatePEM, keys: nil)
        #expect(try await bag.verify(trusting: signerOnly).findings[.timestamp] == .failed)
        let path = "seal/tagmanifest-sha256.txt.tst"
        let token = try #require(bag[path])
        for index in stride(from: 0, to: token.count, by: 61) {
            bag[path]?[index] ^= 1
            let changed = try await bag.verify(trusting: all)
            #expect(changed.problems.map(\.path) == [path] || changed.isProved([.timestamp]), "byte \(index)")
            bag[path] = token
        }
        let other = try BagBuilder().build()
        bag["seal/tagmanifest-sha256.txt.tst"] = try builder.stamp?(other["tagmanifest-sha256.txt"] ?? [])
        #expect(try await bag.verify().problems.map(\.path) == [path])
    }

    @Test("that lies about its pieces is found out although its manifests are right", arguments: Lie.allCases)
    func lies(_ lie: Lie) async throws {
        var builder = try BagBuilder()
        lie.tell(&builder)
        let problems = try await builder.build().verify().problems
        #expect(problems.contains { $0.section == lie.section }, "\(problems)")
        #expect(problems.map(\.path).contains(lie.path), "\(problems)")
    }

    @Test("is told by its folder's name")
    func folderName() async throws {
        var bag = try BagBuilder().build()
        let name = bag.name
        bag.name = "renamed"
        #expect(try await bag.verify().problems == [])
        #expect(try await bag.verify().warnings.count == 1)
        bag.name = name.replacing("LAUNCH-07", with: "LAUNCH-08")
        #expect(try await bag.verify().problems.map(\.kind) == [.malformed])
        bag.name = String(name.dropLast(6)) + "000000"
        #expect(try await bag.verify().problems.map(\.kind) == [.malformed])
    }
}

extension BagReport {
    func isProved(_ sections: [BagSection]) -> Bool {
        sections.allSatisfy { section in
            if case .proved? = findings[section] { true } else { false }
        }
    }
}
