/// Why there is no timestamp, or none that proves anything.
package enum TimestampError: Error, Hashable, Sendable {
    /// OpenSSL could not make the request.
    case requestFailed
    /// Not a TimeStampResp of RFC 3161 §2.4.2, or cut short, or with bytes behind it.
    case malformedResponse
    /// Not a TimeStampToken, or its content is no TSTInfo.
    case malformedToken
    /// The authority answered and did not grant a timestamp.
    case refused(TimestampRefusal)
    /// The timestamp is not over a SHA-256.
    case otherHashAlgorithm
    /// The timestamp is over other data.
    case digestMismatch
    /// The answer is not to this request.
    case nonceMismatch
    /// The trusted certificates are not readable as PEM, or there are none.
    case malformedCertificates
    /// The signer's certificate does not lead to a trusted one, was not valid at that time, or is not for timestamping.
    case untrustedSigner
    /// The certificate in the token is not the one that the signature names (RFC 5816).
    case otherSigningCertificate
    /// The token was not signed by the certificate in it, or was changed afterwards.
    case invalidSignature
    /// Refused by OpenSSL for another reason; the number is its reason code, for the log.
    case verificationFailed(reason: Int32)
}

extension TimestampError {
    /// The same for a person.
    var sentence: Sentence {
        switch self {
        case .requestFailed: Sentence("timestamp.requestFailed")
        case .malformedResponse: Sentence("timestamp.malformedResponse")
        case .malformedToken: Sentence("timestamp.malformedToken")
        case .otherHashAlgorithm: Sentence("timestamp.otherHashAlgorithm")
        case .digestMismatch: Sentence("timestamp.digestMismatch")
        case .nonceMismatch: Sentence("timestamp.nonceMismatch")
        case .malformedCertificates: Sentence("timestamp.malformedCertificates")
        case .untrustedSigner: Sentence("timestamp.untrustedSigner")
        case .otherSigningCertificate: Sentence("timestamp.otherSigningCertificate")
        case .invalidSignature: Sentence("timestamp.invalidSignature")
        case .refused(let refusal): Sentence("timestamp.refused", ["detail": .text(refusal.codes)])
        case .verificationFailed(let reason):
            Sentence("timestamp.verificationFailed", ["code": .number(Int(reason))])
        }
    }
}

/// What a timestamp authority says when it refuses (PKIStatusInfo, RFC 3161 §2.4.2).
package struct TimestampRefusal: Hashable, Sendable {
    package enum Status: Int, Sendable {
        case rejection = 2
        case waiting = 3
        case revocationWarning = 4
        case revocationNotification = 5
    }

    /// The raw value is the number of the bit in PKIFailureInfo.
    package enum Failure: Int32, CaseIterable, Sendable {
        case badAlgorithm = 0
        case badRequest = 2
        case badDataFormat = 5
        case timeNotAvailable = 14
        case unacceptedPolicy = 15
        case unacceptedExtension = 16
        case additionalInformationNotAvailable = 17
        case systemFailure = 25
    }

    /// `nil` for a number that the standard does not define.
    package let status: Status?
    package let failures: [Failure]
    /// The authority's own words, at most ten lines. From outside: for the log, never for a page.
    package let text: [String]

    /// The names of RFC 3161 for what was the matter.
    var codes: String {
        ([status.map { "\($0)" }].compactMap(\.self) + failures.map { "\($0)" }).joined(separator: ", ")
    }
}
