internal import GRDB
internal import Synchronization
public import SystemPackage

/// The catalog in SQLite: one writer, concurrent snapshot readers, group commit.
///
/// The journal is a write-ahead log and `synchronous` is FULL, so a transaction that returned survives a power cut.
/// Writes that arrive while another is being synchronised are run together in one transaction, each in a savepoint of its
/// own, and share the next synchronisation.
public final class SQLiteDatabase: SQLDatabase {
    /// How many writes may share one transaction. More would make the first wait without a gain that can be measured.
    private static let largestGroup = 256
    /// New threads for whoever has none of its own: one for each reader.
    public static func makeThreads() -> BlockingExecutor { BlockingExecutor(width: mostReaders) }
    private static let mostReaders = 4
    /// How long a write waits for another process that is writing, before it gives up.
    private static let patience = 10.0

    private let writer: any DatabaseWriter
    private let executor: BlockingExecutor
    private let waiting = Mutex(WaitingWrites())
    private let counts = Mutex(WriteCounts())

    /// Opens a catalog, makes it if there is none, and brings its schema up to date.
    /// - Parameter executor: Whose threads read. A task that runs on them already reads without changing threads.
    /// - Throws: ``VaultError/vaultTooNew(found:supported:)`` when a newer program has changed the schema.
    public convenience init(
        file: FilePath, executor: BlockingExecutor = SQLiteDatabase.makeThreads()
    ) throws(VaultError) {
        try self.init(executor) { () throws in
            let pool = try DatabasePool(path: file.string, configuration: Self.configuration)
            // `DatabasePool` sets NORMAL after `prepareDatabase` has run, so FULL is set, and read back, here.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                // 32 MiB: the default of 4 MiB makes a bulk deposit write the same index pages back again and again.
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
                guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                    throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "synchronous is not FULL")
                }
                // What is erased is overwritten with zeros: the bytes of a row that went would otherwise stay in its page.
                guard try Int.fetchOne(database, sql: "PRAGMA secure_delete = ON") == 1 else {
                    throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "secure_delete is not ON")
                }
            }
            return pool
        }
    }

    /// Opens a catalog that cannot be written to, as on a read-only disk: reading works, writing says why it does not.
    ///
    /// A catalog that was closed in good order has no write-ahead log and is read as it is. What a crash left in a log is
    /// read with it, if its files let us; it is never passed over.
    public convenience init(
        readOnly file: FilePath, executor: BlockingExecutor = SQLiteDatabase.makeThreads()
    ) throws(VaultError) {
        try self.init(executor, migrating: false) { () throws in
            var configuration = Self.configuration
            configuration.readonly = true
            let log = FilePath(file.string + "-wal")
            let isClosed = try LinuxFileSystem().status(at: log).map { $0.sizeInBytes == 0 } ?? true
            let option = isClosed ? "?immutable=1" : ""
            return try DatabaseQueue(path: "file:\(Self.uriPath(file))\(option)", configuration: configuration)
        }
    }

    /// A catalog in memory, gone with the object.
    public static func inMemory() throws(VaultError) -> SQLiteDatabase {
        try SQLiteDatabase(makeThreads()) { () throws in try DatabaseQueue(configuration: configuration) }
    }

    private init(
        _ executor: BlockingExecutor, migrating: Bool = true, _ open: () throws -> any DatabaseWriter
    ) throws(VaultError) {
        self.executor = executor
        do {
            writer = try open()
            try SQLiteMigrations.check(writer)
            if migrating { try SQLiteMigrations.migrate(writer) }
        } catch let error as VaultError {
            throw error
        } catch {
            throw VaultError(database: error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = mostReaders
        return configuration
    }

    private static func uriPath(_ file: FilePath) -> String {
        file.string.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        // Not by the asynchronous read of the pool: that changes threads twice, which costs more than most reads.
        return try await executor.run { try readNow(body) }
    }

    private func readNow<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        do {
            return try writer.read { try body(SQLiteConnection(database: $0)) }
        } catch let error as DatabaseError {
            throw VaultError(database: error)
        }
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let write = WaitingWrite(
                perform: { connection in
                    let value = try body(connection)
                    return { continuation.resume(returning: value) }
                },
                fail: { continuation.resume(throwing: $0) })
            guard waiting.withLock({ $0.add(write) }) else { return }
            lead()
        }
    }

    /// Writes the log back into the catalog, where zeros stand for what was erased, and empties it.
    public func wipeDeleted() async throws -> Bool {
        do {
            return try await writer.writeWithoutTransaction { database in
                try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
            }
        } catch let error as DatabaseError {
            throw VaultError(database: error)
        }
    }

    /// Takes the writes that wait and runs them on the writer's own queue, until none waits.
    private func lead() {
        writer.asyncWriteWithoutTransaction { [self] database in
            let group = waiting.withLock { $0.take(atMost: Self.largestGroup) }
            SQLiteGroupCommit.run(group, on: database)
            counts.withLock { counts in
                counts.transactions += group.count
                counts.synchronisations += 1
            }
            if waiting.withLock({ $0.endTurn() }) { lead() }
        }
    }
}

extension SQLiteDatabase: WriteCounting {
    package var writeCounts: WriteCounts { counts.withLock { $0 } }
}

extension VaultError {
    /// Turns a failure of SQLite into what the caller can act on.
    init(database error: any Error) {
        guard let error = error as? DatabaseError else {
            self = .storageFailed(StorageFailure(operation: "catalog", detail: "\(error)"))
            return
        }
        // The index of the log is made larger as it is needed, and what fails then is the lack of room.
        guard error.extendedResultCode != .SQLITE_IOERR_SHMSIZE else {
            self = .storageFull
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .storageFull
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = .vaultReadOnly
        default:
            self = .storageFailed(
                StorageFailure(
                    operation: "catalog",
                    detail: "SQLite \(error.extendedResultCode.rawValue) \(error.message ?? "")"))
        }
    }
}
