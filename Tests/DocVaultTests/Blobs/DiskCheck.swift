import Testing
import VaultTestSupport

@testable import DocVault

/// Looks at a simulated disk as an auditor would: is every visible blob what its name says?
struct DiskCheck {
    private let blobs: [String: [UInt8]]

    init(_ disk: SimulatedDisk) {
        let folder = BlobPathLayout(root: SimulatedDisk.root).blobs
        var blobs: [String: [UInt8]] = [:]
        for (path, bytes) in disk.files(below: folder) { blobs[String(path.split(separator: "/").last ?? "")] = bytes }
        self.blobs = blobs
    }

    /// The names of blobs whose bytes have another digest.
    func partial() throws -> Set<String> {
        Set(try blobs.filter { try DigestHasher.digest(of: $0.value).hexadecimal != $0.key }.keys)
    }

    /// Which of some digests have no intact blob.
    func missing(among digests: some Sequence<Digest>) throws -> Set<String> {
        Set(digests.map(\.hexadecimal)).subtracting(blobs.keys).union(
            try partial().intersection(digests.map(\.hexadecimal)))
    }
}

extension DepositScenario {
    /// What is wrong with a disk after a deposit that came to `results`, in words; empty when nothing is.
    func flaws(
        of disk: SimulatedDisk, after results: [Result<BlobDeposit, any Error>]
    ) throws -> [String] {
        let check = DiskCheck(disk)
        // A copy that was damaged before may still be there, unless its replacement was acknowledged.
        let acknowledged = Set(results.digests)
        let excused = Set(try damaged.map { try DigestHasher.digest(of: contents[$0]) }).subtracting(acknowledged)
        let partial = try check.partial().subtracting(excused.map(\.hexadecimal))
        let before = try stored.map { try DigestHasher.digest(of: contents[$0]) }
        let missing = try check.missing(among: acknowledged.union(before))
        return partial.map { "partial \($0)" } + missing.map { "missing \($0)" }
    }
}
