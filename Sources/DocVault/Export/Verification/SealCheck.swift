/// Checks who sealed a bag, and who saw the seal's content when.
struct SealCheck {
    let reading: BagReading
    let trust: BagTrust
    /// Whether a bag without a seal is one that somebody took the seal from.
    let isRequired: Bool

    private static let manifest = "tagmanifest-sha256.txt"

    private var content: [UInt8]? { reading.tagFile(Self.manifest)?.bytes }

    func run(_ problems: inout BagProblems, _ report: inout BagReport) {
        report.findings[.seal] = seal(&problems, &report.statement)
        report.findings[.timestamp] = timestamp(&problems, &report.statement)
    }

    private func seal(_ problems: inout BagProblems, _ statement: inout BagStatement) -> BagFinding {
        let path = SealPaper.signature.rawValue
        guard let signature = reading.tagFile(path) else {
            guard isRequired else { return .notChecked(Sentence("verify.seal.none")) }
            problems.note(.unsealed, path, Sentence("seal.missing"), .seal)
            return .failed
        }
        guard let content else { return .failed }
        let signer: CMSSignature.Signer
        do throws(CMSError) {
            signer = try CMSSignature.verify(
                signature: signature.bytes, content: content, trusting: trust.certificates)
        } catch {
            problems.note(.unsealed, path, error.sentence, .seal)
            return .failed
        }
        statement.signer = signer.subject
        statement.signerFingerprint = signer.fingerprint
        statement.isSignerTrusted = signer.isTrusted
        checkCertificates(signer, &problems)
        if signer.isTrusted == false {
            problems.note(
                .unsealed, path, Sentence("seal.untrusted", ["fingerprint": .text(signer.fingerprint)]), .seal)
        }
        guard !problems.has(.seal) else { return .failed }
        let signerName = SentenceValue.quoted(signer.subject)
        return signer.isTrusted == true
            ? .proved(Sentence("verify.seal.trusted", ["signer": signerName]))
            : .proved(
                Sentence("verify.seal.self", ["signer": signerName, "fingerprint": .text(signer.fingerprint)]))
    }

    private func checkCertificates(_ signer: CMSSignature.Signer, _ problems: inout BagProblems) {
        let path = SealPaper.certificates.rawValue
        guard let pem = reading.tagFile(path) else {
            return problems.note(.missing, path, Sentence("seal.certificatesMissing"), .seal)
        }
        do throws(CMSError) {
            guard try ExportCertificate.fingerprint(ofPEM: pem.bytes) != signer.fingerprint else { return }
            problems.note(.unsealed, path, Sentence("seal.otherCertificate"), .seal)
        } catch {
            problems.note(.unsealed, path, error.sentence, .seal)
        }
    }

    private func timestamp(_ problems: inout BagProblems, _ statement: inout BagStatement) -> BagFinding {
        let path = SealPaper.timestamp.rawValue
        guard let file = reading.tagFile(path) else { return .notChecked(Sentence("verify.timestamp.none")) }
        guard let content else { return .failed }
        do {
            let token = try TimestampToken(der: file.bytes)
            let digest = MerkleHash(hashing: content)
            guard token.digest == digest else { throw TimestampError.digestMismatch }
            let instant = Instant(microsecondsSince1970: token.secondsSince1970 * 1_000_000).description
            guard let authorities = trust.certificates else {
                // Nobody vouches for the authority, but whether it signed can be told.
                try CMSSignature.verify(stamp: token.der)
                statement.stampedAt = instant
                return .notChecked(Sentence("verify.timestamp.self", ["instant": .text(instant)]))
            }
            try token.verify(digest, trusting: authorities)
            statement.stampedAt = instant
            return .proved(Sentence("verify.timestamp.trusted", ["instant": .text(instant)]))
        } catch let error as TimestampError {
            problems.note(.unsealed, path, error.sentence, .timestamp)
        } catch {
            problems.note(.unsealed, path, Sentence("timestamp.invalidSignature"), .timestamp)
        }
        return .failed
    }
}
