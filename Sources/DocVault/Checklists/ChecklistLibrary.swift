/// Checklists to choose from: those of several files, by code and by use.
public struct ChecklistLibrary: Hashable, Sendable {
    /// What is shipped with this program: the decree, the accounting directives, the options of the ERDF.
    ///
    /// Read when it is first asked for. The files are part of the program, so one that cannot be read is a fault of the
    /// program; a test reads them all.
    public static let shipped: ChecklistLibrary = {
        do throws(ChecklistFlaws) {
            return ChecklistLibrary([
                try ChecklistFile(json: PackageResources.decree_2019_json),
                try ChecklistFile(json: PackageResources.directives_json),
                try ChecklistFile(json: PackageResources.erdf_2021_2027_json),
            ])
        } catch {
            preconditionFailure(
                "a shipped file of checklists is broken: \(error.all.map { $0.sentence.text(in: .en) })")
        }
    }()

    /// In the order of the files and of each file.
    public let checklists: [Checklist]

    public init(_ files: [ChecklistFile]) { checklists = files.flatMap(\.checklists) }

    /// The checklist of a code in one version, or without one in the newest; `nil` if there is none.
    public func checklist(_ code: ChecklistCode, version: Int? = nil) -> Checklist? {
        checklists.filter { $0.code == code && (version == nil || $0.version == version) }
            .max { $0.version < $1.version }
    }

    /// The newest version of each checklist, of one use or of all, in order.
    public func newest(of use: Checklist.UseKind? = nil) -> [Checklist] {
        checklists.filter { checklist in
            (use == nil || checklist.use.kind == use) && self.checklist(checklist.code) == checklist
        }
    }

    /// The code that looks most like one that is not here.
    public func nearest(to code: ChecklistCode) -> ChecklistCode? {
        ChecklistCode.nearest(to: code, among: checklists.map(\.code))
    }
}
