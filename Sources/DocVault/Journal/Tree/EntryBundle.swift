/// Up to 256 log entries in one file (C2SP tlog-tiles, "Log entries").
///
///     for each entry:   length as uint16, big-endian   the bytes of the entry
///
/// An entry is what is hashed into a leaf. The journal's entries are 32-byte commitments, so the limit of 65,535 bytes
/// is far away; it is checked because the length could not be written otherwise.
package enum EntryBundle {
    package static let maximumEntryByteCount = Int(UInt16.max)

    /// - Throws: ``EntryBundleError/tooManyEntries(_:)``, ``EntryBundleError/entryTooLong(_:)``
    package static func encode(_ entries: some Collection<[UInt8]>) throws(EntryBundleError) -> [UInt8] {
        guard entries.count <= TileCoordinate.fullWidth else { throw .tooManyEntries(entries.count) }
        var bytes: [UInt8] = []
        for entry in entries {
            guard entry.count <= maximumEntryByteCount else { throw .entryTooLong(entry.count) }
            bytes += [UInt8(entry.count >> 8), UInt8(entry.count & 0xFF)]
            bytes += entry
        }
        return bytes
    }

    /// Reads a bundle that must hold exactly `count` entries, which is the width in its name.
    /// - Throws: ``EntryBundleError/truncated``, ``EntryBundleError/wrongCount(expected:found:)``
    package static func decode(_ bytes: [UInt8], count: Int) throws(EntryBundleError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty, entries.count <= TileCoordinate.fullWidth {
            guard let high = rest.popFirst(), let low = rest.popFirst() else { throw .truncated }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length else { throw .truncated }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard entries.count == count else { throw .wrongCount(expected: count, found: entries.count) }
        return entries
    }

    /// The bundles to store when a log of `size` entries grows by `entries`.
    ///
    /// - Parameter partial: the content of the bundle the log ends with; empty if its last bundle is full.
    /// - Throws: every ``EntryBundleError``
    package static func growth(
        from size: Int, partial: [UInt8], by entries: [[UInt8]]
    ) throws(EntryBundleError) -> [(coordinate: EntryBundleCoordinate, bytes: [UInt8])] {
        let present = size % TileCoordinate.fullWidth
        let all = try decode(partial, count: present) + entries
        guard !entries.isEmpty else { return [] }
        var bundles: [(coordinate: EntryBundleCoordinate, bytes: [UInt8])] = []
        for start in stride(from: 0, to: all.count, by: TileCoordinate.fullWidth) {
            let bundle = all[start..<min(start + TileCoordinate.fullWidth, all.count)]
            let index = (size - present + start) / TileCoordinate.fullWidth
            bundles.append((EntryBundleCoordinate(index: index, width: bundle.count), try encode(bundle)))
        }
        return bundles
    }
}

/// Why a bundle cannot be written or read.
package enum EntryBundleError: Error, Hashable, Sendable {
    case tooManyEntries(Int)
    /// The length of the entry in bytes.
    case entryTooLong(Int)
    /// The bytes end inside an entry.
    case truncated
    case wrongCount(expected: Int, found: Int)
}
