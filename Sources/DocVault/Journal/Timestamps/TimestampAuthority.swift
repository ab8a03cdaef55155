internal import Foundation
internal import FoundationNetworking

/// Somebody who says at what instant they saw a digest (RFC 3161), reached over HTTP.
public struct TimestampAuthority: Codable, Hashable, Sendable {
    /// How long an answer may take: a stamp that is late is asked for again with the next checkpoint.
    private static let patience: TimeInterval = 10

    public let url: String
    /// The certificates to trust, in PEM.
    public let certificates: String

    /// - Throws: ``VaultError/malformed(field:reason:)`` for an address that is not HTTP or HTTPS.
    public init(url: String, certificates: String) throws(VaultError) {
        guard let scheme = URL(string: url)?.scheme, ["http", "https"].contains(scheme) else {
            throw .malformed(field: "--authority", reason: Sentence("timestamp.address", ["address": .quoted(url)]))
        }
        (self.url, self.certificates) = (url, certificates)
    }

    /// Asks for a stamp over bytes, and checks it. (RFC 3161 §3.4.)
    /// - Throws: ``VaultError/timestampFailed(_:)`` in every case in which there is none.
    func stamp(_ bytes: [UInt8]) async throws(VaultError) -> [UInt8] {
        do {
            var generator = SystemRandomNumberGenerator()
            let digest = MerkleHash(hashing: bytes)
            let question = try TimestampRequest(for: digest, using: &generator)
            guard let address = URL(string: url) else {
                throw VaultError.timestampFailed(Sentence("timestamp.addressWrong"))
            }
            var request = URLRequest(url: address, timeoutInterval: Self.patience)
            request.httpMethod = "POST"
            request.setValue("application/timestamp-query", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(question.der)
            let (data, response) = try await URLSession.shared.data(for: request)
            guard (response as? HTTPURLResponse)?.statusCode == 200 else {
                throw VaultError.timestampFailed(Sentence("timestamp.answeredWithError"))
            }
            let token = try question.token(from: Array(data))
            try token.verify(digest, trusting: Array(certificates.utf8))
            return token.der
        } catch let error as VaultError {
            throw error
        } catch let error as TimestampError {
            throw .timestampFailed(error.sentence)
        } catch {
            throw .timestampFailed(
                Sentence("timestamp.notReached", ["detail": .text(visible(error.localizedDescription))]))
        }
    }
}
