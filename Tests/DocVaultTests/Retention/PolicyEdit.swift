import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// One change to the shipped policy, and what is said of it.
struct PolicyEdit: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    /// The flaws, each as `/schedules/0/period: …`; none where the policy is still good.
    let flaws: [String]
    /// Whether the JSON Schema refuses it as well.
    let isSeenBySchema: Bool

    init(_ from: String, _ to: String, _ flaws: String..., isSeenBySchema: Bool = true) {
        (self.from, self.to, self.flaws, self.isSeenBySchema) = (from, to, flaws, isSeenBySchema)
    }

    var testDescription: String { "\(from.suffix(60)) → \(to.suffix(60))" }

    /// The file with the first place changed.
    func applied() throws -> [UInt8] {
        let file = try Self.file()
        let range = try #require(file.firstRange(of: from), "\(from)")
        return Array((file[..<range.lowerBound] + to + file[range.upperBound...]).utf8)
    }

    func policy() throws -> RetentionPolicy { try RetentionPolicy(parsing: try applied()) }

    static func file() throws -> String {
        try String(contentsOfFile: VaultProgram.sourceRoot + "/retention-policy.json", encoding: .utf8)
    }

    /// The flaws found in a file, each with its place as programs name it.
    static func flaws(in bytes: [UInt8]) -> [String] {
        do throws(PolicyFlaws) {
            _ = try RetentionPolicy(parsing: bytes)
            return []
        } catch {
            return error.all.map { "\($0.pointer): \($0.reason.text(in: .en))" }
        }
    }
}

extension PolicyEdit {
    /// The shipped policy as its next version, with changes, each in the first place where it fits.
    static func next(_ changes: (String, String)...) throws -> RetentionPolicy {
        try policy(2, changes)
    }

    /// The shipped policy as another version, with changes.
    static func version(_ version: Int, _ changes: (String, String)...) throws -> RetentionPolicy {
        try policy(version, changes)
    }

    private static func policy(_ version: Int, _ changes: [(String, String)]) throws -> RetentionPolicy {
        var file = try file()
        // The policy and its schedules: one that changes has another version.
        file = file.replacing("\"version\": 1,", with: "\"version\": \(version),")
        for (from, to) in changes {
            let range = try #require(file.firstRange(of: from), "\(from)")
            file.replaceSubrange(range, with: to)
        }
        return try RetentionPolicy(parsing: Array(file.utf8))
    }
}
