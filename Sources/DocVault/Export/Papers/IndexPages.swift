internal import SystemPackage

/// `data/index_<language>.html`: where a person begins to read a bag. Static, printable, without script; links are relative.
///
/// Sections of requirements are written to a temporary file as their rows come, and what stands above them at the end, when
/// the number of pieces is known.
struct IndexPages: BagPaperWriter {
    private let subject: BagSubject
    private let language: Language
    private let scratch: FilePath
    private let page: PrintedPage
    private let words: IndexWords
    private let sections: SpooledText
    /// The requirements whose sections are still to come, and whether one is begun.
    private var waiting: ArraySlice<BagRequirement>
    private var open: RequirementCode?
    private var isTableOpen = false
    private var rowCount = 0
    /// Whether a bag has a paper that the page would link to, by its path. By default what a bag of the profile has.
    var hasPaper: (_ path: String) -> Bool

    init(_ subject: BagSubject, _ language: Language, scratch: FilePath) throws {
        (self.subject, self.language, self.scratch) = (subject, language, scratch)
        page = PrintedPage(name: "index", language: language)
        words = IndexWords(page)
        sections = try SpooledText(in: scratch)
        waiting = subject.requirements[...]
        hasPaper = { IndexLinks.isUsual($0, in: subject) }
    }

    var path: String { "data/index_\(language.rawValue).html" }

    mutating func take(_ row: InventoryRow) throws {
        while open != row.requirement, let next = waiting.first {
            waiting = waiting.dropFirst()
            try begin(next)
        }
        if !isTableOpen {
            try sections.write(words.tableHead)
            isTableOpen = true
        }
        rowCount += 1
        try sections.write(IndexRow(row: row, page: page, words: words).html)
    }

    mutating func finish() throws -> [BagPaper] {
        for requirement in waiting { try begin(requirement) }
        waiting = []
        try end()
        let written = try sections.finish()
        let text = try SpooledText(in: scratch)
        let head = IndexHead(subject: subject, page: page, pieceCount: rowCount)
        try text.write(page.head(title: Sentence("index.title"), of: subject.dossier.code.text) + head.html)
        try text.write("<h2>\(page.told(Sentence("index.requirements")))</h2>\n")
        try text.write(LineRun(offset: 0, end: written.sizeInBytes), of: written)
        let links = IndexLinks(subject: subject, page: page, hasPaper: hasPaper)
        try text.write(links.disbursements + links.papers + page.foot)
        return [BagPaper(path: path, content: try text.finish())]
    }

    private mutating func begin(_ requirement: BagRequirement) throws {
        try end()
        open = requirement.requirement.code
        try sections.write(IndexSection(requirement: requirement, page: page).html)
    }

    private mutating func end() throws {
        guard open != nil else { return }
        let nothing = "<p>\(page.told(Sentence("index.noPiece")))</p>\n"
        try sections.write((isTableOpen ? "</tbody>\n</table>\n" : nothing) + "</section>\n")
        isTableOpen = false
    }
}
