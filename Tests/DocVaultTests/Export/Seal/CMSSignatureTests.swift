import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("A seal")
struct CMSSignatureTests {
    private static let instant: Int64 = 1_774_000_000
    private static let content = Array("0a0b  bagit.txt\r\n0c0d  bag-info.txt\n".utf8)

    @Test("is what openssl accepts", arguments: ExportCertificate.KeyKind.allCases)
    func acceptedByOpenSSL(_ kind: ExportCertificate.KeyKind) throws {
        let certificate = try ExportCertificate.selfSigned(commonName: "Vault é", at: Self.instant, key: kind)
        let signature = try seal(with: certificate)
        try withFolder { folder in
            let paths = try folder.write(signature, certificate)
            try openssl(
                "cms", "-verify", "-binary", "-inform", "DER", "-in", paths.signature, "-content", paths.content,
                "-CAfile", paths.certificate, "-purpose", "any", "-attime", "\(Self.instant + 60)", "-out", "/dev/null")
            try FilePath(paths.content).write(Self.content + [0])
            #expect(throws: TestError.self) {
                try openssl(
                    "cms", "-verify", "-binary", "-inform", "DER", "-in", paths.signature, "-content", paths.content,
                    "-CAfile", paths.certificate, "-purpose", "any", "-attime", "\(Self.instant + 60)", "-out",
                    "/dev/null")
            }
        }
    }

    @Test("made by openssl is accepted")
    func madeByOpenSSL() throws {
        let certificate = try ExportCertificate.selfSigned(commonName: "Agency", at: Self.instant, key: .p256)
        try withFolder { folder in
            let paths = try folder.write([], certificate)
            try openssl(
                "cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256", "-in", paths.content, "-signer",
                paths.certificate, "-inkey", paths.key, "-out", paths.signature)
            let signer = try CMSSignature.verify(
                signature: FilePath(paths.signature).contents(), content: Self.content, trusting: nil)
            #expect(signer.fingerprint == (try ExportCertificate.fingerprint(ofPEM: certificate.certificatePEM)))
            #expect(signer.subject == "CN=Agency")
        }
    }

    @Test("over a weak digest is refused, and so is one over nothing that is detached")
    func refusedKinds() throws {
        let certificate = try ExportCertificate.selfSigned(commonName: "Agency", at: Self.instant, key: .p256)
        try withFolder { folder in
            let paths = try folder.write([], certificate)
            for (option, error) in [("-binary", CMSError.weakDigest), ("-nodetach", .malformedSignature)] {
                try openssl(
                    "cms", "-sign", "-binary", option, "-outform", "DER", "-md",
                    option == "-nodetach" ? "sha256" : "sha1", "-in", paths.content, "-signer", paths.certificate,
                    "-inkey", paths.key, "-out", paths.signature)
                let signature = try FilePath(paths.signature).contents()
                #expect(throws: error) {
                    try CMSSignature.verify(signature: signature, content: Self.content, trusting: nil)
                }
            }
        }
    }

    @Test("says who signed, when, and whether the caller trusts them")
    func trust() throws {
        let certificate = try ExportCertificate.selfSigned(commonName: "Vault", at: Self.instant - 60)
        let other = try ExportCertificate.selfSigned(commonName: "Vault", at: Self.instant - 60)
        let signature = try seal(with: certificate)
        func signer(trusting pem: [UInt8]?) throws -> CMSSignature.Signer {
            try CMSSignature.verify(signature: signature, content: Self.content, trusting: pem)
        }
        #expect(try signer(trusting: nil).isTrusted == nil)
        #expect(try signer(trusting: certificate.certificatePEM).isTrusted == true)
        #expect(try signer(trusting: other.certificatePEM).isTrusted == false)
        #expect(try signer(trusting: other.certificatePEM + certificate.certificatePEM).isTrusted == true)
        #expect(try signer(trusting: nil).signedAt == Self.instant)
        #expect(try signer(trusting: nil).notBefore == Self.instant - 60)
        #expect(throws: CMSError.malformedCertificates) { try signer(trusting: Array("no certificate".utf8)) }
        // A signature that says to be older than its certificate.
        let early = try CMSSignature.sign(
            Self.content, certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM,
            at: Self.instant - 120)
        let signer = try CMSSignature.verify(
            signature: early, content: Self.content, trusting: certificate.certificatePEM)
        #expect(signer.isTrusted == false)
    }

    @Test("with the key that vaults make is the same bytes each time")
    func deterministic() throws {
        let certificate = try ExportCertificate.selfSigned(commonName: "Vault", at: Self.instant)
        #expect(try seal(with: certificate) == seal(with: certificate))
    }

    @Test("is refused with any byte of it changed that matters, and over any other content")
    func flipped() throws {
        let certificate = try ExportCertificate.selfSigned(commonName: "Vault", at: Self.instant, key: .p256)
        let signature = try seal(with: certificate)
        let whole = try CMSSignature.verify(
            signature: signature, content: Self.content, trusting: certificate.certificatePEM)
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 0x01
            // The signer's name in the message is only a pointer to the certificate; some parts of it may change freely.
            do throws(CMSError) {
                let signer = try CMSSignature.verify(
                    signature: changed, content: Self.content, trusting: certificate.certificatePEM)
                #expect(signer.isTrusted != true || signer == whole, "byte \(index)")
            } catch {
                #expect(error != .malformedCertificates)
            }
        }
        for index in Self.content.indices {
            var changed = Self.content
            changed[index] ^= 0x01
            #expect(throws: CMSError.invalidSignature) {
                try CMSSignature.verify(signature: signature, content: changed, trusting: nil)
            }
        }
        #expect(throws: CMSError.malformedSignature) {
            try CMSSignature.verify(signature: signature + [0], content: Self.content, trusting: nil)
        }
        #expect(throws: CMSError.malformedSignature) {
            try CMSSignature.verify(signature: signature.dropLast(), content: Self.content, trusting: nil)
        }
    }

    @Test("is not made with the key of another certificate")
    func otherKey() throws {
        let (one, other) = (
            try ExportCertificate.selfSigned(commonName: "1", at: Self.instant, key: .p256),
            try ExportCertificate.selfSigned(commonName: "2", at: Self.instant, key: .p256)
        )
        #expect(throws: CMSError.keyOfOtherCertificate) {
            try CMSSignature.sign(
                [1], certificatePEM: one.certificatePEM, keyPEM: other.keyPEM, at: Self.instant)
        }
        #expect(throws: CMSError.malformedKey) {
            try CMSSignature.sign(
                [1], certificatePEM: one.certificatePEM, keyPEM: one.certificatePEM, at: Self.instant)
        }
        #expect(throws: CMSError.malformedCertificates) {
            try CMSSignature.sign([1], certificatePEM: one.keyPEM, keyPEM: one.keyPEM, at: Self.instant)
        }
    }

    private func seal(with certificate: ExportCertificate) throws -> [UInt8] {
        try CMSSignature.sign(
            Self.content, certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM, at: Self.instant)
    }

    private func openssl(_ arguments: String...) throws { try runTool("openssl", arguments) }

    /// The files that openssl reads.
    private struct SealFolder {
        let path: FilePath

        func write(_ signature: [UInt8], _ certificate: ExportCertificate) throws -> (
            signature: String, content: String, certificate: String, key: String
        ) {
            (
                try path.appending("seal").write(signature).string,
                try path.appending("content").write(CMSSignatureTests.content).string,
                try path.appending("certificate").write(certificate.certificatePEM).string,
                try path.appending("key").write(certificate.keyPEM).string
            )
        }
    }

    private func withFolder(_ body: (SealFolder) throws -> Void) throws {
        let path = FilePath(NSTemporaryDirectory()).appending("seal-\(UUID().uuidString)")
        try path.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: path.string) }
        try body(SealFolder(path: path))
    }
}

/// Runs a tool of the system to its end, silently.
func runTool(_ name: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw TestError(Int(process.terminationStatus)) }
}
