import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a national register number")
struct NationalNumberTests {
    @Test("is taken with the check of either century, and with the usual points and dash", arguments: [false, true])
    func centuries(bornFrom2000: Bool) throws {
        let digits = NationalNumber.fictionalDigits(7, bornFrom2000: bornFrom2000)
        #expect(NationalNumber(digits)?.digits == digits)
        let groups = [0..<2, 2..<4, 4..<6, 6..<9, 9..<11].map { Array(digits)[$0].map(String.init).joined() }
        let usual = "\(groups[0]).\(groups[1]).\(groups[2])-\(groups[3]).\(groups[4])"
        #expect(NationalNumber(usual)?.digits == digits)
        #expect(NationalNumber("\(groups[0]) \(groups[1]) \(groups[2]) \(groups[3]) \(groups[4])")?.digits == digits)
    }

    @Test("is refused when any one digit is another", arguments: [false, true])
    func everyDigit(bornFrom2000: Bool) {
        let digits = Array(NationalNumber.fictionalDigits(7, bornFrom2000: bornFrom2000))
        for index in digits.indices {
            for digit in "0123456789" where digit != digits[index] {
                var wrong = digits
                wrong[index] = digit
                // One wrong digit never satisfies the same check; the other century's it may, by chance.
                guard let number = NationalNumber(String(wrong)) else { continue }
                let (first, check) = (Int(number.digits.prefix(9)) ?? 0, Int(number.digits.suffix(2)) ?? 0)
                #expect(check != 97 - (bornFrom2000 ? 2_000_000_000 + first : first) % 97)
            }
        }
    }

    @Test(
        "is eleven digits",
        arguments: [
            "", "1", "7099000010", "709900001000", "70990000a01", "٧٠٩٩٠٠٠٠١٠٠", "70.99.00/001-00", "00000000000",
            "70990000198", "70990000100",
        ])
    func malformed(text: String) { #expect(NationalNumber(text) == nil) }

    @Test("is not printed by mistake")
    func silent() throws {
        let digits = NationalNumber.fictionalDigits(7)
        let number = try #require(NationalNumber(digits))
        let person = try NewPerson.named(PartyScene.director, 7)
        var dumped = ""
        dump(person, to: &dumped)
        for text in ["\(number)", String(reflecting: number), "\(person)", "\([number])", dumped] {
            #expect(!text.contains(digits))
        }
    }
}

@Suite("the keyed hash of a national number")
struct KeyedHashTests {
    private static let file = "national-number.key"

    @Test("is made under a key that only its owner reads, and stays the same")
    func key() async throws {
        try await withTemporaryDirectory { folder in
            let first = try KeyedHash(keysIn: folder).hash(of: .fictional(1))
            #expect(first.count == 32)
            let path = folder.appending(Self.file).string
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(attributes[.size] as? Int == 32)
            #expect(try KeyedHash(keysIn: folder).hash(of: .fictional(1)) == first)
            #expect(try KeyedHash(keysIn: folder).hash(of: .fictional(2)) != first)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == [Self.file])
        }
        // Another vault, another hash: two catalogs cannot be compared.
        try await withTemporaryDirectory { one in
            try await withTemporaryDirectory { other in
                let hash = try KeyedHash(keysIn: one).hash(of: .fictional(1))
                let otherHash = try KeyedHash(keysIn: other).hash(of: .fictional(1))
                #expect(hash != otherHash)
            }
        }
    }

    @Test("a key that others can read is not used", arguments: [0o644, 0o640, 0o604, 0o620, 0o601])
    func readable(mode: Int) async throws {
        try await withTemporaryDirectory { folder in
            let hash = KeyedHash(keysIn: folder)
            _ = try hash.hash(of: .fictional(1))
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: folder.appending(Self.file).string)
            #expect(throws: VaultError.keyUnusable(Sentence("party.keyReadable"))) { try hash.hash(of: .fictional(1)) }
        }
    }

    @Test("a key of another length is not used, nor replaced", arguments: [0, 31, 33])
    func damaged(count: Int) async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(Self.file).string
            #expect(
                FileManager.default.createFile(
                    atPath: path, contents: Data(count: count), attributes: [.posixPermissions: 0o600]))
            #expect(throws: VaultError.keyUnusable(Sentence("party.keyDamaged"))) {
                try KeyedHash(keysIn: folder).hash(of: .fictional(1))
            }
            #expect(FileManager.default.contents(atPath: path)?.count == count)
        }
    }

    @Test("those who need the first key at the same moment all get the same one")
    func race() async throws {
        try await withTemporaryDirectory { folder in
            let hashes = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<16 { group.addTask { try KeyedHash(keysIn: folder).hash(of: .fictional(1)) } }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(hashes.count == 1)
        }
    }
}
