/// A name that a client gives to a request, so that it can send it again when it did not hear the answer
/// (draft-ietf-httpapi-idempotency-key-header).
package struct IdempotencyKey: Hashable, Sendable {
    /// How long a key is remembered.
    static let memory = Duration.seconds(7 * 24 * 3_600)

    package let text: String
    /// The digest of what was asked, so that a key that serves another request is noticed.
    package let request: Digest

    package init(_ text: String, of request: Digest) { (self.text, self.request) = (text, request) }
}

/// An answer that was given under a key.
package struct KeptAnswer: Hashable, Sendable {
    package let status: Int
    /// The fields of its head, a JSON object.
    package let headers: String
    package let body: [UInt8]

    package init(status: Int, headers: String, body: [UInt8]) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }
}

/// What is known of a key.
package enum IdempotencyStanding: Hashable, Sendable {
    case unused
    case answered(KeptAnswer)
    /// The act was done, and its answer was never kept: the process ended between the two.
    case doneWithoutAnswer
    case usedForAnother
}
