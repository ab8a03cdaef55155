internal import SystemPackage

/// Where a vault's folder holds blobs: `blobs/abc/abcdef…`, by the full lower-case hexadecimal digest.
///
/// 4,096 shard folders keep a folder at some thousand names for ten million blobs. All are made at init, so that no
/// deposit makes a folder and no crash leaves one whose name was not synchronised.
struct BlobPathLayout: Sendable {
    let root: FilePath

    var blobs: FilePath { root.appending("blobs") }
    var staging: FilePath { root.appending("staging") }
    var quarantine: FilePath { root.appending("quarantine") }

    var uploads: FilePath { root.appending("uploads") }
    var trash: FilePath { root.appending("trash") }
    /// The locks of deposits under way: the current one, and those before it that may still be held.
    var leases: FilePath { trash.appending("leases") }
    var lease: FilePath { leases.appending("current") }
    /// Locked by the one collector there may be.
    var collector: FilePath { trash.appending("collector") }

    /// The names of the shard folders, `000` to `fff`.
    static let shards: [String] = (0..<4_096).map { number in
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }

    func shard(of digest: Digest) -> FilePath { blobs.appending(String(digest.hexadecimal.prefix(3))) }

    func blob(_ digest: Digest) -> FilePath {
        let name = digest.hexadecimal
        return FilePath("\(blobs.string)/\(name.prefix(3))/\(name)")
    }

    /// Where a damaged copy goes. The suffix keeps two damaged copies of one blob apart.
    func quarantined(_ digest: Digest, suffix: String) -> FilePath {
        quarantine.appending("\(digest.hexadecimal).\(suffix)")
    }
}
