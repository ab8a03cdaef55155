internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import RawStructuredFieldValues

extension HTTPFields {
    /// A boolean (RFC 9651 §3.3.6), as `?1`; `nil` where the field is missing.
    /// - Throws: ``RequestRefusal/malformedHeader(_:)``.
    func flag(_ name: HTTPField.Name) throws -> Bool? {
        guard let item = try item(name) else { return nil }
        guard case .bool(let flag) = item else { throw RequestRefusal.malformedHeader(name.rawName) }
        return flag
    }

    /// A whole number that is not negative.
    func count(_ name: HTTPField.Name) throws -> Int64? {
        guard let item = try item(name) else { return nil }
        guard case .integer(let number) = item, number >= 0 else { throw RequestRefusal.malformedHeader(name.rawName) }
        return number
    }

    /// A whole number in digits, of a field that is older than structured ones, which end at fifteen of them.
    func plainCount(_ name: HTTPField.Name) throws -> Int64? {
        guard let text = combined(name) else { return nil }
        guard let match = text.wholeMatch(of: /[0-9]{1,19}/), let number = Int64(match.output) else {
            throw RequestRefusal.malformedHeader(name.rawName)
        }
        return number
    }

    /// A digest by an algorithm that is checked here (RFC 9530); `nil` where there is none, or only others.
    func digest(_ name: HTTPField.Name) throws -> ContentDigest? {
        guard let text = combined(name) else { return nil }
        do {
            var parser = StructuredFieldValueParser(Array(text.utf8))
            let members = try parser.parseDictionaryFieldValue()
            // The first is that of blobs, which are hashed by it anyway.
            for (key, algorithm) in [("sha-256", ContentDigest.Algorithm.sha256), ("sha-512", .sha512)] {
                guard let member = members[key] else { continue }
                guard case .item(let item) = member, case .undecodedByteSequence(let base64) = item.rfc9651BareItem,
                    let bytes = Data(base64Encoded: base64), let digest = ContentDigest(algorithm, Array(bytes))
                else { throw RequestRefusal.malformedHeader(name.rawName) }
                return digest
            }
            return nil
        } catch {
            throw RequestRefusal.malformedHeader(name.rawName)
        }
    }

    private func item(_ name: HTTPField.Name) throws -> RFC9651BareItem? {
        guard let text = combined(name) else { return nil }
        do {
            var parser = StructuredFieldValueParser(Array(text.utf8))
            return try parser.parseItemFieldValue().rfc9651BareItem
        } catch {
            throw RequestRefusal.malformedHeader(name.rawName)
        }
    }

    private func combined(_ name: HTTPField.Name) -> String? {
        let values = self[values: name]
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

extension HTTPField.Name {
    static let contentDigest = HTTPField.Name("Content-Digest")!
    static let uploadComplete = HTTPField.Name("Upload-Complete")!
    static let uploadOffset = HTTPField.Name("Upload-Offset")!
    static let uploadLength = HTTPField.Name("Upload-Length")!
    static let uploadLimit = HTTPField.Name("Upload-Limit")!
    static let uploadInteropVersion = HTTPField.Name("Upload-Draft-Interop-Version")!
}
