internal import CLinux
internal import Foundation
public import SystemPackage

/// The folder of a vault: what makes it one, and what it says of itself. See `docs/formats/vault-folder.md`.
public struct VaultFolder: Sendable {
    public static let formatVersion = 1

    /// The identity of a vault, as `vault.json` holds it.
    struct Identity: Codable {
        let id: UUID
        let formatVersion: Int
        let hashAlgorithm: String
        let created: String
    }

    public let path: FilePath
    /// Whether the folder can be written to.
    public let isWritable: Bool
    let identity: Identity

    /// The vault's identifier, as people see it.
    public var identifier: String { identity.id.uuidString.lowercased() }

    var catalog: FilePath { path.appending("catalog.sqlite") }
    var journal: FilePath { path.appending("journal") }
    var policy: FilePath { path.appending(Self.policyFile) }
    var keys: FilePath { path.appending("keys") }
    var origin: String { JournalKeys.origin(of: identity.id) }
    var staging: FilePath { BlobPathLayout(root: path).staging }

    private static let identityFile = "vault.json"
    private static let policyFile = "retention-policy.json"

    /// Reads the identity of a vault that is there.
    /// - Throws: ``VaultError/vaultNotFound(folder:)``, ``VaultError/vaultNotPermitted(folder:)``,
    ///   ``VaultError/vaultTooNew(found:supported:)``.
    public init(opening path: FilePath) throws(VaultError) {
        self.path = path
        let file = path.appending(Self.identityFile)
        guard let data = try? Data(contentsOf: URL(filePath: file.string)) else {
            let isForbidden = file.withPlatformString { access($0, R_OK) } != 0 && errno == EACCES
            throw isForbidden ? .vaultNotPermitted(folder: path.string) : .vaultNotFound(folder: path.string)
        }
        guard let identity = try? JSONDecoder().decode(Identity.self, from: data) else {
            throw .storageFailed(StorageFailure(operation: "open", detail: "vault.json cannot be understood"))
        }
        guard identity.formatVersion <= Self.formatVersion, identity.hashAlgorithm == "sha256" else {
            throw .vaultTooNew(found: identity.formatVersion, supported: Self.formatVersion)
        }
        self.identity = identity
        isWritable = path.withPlatformString { access($0, W_OK) == 0 }
    }

    /// Makes a vault in a folder that is empty or not there yet. `vault.json` comes last: until it is there, there is none.
    /// - Throws: ``VaultError/vaultExists(folder:)``, ``VaultError/folderNotEmpty(folder:)``.
    public static func create(
        at path: FilePath, clock: any VaultClock, fileSystem: any FileSystem = LinuxFileSystem()
    ) async throws {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
        guard !entries.contains(identityFile) else { throw VaultError.vaultExists(folder: path.string) }
        guard entries.isEmpty else { throw VaultError.folderNotEmpty(folder: path.string) }
        try onVault { () throws(SystemCallFailure) in
            try makeParents(of: path, fileSystem)
            try fileSystem.makeFolder(path, permissions: .ownerReadWriteExecute)
            for name in ["uploads", "trash", "journal"] {
                try fileSystem.makeFolder(path.appending(name), permissions: .folder)
            }
        }
        try FileSystemBlobStore.makeFolders(in: path, fileSystem: fileSystem)
        let id: Identifier<VaultFolder> = IdentifierSource(clock: clock).next()
        let origin = JournalKeys.origin(of: id.uuid)
        try JournalKeys.create(in: path.appending("keys"), origin: origin)
        let keys = try JournalKeys(in: path.appending("keys"), origin: origin)
        try ExportKeys.create(in: keys.folder, origin: origin, at: clock.now())
        let database = JournaledDatabase(try SQLiteDatabase(file: path.appending("catalog.sqlite")), clock: clock)
        try await database.write(by: .ofProgram(clock: clock)) { _, journal in
            _ = try journal.append(
                .vaultCreated, JournalSubject(.vault, id),
                after: [
                    "formatVersion": 1, "key": .string(keys.published[0].key.description), "origin": .string(origin),
                ])
        }
        try await JournalPublisher(
            folder: JournalFolder(path.appending("journal")), keys: path.appending("keys"), origin: origin,
            database: database, executor: BlockingExecutor(width: 1)
        ).publish()
        let identity = Identity(
            id: id.uuid, formatVersion: formatVersion, hashAlgorithm: "sha256", created: clock.now().description)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let bytes = try? encoder.encode(identity) else { preconditionFailure("an identity is always JSON") }
        try onVault { () throws(SystemCallFailure) in
            let policy = path.appending(policyFile)
            try write(PackageResources.retention_policy_json, to: policy, in: path, fileSystem)
            try fileSystem.synchronizeAll(fileSystem.open(path))
            try write(Array(bytes) + [0x0a], to: path.appending(identityFile), in: path, fileSystem)
            try fileSystem.synchronizeFolder(path)
        }
    }

    /// Why what is written here may not survive a power cut, or `nil` when it does as far as can be told.
    public var durabilityWarning: Sentence? {
        var (type, available): (Int64, Int64) = (0, 0)
        let memoryFileSystem: Int64 = 0x0102_1994
        guard path.withPlatformString({ linux_file_system($0, &type, &available) }) == 0, type == memoryFileSystem
        else { return nil }
        return Sentence("doctor.inMemory")
    }

    private static func makeParents(of path: FilePath, _ fileSystem: any FileSystem) throws(SystemCallFailure) {
        let parent = path.removingLastComponent()
        guard !parent.isEmpty, try fileSystem.status(at: parent) == nil else { return }
        try makeParents(of: parent, fileSystem)
        try fileSystem.makeFolder(parent, permissions: .folder)
    }

    private static func write(
        _ bytes: [UInt8], to path: FilePath, in folder: FilePath, _ fileSystem: any FileSystem
    ) throws(SystemCallFailure) {
        let file = try fileSystem.createUnnamed(in: folder, permissions: [.ownerReadWrite, .groupRead])
        var failure: SystemCallFailure?
        bytes.withUnsafeBytes { buffer in
            do throws(SystemCallFailure) { try fileSystem.write(buffer, to: file) } catch { failure = error }
        }
        if let failure { throw failure }
        try fileSystem.synchronizeData(file)
        try fileSystem.link(file, to: path)
    }
}
