extension VaultError {
    /// One sentence for the person: what happened. Names no path of the vault, host or statement.
    public var message: String {
        switch self {
        case .blobNotFound(let digest): "the vault holds no document with \(digest)"
        case .documentNotFound(let name): "the vault holds no document \(quoted(name))"
        case .dossierNotFound(let code, _): "there is no dossier \(code) in this vault"
        case .requirementNotFound(let code, let dossier, _): "dossier \(dossier) has no requirement \(code)"
        case .pieceNotExpected(let piece, let requirement, _): "requirement \(requirement) asks for no piece \(piece)"
        case .vaultNotFound(let folder): "there is no vault in \(quoted(folder))"
        case .eventNotFound(let name): "the journal has no event for \(name)"
        case .timestampFailed(let reason):
            "the time stamping authority gave no stamp (\(reason)); it will be asked again"
        case .receiptRefused(let flaw): flaw.message
        case .malformed(let field, let reason): "\(field): \(reason)"
        case .descriptionInvalid(let flaws):
            "the description was not taken: " + flaws.map(\.message).joined(separator: "; ")
        case .sourceUnreadable(let name, let problem): "\(quoted(name)) \(problem.message)"
        case .archiveUnreadable(let name, let reason):
            "\(quoted(name)) cannot be read as an archive or a bag: \(reason)"
        case .vaultExists(let folder): "there is a vault in \(quoted(folder)) already; it was not touched"
        case .folderNotEmpty(let folder): "\(quoted(folder)) is not empty and is not a vault"
        case .contradictsVault(let field, let reason): "\(field): \(reason)"
        case .requirementClosed(let code, let state):
            "requirement \(code) is \(state.rawValue) and takes no more pieces; nothing was attached"
        case .nothingToExport(let code): "dossier \(code) has no piece to export"
        case .eventErased(let sequence): "what event \(sequence) said has been erased"
        case .eventNotErasable(let sequence):
            "event \(sequence) cannot be erased: checking the journal rests on what it says"
        case .vaultReadOnly: "this vault cannot be written to"
        case .vaultNotPermitted(let folder): "the vault in \(quoted(folder)) may not be read by this user"
        case .vaultTooNew(let found, let supported):
            "this vault has format \(found); this program knows formats up to \(supported)"
        case .keyUnusable(let reason): reason
        case .journalFlawed(let flaw): flaw.message
        case .blobCorrupt(let digest): "the stored copy of \(digest) is damaged; it was set aside and not handed out"
        case .storageFull: "the disk of the vault is full; nothing was recorded"
        case .outputFull(let name): "the disk is full; \(quoted(name)) was not written"
        case .storageFailed: "the storage of the vault failed; nothing was recorded"
        }
    }

    /// What to do next, where there is something to do.
    public var hint: String? {
        switch self {
        case .dossierNotFound(_, let nearest?): "did you mean \(nearest)?"
        case .dossierNotFound: "`vault dossier list` names those there are"
        case .requirementNotFound(_, _, let nearest?): "did you mean \(nearest)?"
        case .requirementNotFound(_, let dossier, nil):
            "`vault requirement list --dossier \(dossier)` names those there are"
        case .pieceNotExpected(_, _, let nearest?): "did you mean \(nearest)?"
        case .pieceNotExpected: "`vault requirement list` names the pieces each requirement asks for"
        case .vaultNotFound: "make one with `vault init --vault DIR`, or name another with --vault or VAULT_HOME"
        case .vaultExists, .folderNotEmpty: "choose another folder with --vault"
        case .vaultReadOnly: "check the owner and the mode of its folder, and that its disk is not mounted read-only"
        case .vaultNotPermitted:
            "run this as the user that owns the vault, or check the owner and the mode of its folder"
        case .vaultTooNew: "upgrade this program; the vault was not touched"
        case .keyUnusable: "look at the folder keys of the vault: only its owner may read it (chmod 600)"
        case .journalFlawed: "keep the vault as it is and compare with a backup and with checkpoints that others keep"
        case .blobCorrupt, .blobNotFound:
            "deposit the same file again to restore it, or restore it from a backup"
        case .storageFull, .outputFull: "free some room, then run the same command again"
        case .storageFailed: "look at the log and the health of the disk, then run the same command again"
        case .sourceUnreadable(_, let problem): problem.hint
        case .documentNotFound: "`vault find NAME` looks one up"
        case .archiveUnreadable:
            "name a .zip, .tar or .tar.zst that `vault dossier export` made, or its unpacked folder"
        case .nothingToExport: "attach a piece first"
        case .descriptionInvalid: "the format is described in docs/formats/dossier-description.md; nothing was changed"
        case .eventNotFound: "`vault attach --json` and `vault find` name deposits and documents"
        case .timestampFailed: "nothing else waits for it; `vault doctor` shows what has no stamp yet"
        case .malformed, .contradictsVault, .requirementClosed, .receiptRefused, .eventErased, .eventNotErasable: nil
        }
    }
}

extension SourceProblem {
    /// The rest of a sentence that begins with the file's name.
    public var message: String {
        switch self {
        case .missing: "is not there, or went away while it was being read"
        case .changedWhileRead: "changed while it was being read"
        case .notPermitted: "may not be read by this user"
        case .notAFile: "is not a file"
        case .linkToFolder: "is a link to a folder, which a walk does not follow"
        case .tooManyLinks: "leads in a circle of links"
        case .failed(let failure): "could not be read (\(failure.detail))"
        }
    }

    var hint: String? {
        switch self {
        case .missing, .failed: "check the name and the disk, then run the same command again"
        case .changedWhileRead: "wait until nothing writes to it, then run the same command again"
        case .notPermitted: "give this user the right to read it, then run the same command again"
        case .notAFile, .tooManyLinks: "name the file itself"
        case .linkToFolder: "name the folder itself as well"
        }
    }
}

/// A name from outside between quotes, with what could move a terminal's cursor or hide itself made visible.
public func quoted(_ name: String) -> String { "\"\(visible(name))\"" }

/// A text from outside, with what could move a terminal's cursor or hide itself made visible.
public func visible(_ outside: String) -> String {
    var text = ""
    for scalar in outside.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
            text += "\\u{\(String(scalar.value, radix: 16))}"
        default: text.unicodeScalars.append(scalar)
        }
    }
    return text
}
