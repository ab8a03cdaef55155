/// A JSON value that has exactly one text: the one of RFC 8785 (JCS), in UTF-8.
///
/// The journal hashes the text of its events, so two programs must write the same event as the same bytes:
///
/// - no white space between tokens;
/// - members sorted by their keys, compared as UTF-16 code units (§3.2.3), each key once;
/// - in strings only `"`, `\` and the control characters below U+0020 are escaped, in the shortest form (§3.2.2.2);
/// - text is never normalised, so an é in one code point and one in two are different strings here, while Swift's own
///   `==` would call them equal.
///
/// Numbers are whole and within ±(2^53 − 1), which every JSON implementation can represent (RFC 7493 §2.2). The journal
/// uses no fractions: money is cents, time is text.
package enum CanonicalJSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([CanonicalJSON])
    case object(Object)

    /// The range of ``integer(_:)`` that has a canonical text.
    package static let integers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    /// How deep arrays and objects may be nested. Bounds the recursion of reader and writer.
    package static let maximumDepth = 64

    /// The members of a JSON object, in canonical order, each key once.
    package struct Object: Hashable, Sendable {
        package struct Member: Sendable {
            package let key: String
            package let value: CanonicalJSON
        }

        package let members: [Member]

        /// - Throws: ``CanonicalJSONError/duplicateKey(_:)``
        package init(_ members: some Sequence<(key: String, value: CanonicalJSON)>) throws(CanonicalJSONError) {
            let sorted = members.map { Member(key: $0.key, value: $0.value) }
                .sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (one, next) in zip(sorted, sorted.dropFirst()) where one.key.utf8.elementsEqual(next.key.utf8) {
                throw .duplicateKey(one.key)
            }
            self.members = sorted
        }

        /// The value under `key`, compared byte for byte; `nil` if there is none.
        package subscript(key: String) -> CanonicalJSON? {
            members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
        }
    }
}

/// Why a value has no canonical text, or a text is not canonical. Offsets count bytes from the start of the text.
package enum CanonicalJSONError: Error, Hashable, Sendable {
    case integerOutOfRange
    case tooDeep
    case duplicateKey(String)
    case notUTF8
    case unexpectedEnd
    case unexpectedByte(offset: Int)
    /// A fraction or an exponent.
    case notAnInteger(offset: Int)
    /// An escape that JSON does not know, or half of a surrogate pair.
    case malformedEscape(offset: Int)
    /// The text is JSON, but its canonical text differs from it, first at `offset`.
    case notCanonical(offset: Int)
}
