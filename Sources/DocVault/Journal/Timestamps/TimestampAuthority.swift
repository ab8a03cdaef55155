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
    func stamp(_ bytes: [UInt8]) async throws -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let digest = MerkleHash(hashing: bytes)
        let question = try Self.telling { try TimestampRequest(for: digest, using: &generator) }
        let answer = try await Self.answer(to: try request(question.der))
        return try Self.telling {
            let token = try question.token(from: answer)
            try token.verify(digest, trusting: Array(certificates.utf8))
            return token.der
        }
    }

    private func request(_ question: [UInt8]) throws(VaultError) -> URLRequest {
        guard let address = URL(string: url) else { throw .timestampFailed(Sentence("timestamp.addressWrong")) }
        var request = URLRequest(url: address, timeoutInterval: Self.patience)
        request.httpMethod = "POST"
        request.setValue("application/timestamp-query", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(question)
        return request
    }

    /// The body of a good answer. By a callback: the asynchronous form of this call damages its caller's frame in debug
    /// builds of Swift 6.2 on Linux.
    private static func answer(to request: URLRequest) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            let task = URLSession.shared.dataTask(with: request) { data, response, error in
                if let error {
                    let detail = SentenceValue.text(visible(error.localizedDescription))
                    continuation.resume(
                        throwing: VaultError.timestampFailed(Sentence("timestamp.notReached", ["detail": detail])))
                } else if (response as? HTTPURLResponse)?.statusCode != 200 {
                    continuation.resume(
                        throwing: VaultError.timestampFailed(Sentence("timestamp.answeredWithError")))
                } else {
                    continuation.resume(returning: Array(data ?? Data()))
                }
            }
            task.resume()
        }
    }

    /// Turns what is wrong with a question or a token into what the caller is told.
    private static func telling<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as TimestampError {
            throw VaultError.timestampFailed(error.sentence)
        }
    }
}
