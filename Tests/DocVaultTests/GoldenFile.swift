import Foundation
import Testing

/// A file of expected output in `Golden/`. It changes on purpose only: `DOCVAULT_REWRITE_GOLDEN=1` writes it anew.
struct GoldenFile {
    private let url: URL

    init(_ name: String) {
        url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    }

    func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["DOCVAULT_REWRITE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: url)
        }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text == golden, sourceLocation: sourceLocation)
    }
}
