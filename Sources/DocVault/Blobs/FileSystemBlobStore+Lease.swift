internal import SystemPackage

/// Leases are shared locks of one file, `trash/leases/current`; a barrier gives that file another name and puts a new one
/// in its place.
///
/// A depositor looks, when it has the lock, whether the file it locked still has the name; so none that began after a
/// barrier holds a file from before it. The old files stay, each under a name of its own, until nobody holds them: a
/// barrier has passed when all of them can be locked exclusively, those of earlier barriers included. The kernel lets go of
/// the locks of a process that ends, however it ends, so nothing here goes by the clock.
extension FileSystemBlobStore {
    /// Takes a lease. Called before the store looks whether it has the bytes of a deposit.
    func takeLease() throws(VaultError) -> BlobLease {
        try onVault { () throws(SystemCallFailure) in
            while true {
                let file = try openOrCreate(layout.lease)
                if try fileSystem.lock(file, .shared),
                    try fileSystem.status(at: layout.lease)?.inode == fileSystem.status(of: file).inode
                {
                    return BlobLease(on: self, holding: file)
                }
            }
        }
    }

    public func beginCollecting() throws(VaultError) -> CollectionTurn? {
        try onVault { () throws(SystemCallFailure) in
            let file = try openOrCreate(layout.collector)
            return try fileSystem.lock(file, .exclusive) ? CollectionTurn(holding: file) : nil
        }
    }

    public func barrier() throws(VaultError) -> BlobBarrier {
        try onVault { () throws(SystemCallFailure) in
            let name = identifiers.next(BlobBarrier.self).description
            // There is no other collector, and depositors make the file but never move it.
            if try fileSystem.status(at: layout.lease) != nil {
                try fileSystem.rename(layout.lease, to: layout.leases.appending(name))
            }
            _ = try openOrCreate(layout.lease)
        }
        return BlobBarrier { [self] () throws(VaultError) in try haveOldLeasesEnded() }
    }

    private func haveOldLeasesEnded() throws(VaultError) -> Bool {
        try onVault { () throws(SystemCallFailure) in
            var haveEnded = true
            for name in try fileSystem.names(in: layout.leases) where layout.leases.appending(name) != layout.lease {
                let path = layout.leases.appending(name)
                if try fileSystem.lock(try fileSystem.open(path), .exclusive) {
                    try fileSystem.remove(path)
                } else {
                    haveEnded = false
                }
            }
            return haveEnded
        }
    }

    public func isDepositUnderWay() throws(VaultError) -> Bool {
        // A depositor that meets this lock tries again at once; it is gone with this line.
        try onVault { () throws(SystemCallFailure) in
            try !fileSystem.lock(try openOrCreate(layout.lease), .exclusive)
        }
    }

    /// Opens a file of nothing but a name, and makes it if there is none: at the first deposit into a restored vault, and
    /// in the instant in which a barrier has moved it away.
    private func openOrCreate(_ path: FilePath) throws(SystemCallFailure) -> OpenFile {
        while true {
            do throws(SystemCallFailure) {
                return try fileSystem.open(path)
            } catch {
                guard error.errno == .noSuchFileOrDirectory else { throw error }
            }
            try fileSystem.makeFolder(layout.trash, permissions: .folder)
            try fileSystem.makeFolder(layout.leases, permissions: .folder)
            let file = try fileSystem.createUnnamed(in: layout.staging, permissions: .ownerReadWrite)
            do throws(SystemCallFailure) {
                try fileSystem.link(file, to: path)
            } catch {
                guard error.errno == .fileExists else { throw error }
            }
        }
    }
}
