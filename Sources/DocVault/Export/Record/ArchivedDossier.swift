internal import Synchronization
internal import SystemPackage

/// What is read of a verified bag to restore its dossier: the pieces go to a blob store, the rest is kept aside.
///
/// One thread reads the archive while another stores what it reads.
final class ArchivedDossier: Sendable {
    private static let queueLength = 64

    private let queue = BoundedQueue<BagPart>(capacity: queueLength)
    /// What was taken from the queue and belongs to the next file.
    private let ahead = Mutex<BagPart?>(nil)

    /// Reads all parts of a bag into `consume`, a file a time.
    /// - Parameter consume: Given each file's path from the top of the bag, and its bytes, which it need not take.
    static func forEachFile(
        of files: some BagFiles, _ consume: (_ path: String, _ bytes: FileBytes) async throws -> Void
    ) async throws {
        let reading = ArchivedDossier()
        let thread = SideThread { () throws -> Void in
            defer { reading.queue.finish() }
            _ = try files.forEachPart(wanting: { _ in true }) { reading.queue.put($0) }
        }
        do {
            while let part = reading.next() {
                guard case .file(let path) = part else { continue }
                let inBag = path.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
                try await consume(inBag, FileBytes(reading))
            }
        } catch {
            // Emptied in any case: who fills the queue waits for room in it.
            while reading.queue.take() != nil {}
            throw error
        }
        try thread.value()
    }

    private func next() -> BagPart? {
        ahead.withLock { ahead in
            defer { ahead = nil }
            return ahead
        } ?? queue.take()
    }

    /// The next bytes of the present file, or `nil` at its end.
    fileprivate func nextBytes() throws -> [UInt8]? {
        switch next() {
        case .bytes(let bytes): return bytes
        case .unreadable(let reason): throw ArchiveError(reason)
        case nil: return nil
        case let other?:
            ahead.withLock { $0 = other }
            return nil
        }
    }
}

/// The bytes of one file of an archive, as they are read.
struct FileBytes: AsyncSequence, Sendable {
    private let dossier: ArchivedDossier

    fileprivate init(_ dossier: ArchivedDossier) { self.dossier = dossier }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let dossier: ArchivedDossier

        mutating func next() async throws -> [UInt8]? { try dossier.nextBytes() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(dossier: dossier) }

    /// All of them, of a file that is known to be small.
    func whole(atMost limit: Int) async throws -> [UInt8] {
        var whole: [UInt8] = []
        for try await bytes in self {
            whole += bytes
            guard whole.count <= limit else { throw RestorationFlaw.unreadable }
        }
        return whole
    }
}

extension BagPlaces {
    /// The files of one bag: of an archive, or of a folder.
    static func files(of path: FilePath) throws(VaultError) -> any BagFiles {
        switch try kind(of: path) {
        case .folder: return FolderFiles(path)
        case .file:
            do throws(SystemCallFailure) {
                let file = try LinuxFileSystem().open(path)
                return ArchiveFiles(descriptor: file.handle, owner: file)
            } catch {
                throw VaultError.sourceUnreadable(name: path.string, SourceProblem(error))
            }
        case .other, nil: throw .sourceUnreadable(name: path.string, .missing)
        }
    }
}
