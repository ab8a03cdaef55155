import Testing
import VaultTestSupport

@testable import DocVault

/// Texts that come in pieces, wherever they are cut.
@Suite("Papers read as they come")
struct PaperReadingTests {
    @Test("give the same lines wherever they are cut")
    func lines() {
        var generator = SeededGenerator()
        let text = Array("one\ntwo\r\nthree\rfour\n\n\r\n\rfive".utf8)
        let expected = [("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 8)]
        for _ in 0..<200 {
            var splitter = LineSplitter()
            var found: [(String, Int)] = []
            let take = { (line: ArraySlice<UInt8>, number: Int) in
                found.append((String(decoding: line, as: UTF8.self), number))
            }
            var rest = text[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...5, using: &generator)
                splitter.take(Array(rest.prefix(count))[...], take)
                rest = rest.dropFirst(count)
            }
            splitter.end(take)
            #expect(found.map(\.0) == expected.map(\.0))
            #expect(found.map(\.1) == expected.map(\.1))
        }
    }

    @Test("give the same rows wherever they are cut", arguments: 1...40)
    func inventories(_ size: Int) throws {
        let bag = try BagBuilder().build()
        var (json, csv) = (InventoryJSON(), InventoryCSV())
        var (fromJSON, fromCSV) = ("", "")
        for piece in Self.pieces(of: bag["data/inventory.json"] ?? [], size) {
            json.take(piece) { fromJSON += $0.common }
        }
        for piece in Self.pieces(of: bag["data/inventory.csv"] ?? [], size) {
            csv.take(piece) { fromCSV += $0 }
        }
        json.end()
        csv.end()
        #expect(!json.isMalformed && !csv.isMalformed)
        #expect(json.count == 5 && csv.count == 5)
        #expect(fromJSON == fromCSV)
    }

    private static func pieces(of bytes: [UInt8], _ size: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    }

    @Test("are found by path, byte for byte, however many")
    func table() {
        var table = FileTable()
        let names = (0..<5_000).map { "data/\($0 % 7)/\($0).txt" } + ["data/\u{e9}", "data/e\u{301}"]
        for (index, name) in names.enumerated() {
            #expect(table.insert(name) == (index, true))
        }
        for (index, name) in names.enumerated() {
            #expect(table.index(of: name) == index)
            #expect(table.path(index).utf8.elementsEqual(name.utf8))
            #expect(table.insert(name) == (index, false))
        }
        #expect(table.index(of: "data/none") == nil)
        #expect(table.count == names.count)
    }
}
