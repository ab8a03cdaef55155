import Foundation
import Testing

@testable import DocVault

@Suite("JSON that programs read")
struct JSONObjectTests {
    @Test("has its members in the order in which they were added, without what is nil")
    func order() {
        var object = JSONObject()
        object["b"] = .integer(-7)
        object["a"] = .list([.flag(true), .text("x"), .object(JSONObject())])
        object["c"] = .text(nil)
        #expect(object.text == #"{"b":-7,"a":[true,"x",{}]}"#)
        #expect(object.bytes == Array(object.text.utf8))
    }

    @Test("says of any text what another reader understands")
    func texts() throws {
        let everyOther = (0..<0x2100).compactMap { Unicode.Scalar($0 as UInt32) }.map { String(Character($0)) }.joined()
        for text in ["", "\"", "\\", "\u{0}\u{1f}\u{7f}", "é\u{301}", "🇧🇪", "a\r\nb\tc", everyOther] {
            var object = JSONObject()
            object[text] = .text(text)
            let read = try JSONSerialization.jsonObject(with: Data(object.bytes)) as? [String: String]
            #expect(read?.first?.value.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
            #expect(read?.first?.key.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        }
    }
}
