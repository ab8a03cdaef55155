internal import Foundation

/// Compares one manifest with the files that were found.
struct ManifestComparison {
    let name: String
    let algorithm: ManifestAlgorithm
    let isTag: Bool
    let table: FileTable
    let version: BagDeclaration.Version
    /// The files that it names.
    private(set) var listed: BitSet
    /// The digests of those that are named and are not there.
    private var absent: [String: [UInt8]] = [:]
    /// Files with letters beyond ASCII, by their name in one normalisation; made when it is first needed.
    private var normalised: [String: Int]?

    init(
        name: String, algorithm: ManifestAlgorithm, isTag: Bool, table: FileTable, version: BagDeclaration.Version
    ) {
        (self.name, self.algorithm, self.isTag, self.table, self.version) = (name, algorithm, isTag, table, version)
        listed = BitSet(table.count)
    }

    mutating func compare(_ file: TagFile, _ problems: inout BagProblems, fetched: Set<String>) {
        if file.pieces.first?.starts(with: [0xef, 0xbb, 0xbf]) == true {
            problems.note(.malformed, name, Sentence("bag.byteOrderMark"))
        }
        let decodesPercent = version >= BagDeclaration.newest
        file.forEachLine { bytes, number in
            guard let line = ManifestLine(bytes, byteCount: algorithm.byteCount, decodesPercent: decodesPercent) else {
                return problems.note(.malformed, name, Sentence("bag.manifestLine", ["line": .number(number)]))
            }
            switch line.oddity {
            case .binaryMarker: problems.warn(name, Sentence("bag.binaryMarker"))
            case .leadingDot: problems.warn(name, Sentence("bag.leadingDot"))
            case nil: break
            }
            compare(line, &problems, fetched)
        }
    }

    private mutating func compare(_ line: ManifestLine, _ problems: inout BagProblems, _ fetched: Set<String>) {
        guard !ManifestLine.leadsOut(line.path) else {
            let path = String(decoding: line.path, as: UTF8.self)
            return problems.note(.unsafe, path, Sentence("bag.manifestLeadsOut", ["name": .text(name)]))
        }
        guard line.path.starts(with: Array("data/".utf8)) != isTag else {
            let path = String(decoding: line.path, as: UTF8.self)
            return problems.note(
                .malformed, name,
                isTag
                    ? Sentence("bag.notTag", ["path": .quoted(path)])
                    : Sentence("bag.notPayload", ["path": .quoted(path)]))
        }
        guard let index = find(line, &problems) else { return noteAbsent(line, &problems, fetched) }
        let digest = line.digestBytes
        let isSame = table.matches(index, algorithm, digest) ?? false
        if !listed.insert(index) {
            noteRepeated(table.path(index), isSame: isSame, &problems)
        }
        guard !isSame else { return }
        problems.note(
            .damaged, table.path(index),
            Sentence(
                "bag.otherDigest",
                [
                    "found": .text(Hexadecimal.encode(table.digest(index, algorithm))),
                    "named": .text(Hexadecimal.encode(digest)),
                ]))
    }

    /// The file of a line, also when its accents are written in the other way.
    private mutating func find(_ line: ManifestLine, _ problems: inout BagProblems) -> Int? {
        if let index = table.index(of: line.path) { return index }
        guard line.path.contains(where: { $0 >= 0x80 }) else { return nil }
        if normalised == nil {
            var names: [String: Int] = [:]
            for index in 0..<table.count where table.withPath(index, { $0.contains { $0 >= 0x80 } }) {
                // Equality of strings does not tell normalisations apart.
                names[table.path(index)] = index
            }
            normalised = names
        }
        let path = String(decoding: line.path, as: UTF8.self)
        guard let index = normalised?[path] else { return nil }
        problems.warn(table.path(index), Sentence("bag.otherNormalisation", ["name": .text(name)]))
        return index
    }

    private mutating func noteAbsent(_ line: ManifestLine, _ problems: inout BagProblems, _ fetched: Set<String>) {
        let path = String(decoding: line.path, as: UTF8.self)
        let digest = line.digestBytes
        if let earlier = absent.updateValue(digest, forKey: path) {
            return noteRepeated(path, isSame: earlier == digest, &problems)
        }
        problems.note(.missing, path, fetched.contains(path) ? Sentence("bag.toBeFetched") : nil)
    }

    private func noteRepeated(_ path: String, isSame: Bool, _ problems: inout BagProblems) {
        if isSame {
            problems.warn(path, Sentence("bag.repeatedIn", ["name": .text(name)]))
        } else {
            problems.note(.repeated, path, Sentence("bag.repeatedIn", ["name": .text(name)]))
        }
    }
}
