import DocVault
import Foundation
import HTTPTypes
import Testing

@testable import VaultHTTP

@Suite("the fields of requests that upload")
struct UploadFieldsTests {
    @Test(
        "a file's name is read as RFC 6266 and RFC 8187 write it",
        arguments: [
            (#"attachment; filename="invoice 12.pdf""#, "invoice 12.pdf"),
            ("attachment; filename=invoice.pdf", "invoice.pdf"),
            (#"attachment; filename="a \"b\" \\ c.pdf""#, #"a "b" \ c.pdf"#),
            ("attachment; filename*=UTF-8''facture%20n%C2%B0%2012.pdf", "facture n° 12.pdf"),
            (#"attachment; filename="x.pdf"; filename*=utf-8'fr'%C3%A9t%C3%A9.pdf"#, "été.pdf"),
            (#"attachment; filename*=UTF-8''b.pdf; filename="a.pdf""#, "b.pdf"),
            ("inline; filename*=iso-8859-1''%E9t%E9.pdf", "été.pdf"),
            (#"ATTACHMENT ; FILENAME = "a;b.pdf" ; size=3"#, "a;b.pdf"),
        ])
    func names(text: String, name: String) {
        #expect(FileNameField(text)?.fileName == name)
    }

    @Test(
        "what is no content disposition is refused",
        arguments: [
            "", "; filename=a", #"attachment; filename="a"#, "attachment filename=a", "attachment; =a",
            "attachment; filename*=UTF-8''%C3", "attachment; filename*=UTF-8''%zz", "attachment; filename*=a.pdf",
            "attachment; filename*=koi8-r''a.pdf", #"attachment; filename="a\"#,
        ])
    func noNames(text: String) {
        #expect(FileNameField(text) == nil)
    }

    @Test("a disposition may name no file")
    func nameless() {
        #expect(FileNameField("attachment")?.fileName == nil)
        #expect(FileNameField("attachment;") != nil)
    }

    @Test("digests are read by the algorithms that are checked, and others are passed over")
    func digests() throws {
        let whole = [UInt8](repeating: 7, count: 32)
        let value = "sha-256=:\(Data(whole).base64EncodedString()):"
        let expected = ContentDigest(.sha256, whole)
        #expect(try digest(value) == expected)
        #expect(try digest("unixsum=:AAA=:, \(value)") == expected)
        #expect(try digest("unixsum=:AAA=:") == nil)
        let long = [UInt8](repeating: 9, count: 64)
        #expect(try digest("sha-512=:\(Data(long).base64EncodedString()):") == ContentDigest(.sha512, long))
        #expect(try HTTPFields().digest(.reprDigest) == nil)
        for wrong in ["sha-256=nonsense", ":::", "sha-256=:bm9uc2Vuc2U=:", "sha-256", "sha-256=1"] {
            #expect(throws: RequestRefusal.self, "\(wrong)") { try digest(wrong) }
        }
    }

    private func digest(_ value: String) throws -> ContentDigest? {
        try ([.reprDigest: value] as HTTPFields).digest(.reprDigest)
    }

    @Test("booleans and counts are structured fields")
    func items() throws {
        #expect(try ([.uploadComplete: "?1"] as HTTPFields).flag(.uploadComplete) == true)
        #expect(try ([.uploadComplete: " ?0;a=1"] as HTTPFields).flag(.uploadComplete) == false)
        #expect(try HTTPFields().flag(.uploadComplete) == nil)
        for wrong in ["yes", "1", "?2", "", "?1, ?1"] {
            #expect(throws: RequestRefusal.self, "\(wrong)") {
                try ([.uploadComplete: wrong] as HTTPFields).flag(.uploadComplete)
            }
        }
        #expect(try ([.uploadOffset: "1099511627776"] as HTTPFields).count(.uploadOffset) == 1_099_511_627_776)
        for wrong in ["-1", "1.5", "ten", "99999999999999999999", ""] {
            #expect(throws: RequestRefusal.self, "\(wrong)") {
                try ([.uploadOffset: wrong] as HTTPFields).count(.uploadOffset)
            }
        }
        // Older than structured fields, and so not bound to their fifteen digits.
        let large = "1152921504606846976"
        #expect(try ([.uploadLength: large] as HTTPFields).plainCount(.uploadLength) == 1 << 60)
        for wrong in ["+1", "-1", "0x1", "99999999999999999999", "٣", ""] {
            #expect(throws: RequestRefusal.self, "\(wrong)") {
                try ([.uploadLength: wrong] as HTTPFields).plainCount(.uploadLength)
            }
        }
    }

    @Test("the metadata of tus name a piece, and what clients say by themselves is passed over")
    func metadata() throws {
        let told = [
            "dossier": "2024-LAUNCH-07", "requirement": "E04", "piece": "invoice", "filename": "été.pdf",
            "invoiceNumber": "12", "amountInCents": "120050", "vat": "excluded", "filetype": "application/pdf",
        ]
        let upload = try TusMetadata(field(told)).upload(sizeInBytes: 5)
        #expect(upload.dossier.text == "2024-LAUNCH-07")
        #expect(upload.name.text == "été.pdf")
        #expect(upload.completion == .whenWhole)
        #expect(upload.sizeInBytes == 5)
        #expect(upload.facts.number == "12")
        #expect(upload.facts.amount == Money(cents: 120_050))
        #expect(upload.facts.vat == .excluded)
        for (key, value) in [("colour", "red"), ("amountInCents", "much"), ("dossier", "no code"), ("filename", "a/b")]
        {
            var wrong = told
            wrong[key] = value
            let text = field(wrong)
            #expect(throws: RequestRefusal.self, "\(key)") { try TusMetadata(text).upload(sizeInBytes: 5) }
        }
        for wrong in ["dossier ***", "dossier YQ== YQ==", "dossier YQ==,dossier YQ==", "dossier /w=="] {
            #expect(throws: RequestRefusal.self, "\(wrong)") { try TusMetadata(wrong) }
        }
    }

    private func field(_ values: [String: String]) -> String {
        values.map { "\($0.key) \(Data($0.value.utf8).base64EncodedString())" }.joined(separator: ",")
    }

    @Test("an instant is written as HTTP writes it")
    func httpDate() {
        #expect(Instant(microsecondsSince1970: 784_111_777_000_000).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Instant(microsecondsSince1970: 0).httpDate == "Thu, 01 Jan 1970 00:00:00 GMT")
    }

    @Test("every refusal of an upload has a status, and somebody else's upload is as absent as none")
    func refusals() throws {
        let digest = try #require(ContentDigest(.sha1, [UInt8](repeating: 1, count: 20)))
        let statuses: [(UploadRefusal, Int)] = [
            (.notFound("a"), 404), (.offsetMismatch(offset: 1, given: 2), 409),
            (.lengthInconsistent(declared: 1, given: 2), 400), (.tooLarge(limit: 1), 413),
            (.contentMismatch(expected: digest, received: digest), 422),
            (.partMismatch(expected: digest, received: digest), 422), (.superseded, 409),
            (.tooManySessions(limit: 1), 429), (.tooManyBytes(limit: 1), 429), (.finished, 409),
            (.failed(.bytesLost), 410),
        ]
        for (refusal, status) in statuses {
            #expect(Problem(VaultError.uploadRefused(refusal)).status.code == status, "\(refusal)")
        }
        let hidden = Problem(VaultError.uploadRefused(.notFound("a"))).text(in: .en, request: nil)
        #expect(hidden == Problem(RequestRefusal.nothingHere).text(in: .en, request: nil))
        let mismatch = Problem(UploadRefusal.offsetMismatch(offset: 10, given: 3))
        #expect(mismatch.text(in: .en, request: nil).contains(#""expected-offset":10,"provided-offset":3"#))
        #expect(mismatch.headers[.uploadOffset] == "10")
    }
}
