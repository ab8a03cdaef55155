import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a password")
struct PasswordTests {
    private let email = EmailAddress("director@institute.example")!

    @Test("has twelve characters at least and 256 at most, and is not the address")
    func limits() throws {
        let refusals: [(String, AccountRefusal?)] = [
            ("eleven char", .passwordTooShort(minimum: 12)), ("twelve chars", nil), ("éééééééééééé", nil),
            (String(repeating: "x", count: 256), nil),
            (String(repeating: "x", count: 257), .passwordTooLong(maximum: 256)),
            ("Director@Institute.example", .passwordIsAddress),
        ]
        for (text, refusal) in refusals {
            let outcome = Result { try Password(text).check(for: email) }
            switch outcome {
            case .success: #expect(refusal == nil)
            case .failure(let error): #expect(error as? VaultError == refusal.map(VaultError.accountRefused))
            }
        }
    }

    @Test("is the same whichever way a keyboard composes its letters, and says nothing of itself")
    func composition() async throws {
        let (composed, decomposed) = (Password("caf\u{e9} au lait, merci"), Password("cafe\u{301} au lait, merci"))
        #expect(composed.bytes == decomposed.bytes)
        #expect(Password("\u{fb01}x²").bytes != Password("fix2").bytes)
        #expect("\(composed)" == "a password")
        let hash = try await PasswordHasher.quick.hash(composed)
        #expect(try await PasswordHasher.quick.verify(decomposed, against: hash))
    }

    @Test("is verified by the cost that it was hashed with, and the hash is known to be old")
    func costs() async throws {
        let password = Password("a fictional password")
        let hash = try await PasswordHasher.quick.hash(password)
        let dearer = PasswordHasher(cost: try #require(ScryptCost(logN: 5, blockSize: 8, parallelization: 1)))
        #expect(try await dearer.verify(password, against: hash))
        #expect(try await !dearer.verify(Password("another password"), against: hash))
        #expect(dearer.isOutdated(hash))
        #expect(!PasswordHasher.quick.isOutdated(hash))
    }

    @Test("is kept in the PHC form, in one spelling")
    func form() async throws {
        let hash = try await PasswordHasher.quick.hash(Password("a fictional password"))
        #expect(hash.description.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(PasswordHash(hash.description) == hash)
        for (old, new) in [
            ("ln=4", "ln=04"), ("ln=4", "ln=31"), ("scrypt", "argon2"), ("p=1$", "p=0$"), ("r=8", "r=99"),
        ] {
            #expect(PasswordHash(hash.description.replacing(old, with: new)) == nil)
        }
        #expect(PasswordHash(hash.description + "=") == nil)
        #expect(PasswordHash(String(hash.description.dropLast())) == nil)
        #expect(PasswordHash("") == nil)
    }
}

@Suite("the secrets of signing in")
struct AccountSecretTests {
    @Test("are 32 random bytes behind a prefix, and taken only for what they are for")
    func form() throws {
        for kind in AccountSecret.Kind.allCases {
            let secret = AccountSecret(new: kind)
            #expect(secret.text.hasPrefix(kind.rawValue))
            #expect(secret.text.count == 47)
            #expect(AccountSecret(new: kind).text != secret.text)
            for other in AccountSecret.Kind.allCases {
                #expect((AccountSecret(secret.text, other) != nil) == (other == kind))
            }
            #expect(AccountSecret(secret.text + "A", kind) == nil)
        }
    }

    @Test("of a second factor are sealed for one person, under a key that is not made anew once it is lost")
    func sealing() async throws {
        try await withTemporaryDirectory { folder in
            let identifiers = IdentifierSource(clock: FixedClock())
            let (person, other) = (identifiers.next(Person.self), identifiers.next(Person.self))
            let sealer = SecretSealer(keysIn: folder)
            let sealed = try sealer.seal([1, 2, 3], for: person, hasOthers: false)
            #expect(try sealer.open(sealed, for: person) == [1, 2, 3])
            #expect(try sealer.seal([1, 2, 3], for: person, hasOthers: true) != sealed)
            let isOther = VaultError.keyUnusable(Sentence("account.keyOther"))
            #expect(throws: isOther) { try sealer.open(sealed, for: other) }
            for index in sealed.indices {
                var changed = sealed
                changed[index] ^= 1
                #expect(throws: isOther) { try sealer.open(changed, for: person) }
            }
            #expect(throws: isOther) { try sealer.open(Array(sealed.prefix(20)), for: person) }
            try FileManager.default.removeItem(atPath: folder.appending("second-factor.key").string)
            let isMissing = VaultError.keyUnusable(Sentence("account.keyMissing"))
            #expect(throws: isMissing) { try sealer.open(sealed, for: person) }
            #expect(throws: isMissing) { try sealer.seal([1], for: person, hasOthers: true) }
        }
    }
}
