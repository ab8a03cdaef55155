internal import Foundation
public import SystemPackage

/// Checks bags against their own manifests (RFC 8493) and, those of ours, against their seal and journal: in an archive or
/// unpacked, with no vault at hand. See `docs/formats/verify.md`.
///
/// Every file is hashed, listed or not. An archive is read as it is, nothing is unpacked, and no name in it is used as a
/// path. One thread reads and two hash.
public struct BagVerifier: Sendable {
    private let executor: BlockingExecutor
    private let limits: BagReading.Limits

    public init(executor: BlockingExecutor) { self.init(executor: executor, limits: BagReading.Limits()) }

    init(executor: BlockingExecutor, limits: BagReading.Limits) { (self.executor, self.limits) = (executor, limits) }

    /// Verifies an archive or an unpacked bag, or a folder that holds the volumes of a group.
    /// - Parameters:
    ///   - trust: Whose signatures count.
    ///   - progress: Called with the bytes read so far.
    /// - Throws: ``VaultError/sourceUnreadable(name:_:)``, or ``VaultError/archiveUnreadable(name:reason:)`` when it is
    ///   neither.
    public func verify(
        _ path: FilePath, trusting trust: BagTrust = .none,
        progress: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws -> BagReport {
        try await verify([path], trusting: trust, progress: progress)
    }

    /// Verifies the volumes of a group, or one bag.
    public func verify(
        _ paths: [FilePath], trusting trust: BagTrust = .none,
        progress: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws -> BagReport {
        let limits = limits
        return try await executor.run {
            let places = try BagPlaces(paths)
            var total: Int64 = 0
            var bags: [CheckedBag] = []
            for place in places.paths {
                let bag = try CheckedBag(place, limits) { progress(total + $0) }
                total += bag.check.reading.sizeInBytes
                bags.append(bag)
            }
            return try BagGroup(bags, trust, isAsked: places.isGroup).report()
        }
    }

    /// Verifies an archive that is open, from its beginning.
    func verify(archive descriptor: Int32) async throws -> BagReport {
        let limits = limits
        return try await executor.run {
            let bag = try CheckedBag(ArchiveFiles(descriptor: descriptor), limits) { _ in }
            return try BagGroup([bag], .none, isAsked: false).report()
        }
    }
}

/// A bag that was compared with its manifests, and where it can be read again.
struct CheckedBag {
    let files: any BagFiles
    let check: BagCheck

    init(_ files: some BagFiles, _ limits: BagReading.Limits, _ progress: (Int64) -> Void) throws {
        self.files = files
        check = try BagCheck(BagReading(files, limits: limits, progress: progress), rereading: files)
    }

    init(_ path: FilePath, _ limits: BagReading.Limits, _ progress: (Int64) -> Void) throws {
        switch try BagPlaces.kind(of: path) {
        case .folder: try self.init(FolderFiles(path), limits, progress)
        case .file:
            let file: OpenFile
            do throws(SystemCallFailure) {
                file = try LinuxFileSystem().open(path)
            } catch {
                throw VaultError.sourceUnreadable(name: path.string, SourceProblem(error))
            }
            do {
                try self.init(ArchiveFiles(descriptor: file.handle, owner: file), limits, progress)
            } catch let error as ArchiveError {
                throw VaultError.archiveUnreadable(name: path.string, reason: error.reason)
            }
        case .other, nil: throw VaultError.sourceUnreadable(name: path.string, .missing)
        }
    }
}

/// Where the bags are that somebody named.
struct BagPlaces {
    let paths: [FilePath]
    /// Whether more than one bag was asked for.
    let isGroup: Bool

    init(_ named: [FilePath]) throws(VaultError) {
        if named.count == 1, try Self.kind(of: named[0]) == .folder,
            case let volumes = try Self.volumes(in: named[0]), !volumes.isEmpty
        {
            (paths, isGroup) = (volumes, true)
        } else {
            (paths, isGroup) = (named, named.count > 1)
        }
    }

    static func kind(of path: FilePath) throws(VaultError) -> FileStatus.Kind? {
        do throws(SystemCallFailure) {
            return try LinuxFileSystem().status(at: path)?.kind
        } catch {
            throw .sourceUnreadable(name: path.string, SourceProblem(error))
        }
    }

    /// The bags and archives in a folder that is no bag itself.
    private static func volumes(in folder: FilePath) throws(VaultError) -> [FilePath] {
        guard try kind(of: folder.appending("bagit.txt")) == nil else { return [] }
        let names: [String]
        do throws(SystemCallFailure) {
            names = try LinuxFileSystem().names(in: folder)
        } catch {
            throw .sourceUnreadable(name: folder.string, SourceProblem(error))
        }
        var paths: [FilePath] = []
        for path in names.sorted().map({ folder.appending($0) }) {
            switch try kind(of: path) {
            case .folder: if try kind(of: path.appending("bagit.txt")) == .file { paths.append(path) }
            case .file: if ["zip", "tar", "zst"].contains(path.extension ?? "") { paths.append(path) }
            case .other, nil: break
            }
        }
        return paths
    }
}
