import SystemPackage
import VaultTestSupport

@testable import DocVault

/// A vault with the sample dossier that takes files in parts, and what one needs to look into it.
struct UploadScene: Sendable {
    let vault: Vault
    let database: SQLiteDatabase
    let clock: FixedClock
    let disk: SimulatedDisk

    /// A vault on a disk that can lose power, over a catalog that survives.
    init(
        on disk: SimulatedDisk = .withBlobFolders(), through fileSystem: (any FileSystem)? = nil,
        over database: SQLiteDatabase? = nil, clock: FixedClock = FixedClock()
    ) async throws {
        self.disk = disk
        self.clock = clock
        self.database = try database ?? .inMemory()
        let executor = BlockingExecutor(width: 8)
        vault = try await Vault.sample(
            blobs: FileSystemBlobStore(root: SimulatedDisk.root, on: fileSystem ?? disk, executor),
            database: self.database, clock: clock, scratch: SimulatedDisk.root, executor)
    }

    /// The same vault in a program that was started anew.
    func restarted() async throws -> UploadScene { try await UploadScene(on: disk, over: database, clock: clock) }

    func create(
        _ size: Int64?, _ completion: UploadSession.Completion = .whenWhole, expecting digest: ContentDigest? = nil,
        named name: String = "scan.pdf", within limits: UploadLimits = .standard
    ) async throws -> UploadSession {
        try await vault.createUpload(
            NewUpload(
                OriginalName(name)!, to: .e01, of: .sample, as: .report, completion: completion, sizeInBytes: size,
                expecting: digest), within: limits)
    }

    /// All bytes of the document that an upload became.
    func bytes(of session: UploadSession) async throws -> [UInt8]? {
        guard case .done(let file) = session.state else { return nil }
        var bytes: [UInt8] = []
        try await vault.read(file.blob) { bytes += $0 }
        return bytes
    }

    private static let documents: SQLStatement = "SELECT id FROM document"

    func documentCount() async throws -> Int { try await database.read { try $0.rows(of: Self.documents).count } }

    /// The names of the files in `uploads/`.
    var files: [String] { Array(disk.files(below: SimulatedDisk.root.appending("uploads")).keys) }
}

extension Vault {
    /// What an upload request was refused with, if it was.
    static func refusal(_ body: () async throws -> Void) async -> UploadRefusal? {
        do {
            try await body()
            return nil
        } catch VaultError.uploadRefused(let refusal) {
            return refusal
        } catch {
            return nil
        }
    }
}

extension ContentDigest {
    static func of(_ bytes: [UInt8], _ algorithm: Algorithm = .sha256) throws -> ContentDigest {
        var hasher = try ContentHasher(algorithm)
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(VaultError) in try hasher.update(buffer) }
        }
        try result.get()
        return try hasher.finish()
    }
}
