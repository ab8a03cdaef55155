/// Time-based one-time passwords (RFC 6238): HMAC-SHA1, six digits, a step of 30 seconds.
struct OneTimePassword: Sendable {
    static let stepInSeconds: Int64 = 30
    static let digits = 6
    /// How far the clock of a telephone may be from ours, in steps.
    static let drift: Int64 = 1
    /// RFC 4226 §4 asks for 128 bits at least and recommends 160.
    static let secretSize = 20

    let secret: [UInt8]

    /// The number of the step that an instant is in.
    static func step(at instant: Instant) -> Int64 {
        instant.microsecondsSince1970 / (stepInSeconds * 1_000_000)
    }

    /// The code of a step (RFC 4226 §5.3).
    func code(at step: Int64, digits: Int = Self.digits) throws(VaultError) -> String {
        let mac = try HMAC.code(.sha1, of: withUnsafeBytes(of: step.bigEndian) { Array($0) }, under: secret)
        let offset = Int(mac[19] & 0x0F)
        let number = mac[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        return padded(number % (0..<digits).reduce(1) { power, _ in power * 10 }, digits)
    }

    /// The step whose code was given; `nil` when it is none of now, or one of a step that was used, or before it.
    func step(of code: String, at now: Instant, after used: Int64?) throws(VaultError) -> Int64? {
        let given = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
        let current = Self.step(at: now)
        var found: Int64?
        for step in (current - Self.drift)...(current + Self.drift) where step > used ?? .min {
            if constantTimeEqual(Array(try self.code(at: step).utf8), given) { found = step }
        }
        return found
    }

    /// The secret as people type it: base32 without padding (RFC 4648 §6).
    var base32: String { Base32.encode(secret) }

    /// The address that apps read from a QR code.
    func uri(for email: EmailAddress) -> String {
        let account = email.description.utf8.map { byte in
            Self.isUnreserved(byte) ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.encode([byte]).uppercased()
        }.joined()
        return "otpauth://totp/DocVault:\(account)?secret=\(base32)&issuer=DocVault"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.stepInSeconds)"
    }

    /// RFC 3986 §2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

/// Base32 without padding (RFC 4648 §6).
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        var (bits, count) = (0, 0)
        for byte in bytes {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 0x1F])
            }
            bits &= 0x1F
        }
        if count > 0 { text.append(alphabet[bits << (5 - count) & 0x1F]) }
        return text
    }
}
