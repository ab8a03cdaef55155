/// The name of the folder at the top of a bag of ours, and what it promises. See `docs/formats/bag.md`.
struct BagName {
    let information: BagInformation
    let name: String
    /// Somebody who unpacked a bag may call the folder what they like; in an archive the name is ours.
    let isFolder: Bool

    func check(_ reading: BagReading, _ problems: inout BagProblems) {
        guard let match = name.wholeMatch(of: /DV_(.+)_([0-9]{8})_(s?[0-9a-f]+)(_v[0-9]+of[0-9]+)?/) else {
            if isFolder {
                problems.warn("", Sentence("verify.name.renamed", ["name": .quoted(name)]))
            } else {
                problems.note(.malformed, name, Sentence("verify.name.other"))
            }
            return
        }
        let day = information["Bagging-Date"]?.replacing("-", with: "") ?? ""
        guard String(match.1) == information["External-Identifier"], String(match.2) == day,
            String(match.3) == state(reading), (match.4.map(String.init) ?? "") == volume
        else { return problems.note(.malformed, name, Sentence("verify.name.differs")) }
    }

    private func state(_ reading: BagReading) -> String {
        guard information.place == nil else { return "s\(information["DocVault-Sequence"] ?? "")" }
        let table = reading.table
        let digest = table.index(of: "manifest-sha256.txt").map { table.digest($0, .sha256) } ?? []
        return String(Hexadecimal.encode(digest).prefix(6))
    }

    private var volume: String { information.place.map { "_v\($0.number)of\($0.count)" } ?? "" }
}
