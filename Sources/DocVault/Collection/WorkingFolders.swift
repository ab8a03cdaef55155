internal import SystemPackage

/// A file in a working folder of a store that is older than such files become.
struct Leftover: Sendable {
    let path: FilePath
    let sizeInBytes: Int64
    /// The upload whose file it is, if it is one's.
    var upload: UploadSession.ID?
}

/// A blob store with folders in which an interrupted deposit may leave something behind.
protocol WorkingFolders: CollectedBlobStore {
    /// What is in the working folders, the trash not included, and older than its age.
    func leftovers(_ ages: CollectionAges, at now: Instant) throws(VaultError) -> [Leftover]

    func remove(_ leftover: Leftover) throws(VaultError)

    /// Makes a blob one that no program can change or remove by a mistake, as long as it is in its place. What moves it
    /// into the trash or to quarantine unlocks it.
    /// - Returns: `false` where the file system, or the account, may not do that.
    func lock(_ digest: Digest) throws(VaultError) -> Bool
}

extension FileSystemBlobStore: WorkingFolders {
    /// Files go by the time of their last byte, damaged copies by when they were set aside, which is in their name.
    ///
    /// That is enough, although a file may be in use. A temporary file has a name only where the file system knows no unnamed
    /// ones, and bytes keep coming to it; a deposit that stood still for longer than the age finds no file to give a name to
    /// and fails, with nothing recorded. Nothing in these folders is a recorded blob.
    func leftovers(_ ages: CollectionAges, at now: Instant) throws(VaultError) -> [Leftover] {
        try onVault { () throws(SystemCallFailure) in
            try files(in: layout.staging) { _, modified in modified.advanced(by: ages.staging) <= now }
                + uploads { _, modified in modified.advanced(by: ages.uploads) <= now }
                + files(in: layout.quarantine) { name, modified in
                    (Instant(ofNameInTrash: name) ?? modified).advanced(by: ages.quarantine) <= now
                }
        }
    }

    func remove(_ leftover: Leftover) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in try fileSystem.remove(leftover.path) }
    }

    func lock(_ digest: Digest) throws(VaultError) -> Bool {
        do throws(SystemCallFailure) {
            try fileSystem.setImmutable(layout.blob(digest), true)
            return true
        } catch {
            // Moved into the trash, or to quarantine, since the walk came by: then there is nothing to lock.
            return error.errno == .noSuchFileOrDirectory
        }
    }

    private func uploads(
        where isOld: (_ name: String, _ modified: Instant) -> Bool
    ) throws(SystemCallFailure) -> [Leftover] {
        try files(in: layout.uploads, where: isOld).map { leftover in
            var leftover = leftover
            leftover.upload = leftover.path.lastComponent.flatMap { UploadSession.ID($0.string) }
            return leftover
        }
    }

    private func files(
        in folder: FilePath, where isOld: (_ name: String, _ modified: Instant) -> Bool
    ) throws(SystemCallFailure) -> [Leftover] {
        guard try fileSystem.status(at: folder) != nil else { return [] }
        var found: [Leftover] = []
        for name in try fileSystem.names(in: folder) {
            let path = folder.appending(name)
            guard let status = try fileSystem.status(at: path), status.kind == .file,
                isOld(name, Instant(microsecondsSince1970: status.modified / 1_000))
            else { continue }
            found.append(Leftover(path: path, sizeInBytes: status.sizeInBytes))
        }
        return found
    }
}
