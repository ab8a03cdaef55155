internal import Foundation

/// Compares what is in a bag with what its manifests name (RFC 8493 §3), whoever made it.
struct BagCheck {
    let reading: BagReading
    let declaration: BagDeclaration
    let information: BagInformation
    private(set) var problems: BagProblems
    /// The manifests of the payload and of the tag files that were compared, by algorithm.
    private(set) var payloadManifests: [ManifestAlgorithm] = []
    private(set) var tagManifests: [ManifestAlgorithm] = []

    private var table: FileTable { reading.table }

    /// - Parameter files: Where to read again what other digests are wanted of.
    init(_ reading: consuming BagReading, rereading files: some BagFiles) throws {
        var reading = reading
        var problems = reading.problems
        declaration = BagDeclaration(reading.tagFile("bagit.txt"), &problems)
        let informationName =
            declaration.version < BagDeclaration.Version(major: 0, minor: 96)
            ? "package-info.txt" : "bag-info.txt"
        if let file = reading.tagFile(informationName).flatMap(declaration.encoding.utf8) {
            information = BagInformation(file, informationName, &problems)
        } else {
            information = BagInformation()
        }
        for algorithm in Self.algorithms(in: reading.tagFileNames) where algorithm != .sha256 {
            try reading.hash(files, algorithm)
        }
        self.reading = reading
        self.problems = problems
        checkManifests()
        checkPayload(informationName)
        checkFetch()
        checkNames()
    }

    private static func algorithms(in names: [String]) -> [ManifestAlgorithm] {
        ManifestAlgorithm.allCases.filter { algorithm in
            names.contains {
                $0 == "manifest-\(algorithm.rawValue).txt" || $0 == "tagmanifest-\(algorithm.rawValue).txt"
            }
        }
    }

    private mutating func checkManifests() {
        let all = BitSet(table.count)
        var (someListed, tagListed) = (all, all)
        for name in reading.tagFileNames where name.hasPrefix("manifest-") || name.hasPrefix("tagmanifest-") {
            let isTag = name.hasPrefix("tag")
            let word = name.dropFirst(isTag ? 12 : 9)
            guard word.hasSuffix(".txt"), let algorithm = ManifestAlgorithm(rawValue: word.dropLast(4).lowercased()),
                let file = reading.tagFile(name)
            else {
                problems.warn(name, Sentence("bag.otherAlgorithm"))
                continue
            }
            if isTag { tagManifests.append(algorithm) } else { payloadManifests.append(algorithm) }
            if algorithm.isWeak { problems.warn(name, Sentence("bag.weakAlgorithm")) }
            var comparison = ManifestComparison(
                name: name, algorithm: algorithm, isTag: isTag, table: table, version: declaration.version)
            guard !file.isCut, let text = declaration.encoding.utf8(file) else {
                problems.note(.malformed, name, file.isCut ? Sentence("bag.tooLong") : Sentence("bag.notUTF8"))
                continue
            }
            comparison.compare(text, &problems, fetched: fetched)
            if isTag {
                tagListed.formUnion(comparison.listed)
            } else {
                someListed.formUnion(comparison.listed)
                // Since 1.0 every manifest names all of the payload.
                if declaration.version >= BagDeclaration.newest {
                    for index in 0..<table.count where table.isPayload(index) && !comparison.listed.contains(index) {
                        problems.note(.extra, table.path(index), Sentence("bag.notNamedIn", ["name": .text(name)]))
                    }
                }
            }
        }
        if payloadManifests.isEmpty { problems.note(.missing, "manifest-sha256.txt", Sentence("bag.noManifest")) }
        checkListed(some: someListed, tags: tagListed)
    }

    private mutating func checkListed(some: BitSet, tags: BitSet) {
        for index in 0..<table.count {
            if table.isPayload(index) {
                if declaration.version < BagDeclaration.newest, !some.contains(index), !payloadManifests.isEmpty {
                    problems.note(.extra, table.path(index), Sentence("bag.notNamed"))
                }
            } else if !tags.contains(index), !table.hasPrefix(index, "tagmanifest-"), !isSeal(index) {
                // A tag manifest need not name all tag files (RFC 8493 §2.2.1); ours do.
                if information.format != nil {
                    problems.note(.extra, table.path(index), Sentence("bag.notNamed"))
                } else if !tagManifests.isEmpty {
                    problems.warn(table.path(index), Sentence("bag.notNamed"))
                }
            }
        }
        if information.format != nil, !tagManifests.contains(.sha256) {
            problems.note(.missing, "tagmanifest-sha256.txt", Sentence("bag.noManifest"))
        }
    }

    /// The seal is over the tag manifest, which therefore cannot name it.
    private func isSeal(_ index: Int) -> Bool {
        (information.format ?? 0) >= 2 && SealPaper(rawValue: table.path(index)) != nil
    }

    private mutating func checkPayload(_ informationName: String) {
        var (size, count): (Int64, Int) = (0, 0)
        for index in 0..<table.count where table.isPayload(index) {
            size += table.size(index)
            count += 1
        }
        if count == 0, !reading.hasDataFolder { problems.note(.missing, "data/", Sentence("bag.noPayload")) }
        information.check(informationName, payloadSize: size, payloadCount: count, &problems)
    }

    /// The paths of `fetch.txt`: files that are to be had elsewhere (RFC 8493 §2.2.3).
    private var fetched: Set<String> {
        var paths: Set<String> = []
        reading.tagFile("fetch.txt").flatMap(declaration.encoding.utf8)?.forEachLine { line, _ in
            if let path = Self.fetchedPath(line) { paths.insert(path) }
        }
        return paths
    }

    private static func fetchedPath(_ line: ArraySlice<UInt8>) -> String? {
        let parts = line.split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 }
        return parts.count == 3 ? String(validating: parts[2], as: UTF8.self) : nil
    }

    private mutating func checkFetch() {
        reading.tagFile("fetch.txt").flatMap(declaration.encoding.utf8)?.forEachLine { line, number in
            guard let path = Self.fetchedPath(line) else {
                return problems.note(
                    .malformed, "fetch.txt", Sentence("bag.manifestLine", ["line": .number(number)]))
            }
            if ManifestLine.leadsOut(Array(path.utf8)) || !path.hasPrefix("data/") {
                problems.note(.unsafe, path, Sentence("bag.fetchLeadsOut"))
            }
        }
    }

    /// Names that one system tells apart and another does not.
    private mutating func checkNames() {
        var folded: [(hash: Int, index: UInt32)] = []
        folded.reserveCapacity(table.count)
        for index in 0..<table.count {
            folded.append((FoldedName.hash(of: table, index), UInt32(index)))
        }
        folded.sort { ($0.hash, $0.index) < ($1.hash, $1.index) }
        for (one, next) in zip(folded, folded.dropFirst()) where one.hash == next.hash {
            let pair = [table.path(Int(one.index)), table.path(Int(next.index))]
            let (first, second) =
                pair[0].utf8.lexicographicallyPrecedes(pair[1].utf8) ? (pair[0], pair[1]) : (pair[1], pair[0])
            guard FoldedName.of(first) == FoldedName.of(second) else { continue }
            problems.warn(second, Sentence("bag.sameName", ["other": .quoted(first)]))
        }
    }
}

/// Names without what some file systems do not tell apart: capitals, and how an accent is written.
enum FoldedName {
    static func of(_ name: String) -> String { name.lowercased().precomposedStringWithCanonicalMapping }

    static func hash(of table: FileTable, _ index: Int) -> Int {
        table.withPath(index) { path in
            var hasher = Hasher()
            if path.allSatisfy({ $0 < 0x80 }) {
                for byte in path { hasher.combine(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) }
            } else {
                for byte in of(String(decoding: path, as: UTF8.self)).utf8 { hasher.combine(byte) }
            }
            return hasher.finalize()
        }
    }
}

/// A set of small numbers, a bit each.
struct BitSet: Sendable {
    private var words: [UInt64]

    init(_ count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

    func contains(_ index: Int) -> Bool { words[index / 64] & 1 << (index % 64) != 0 }

    /// Adds a number, and returns whether it was new.
    @discardableResult
    mutating func insert(_ index: Int) -> Bool {
        let isNew = !contains(index)
        words[index / 64] |= 1 << (index % 64)
        return isNew
    }

    mutating func formUnion(_ other: BitSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }
}
