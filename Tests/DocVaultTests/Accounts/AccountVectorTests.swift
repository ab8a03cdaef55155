import Testing
import VaultTestSupport

@testable import DocVault

/// What passwords and codes are computed with, against the vectors of the standards.
@Suite("the computations of signing in")
struct AccountVectorTests {
    /// RFC 7914 §12, but for the last, which takes a gigabyte.
    @Test(
        "are scrypt as RFC 7914 has it",
        arguments: [
            (
                "", "", 4, 1, 1,
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                    + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
            ),
            (
                "password", "NaCl", 10, 8, 16,
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                    + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
            ),
            (
                "pleaseletmein", "SodiumChloride", 14, 8, 1,
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                    + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
            ),
        ])
    func scrypt(
        password: String, salt: String, logN: Int, blockSize: Int, parallelization: Int, expected: String
    ) throws {
        let cost = try #require(ScryptCost(logN: logN, blockSize: blockSize, parallelization: parallelization))
        let key = try Scrypt.derive(Array(password.utf8), salt: Array(salt.utf8), cost: cost, byteCount: 64)
        #expect(Hexadecimal.encode(key) == expected)
    }

    @Test("take the cost that new passwords have")
    func standardCost() throws {
        let key = try Scrypt.derive(Array("x".utf8), salt: [1], cost: .standard, byteCount: 32)
        #expect(key.count == 32)
    }

    /// RFC 6238, appendix B, for SHA-1.
    @Test(
        "are one-time passwords as RFC 6238 has them",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func oneTime(seconds: Int64, code: String) throws {
        let password = OneTimePassword(secret: Array("12345678901234567890".utf8))
        let step = OneTimePassword.step(at: Instant(microsecondsSince1970: seconds * 1_000_000))
        #expect(try password.code(at: step, digits: 8) == code)
        #expect(try password.code(at: step) == code.suffix(6))
    }

    @Test("take a code of a step before or after, and none twice")
    func steps() throws {
        let password = OneTimePassword(secret: randomBytes(20))
        let clock = FixedClock()
        let now = OneTimePassword.step(at: clock.now())
        for step in (now - 4)...(now + 4) {
            let code = try password.code(at: step)
            let isNear = abs(step - now) <= 1
            // Two steps have the same code once in a million.
            #expect(try (password.step(of: code, at: clock.now(), after: nil) != nil) == isNear)
            #expect(try password.step(of: code, at: clock.now(), after: now + 1) == nil)
        }
        let code = try password.code(at: now)
        #expect(try password.step(of: code, at: clock.now(), after: now - 1) == now)
        #expect(try password.step(of: code, at: clock.now(), after: now) == nil)
        for wrong in ["", "1", "abcdef", String(code.dropLast()), code + "0"] {
            #expect(try password.step(of: wrong, at: clock.now(), after: nil) == nil)
        }
    }

    /// RFC 4648 §10, without padding.
    @Test(
        "spell secrets in base32",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(text: String, expected: String) { #expect(Base32.encode(Array(text.utf8)) == expected) }

    @Test("tell an app all that it needs")
    func uri() throws {
        let email = try #require(EmailAddress("jean+test@example.org"))
        let uri = OneTimePassword(secret: Array("foobar".utf8)).uri(for: email)
        #expect(
            uri == "otpauth://totp/DocVault:jean%2Btest%40example.org?secret=MZXW6YTBOI&issuer=DocVault"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}
