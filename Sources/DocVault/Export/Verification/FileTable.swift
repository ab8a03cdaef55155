/// The files of a bag: path, size and digests of each, found by path.
///
/// Kept in a few long arrays: a bag may hold hundreds of thousands of files, and a string and an array for each would take
/// ten times the memory. Paths are compared byte for byte; Swift's strings would take one in another normalisation for equal.
struct FileTable: Sendable {
    private var names: [UInt8] = []
    /// Where each name ends in ``names``.
    private var ends: [UInt32] = []
    private var sizes: [Int64] = []
    private var digests: [ManifestAlgorithm: [UInt8]] = [:]
    /// Open addressing: the number of a file plus one, or 0; a power of two of them, at most half of them used.
    private var slots = [UInt32](repeating: 0, count: 64)

    var count: Int { ends.count }
    var nameBytes: Int { names.count }

    /// Takes up a path, or finds it.
    mutating func insert(_ path: some StringProtocol) -> (index: Int, isNew: Bool) {
        var path = String(path)
        return path.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            let slot = slot(of: bytes)
            guard slots[slot] == 0 else { return (Int(slots[slot]) - 1, false) }
            names.append(contentsOf: bytes)
            ends.append(UInt32(names.count))
            sizes.append(0)
            slots[slot] = UInt32(count)
            if count * 2 > slots.count { grow() }
            return (count - 1, true)
        }
    }

    func index(of path: some Collection<UInt8>) -> Int? {
        let found = path.withContiguousStorageIfAvailable { bytes in
            Int(slots[slot(of: UnsafeRawBufferPointer(bytes))]) - 1
        }
        let index = found ?? Array(path).withUnsafeBytes { Int(slots[slot(of: $0)]) - 1 }
        return index < 0 ? nil : index
    }

    func index(of path: String) -> Int? { index(of: path.utf8) }

    func path(_ index: Int) -> String { withPath(index) { String(decoding: $0, as: UTF8.self) } }

    func withPath<Value>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        names.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start(index)..<Int(ends[index])])) }
    }

    func hasPrefix(_ index: Int, _ prefix: StaticString) -> Bool {
        withPath(index) { path in
            path.count >= prefix.utf8CodeUnitCount
                && UnsafeRawBufferPointer(rebasing: path.prefix(prefix.utf8CodeUnitCount)).elementsEqual(
                    UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
        }
    }

    func isPayload(_ index: Int) -> Bool { hasPrefix(index, "data/") }

    func size(_ index: Int) -> Int64 { sizes[index] }

    /// Whether a file has this digest; `nil` when it was not computed.
    func matches<Bytes: Collection<UInt8>>(_ index: Int, _ algorithm: ManifestAlgorithm, _ digest: Bytes) -> Bool? {
        guard let all = digests[algorithm], all.count >= (index + 1) * algorithm.byteCount else { return nil }
        return all[(index * algorithm.byteCount)..<((index + 1) * algorithm.byteCount)].elementsEqual(digest)
    }

    func digest(_ index: Int, _ algorithm: ManifestAlgorithm) -> [UInt8] {
        guard let all = digests[algorithm], all.count >= (index + 1) * algorithm.byteCount else { return [] }
        return Array(all[(index * algorithm.byteCount)..<((index + 1) * algorithm.byteCount)])
    }

    mutating func setSize(_ size: Int64, of index: Int) { sizes[index] = size }

    /// Makes place for the digests of every file there is.
    mutating func prepare(_ algorithm: ManifestAlgorithm) {
        digests[algorithm] = [UInt8](repeating: 0, count: count * algorithm.byteCount)
    }

    mutating func setDigest(_ digest: ArraySlice<UInt8>, of index: Int, _ algorithm: ManifestAlgorithm) {
        let start = index * algorithm.byteCount
        digests[algorithm]?.replaceSubrange(start..<(start + algorithm.byteCount), with: digest)
    }

    private func start(_ index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }

    /// The slot that holds a path, or would.
    private func slot(of path: UnsafeRawBufferPointer) -> Int {
        // Swift's hasher has a key that is new in each process, so nobody can choose names that all fall on one slot.
        var hasher = Hasher()
        hasher.combine(bytes: path)
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] != 0, !withPath(Int(slots[slot]) - 1, { $0.elementsEqual(path) }) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for index in 0..<count { slots[withPath(index) { slot(of: $0) }] = UInt32(index + 1) }
    }
}
