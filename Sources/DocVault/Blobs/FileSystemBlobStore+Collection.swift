internal import SystemPackage

extension FileSystemBlobStore: CollectedBlobStore {
    public func trash(_ permit: RemovalPermit) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in
            do throws(SystemCallFailure) {
                try moveAway(layout.blob(permit.digest), to: layout.trashed(permit))
            } catch {
                // Moved by a run that was cut short, or never there.
                guard error.errno == .noSuchFileOrDirectory else { throw error }
            }
        }
    }

    /// Renames a blob, which may be immutable, out of `blobs/`.
    func moveAway(_ blob: FilePath, to path: FilePath) throws(SystemCallFailure) {
        do throws(SystemCallFailure) {
            try fileSystem.rename(blob, to: path)
        } catch {
            guard error.errno == .notPermitted else { throw error }
            try fileSystem.setImmutable(blob, false)
            try fileSystem.rename(blob, to: path)
        }
    }

    public func takeBack(_ permit: RemovalPermit) throws(VaultError) -> Bool {
        try onVault { () throws(SystemCallFailure) in
            let (blob, trashed) = (layout.blob(permit.digest), layout.trashed(permit))
            if try fileSystem.status(at: blob) == nil {
                do throws(SystemCallFailure) {
                    // A link, which replaces nothing: equal bytes may be stored anew at this moment.
                    try fileSystem.link(try fileSystem.open(trashed), to: blob)
                } catch {
                    if error.errno == .noSuchFileOrDirectory { return false }
                    guard error.errno == .fileExists else { throw error }
                }
            }
            try fileSystem.synchronizeFolder(layout.shard(of: permit.digest))
            try fileSystem.remove(trashed)
            return true
        }
    }

    public func synchronizeTrash() throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.synchronizeAll(try fileSystem.open(layout.trash))
        }
    }

    public func trashNames() throws(VaultError) -> [String] {
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.names(in: layout.trash).filter { $0.utf8.count > 64 }.sorted()
        }
    }

    public func digests(inShard shard: String) throws(VaultError) -> [Digest] {
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.names(in: FilePath("\(layout.root.string)/blobs/\(shard)")).sorted().compactMap {
                Digest(algorithm: .sha256, hexadecimal: $0)
            }
        }
    }

    public func presence(of digest: Digest) throws(VaultError) -> BlobPresence? {
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.status(at: layout.blob(digest)).map {
                BlobPresence(
                    sizeInBytes: $0.sizeInBytes, since: Instant(microsecondsSince1970: $0.modified / 1_000))
            }
        }
    }
}

extension BlobPathLayout {
    func trashed(_ permit: RemovalPermit) -> FilePath { FilePath("\(trash.string)/\(permit.trashName)") }
}
