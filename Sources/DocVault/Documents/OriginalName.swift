internal import Foundation
public import SystemPackage

/// The name of a document as its depositor gave it, kept to the byte.
///
/// A name is never used as a path. One that is not UTF-8 is kept in ``bytes`` beside a text in which each byte that
/// does not fit stands as `\xE9`.
public struct OriginalName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name a Linux folder can hold, in bytes.
    public static let maximumByteCount = 255

    /// The name for people, for search and for the inventory.
    public let text: String
    /// The name as it was received when that was not UTF-8, else `nil`.
    public let bytes: [UInt8]?

    /// Takes the last component of a path.
    public init(_ path: FilePath) {
        self.init(
            bytes: path.lastComponent?.withPlatformString {
                Array(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
            } ?? [])
    }

    /// Takes a name as a client sent it: not empty, at most 255 bytes, without a slash or a zero byte; else `nil`.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumByteCount, !text.utf8.contains(0), !text.contains("/"),
            text != ".", text != ".."
        else { return nil }
        self.text = text
        bytes = nil
    }

    init(bytes received: [UInt8]) {
        if let text = String(validating: received, as: UTF8.self) {
            self.text = text
            bytes = nil
        } else {
            text = Self.escaped(received)
            bytes = received
        }
    }

    /// Puts together what the catalog keeps.
    init(text: String, bytes: [UInt8]?) { (self.text, self.bytes) = (text, bytes) }

    public var description: String { text }

    private static func escaped(_ bytes: [UInt8]) -> String {
        var text = ""
        var rest = bytes[...]
        while let first = rest.first {
            let length = (1...4).first { count in
                rest.count >= count && String(validating: rest.prefix(count), as: UTF8.self) != nil
            }
            if let length, let valid = String(validating: rest.prefix(length), as: UTF8.self) {
                text += valid
                rest = rest.dropFirst(length)
            } else {
                text += "\\x" + Hexadecimal.encode([first]).uppercased()
                rest = rest.dropFirst()
            }
        }
        return text
    }
}
