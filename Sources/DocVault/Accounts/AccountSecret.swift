/// A secret that gives access to whoever has it: 32 random bytes in base64url behind a prefix that says what it is for.
///
/// The vault keeps its SHA-256 only and finds it by that: who reads the catalog learns no secret, and nothing compares
/// secrets byte by byte. A plain digest is enough, for nobody tries 2^256 out.
struct AccountSecret: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case session = "dvs_"
        case token = "dvt_"
        case invitation = "dvi_"
        /// Of a sign-in that was sent to another service.
        case state = "dvf_"
    }

    private static let size = 32

    let text: String

    init(new kind: Kind) { text = kind.rawValue + Base64.encodeForURL(randomBytes(Self.size)) }

    /// Parses what somebody gives; `nil` for what was never made here.
    init?(_ text: String, _ kind: Kind) {
        guard text.hasPrefix(kind.rawValue), text.utf8.count == kind.rawValue.utf8.count + 43,
            text.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        self.text = text
    }

    /// What is kept.
    var hash: [UInt8] {
        get throws { try DigestHasher.digest(of: Array(text.utf8)).bytes }
    }
}

extension Base64 {
    /// base64url without padding (RFC 4648 §5).
    static func encodeForURL(_ bytes: some Sequence<UInt8>) -> String {
        String(
            encode(bytes).compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
