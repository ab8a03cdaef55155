internal import Foundation
public import SystemPackage

extension FilePath {
    /// Makes the folders of a blob store here as `FileSystemBlobStore.makeFolders` does, but faster: a test needs nothing
    /// synchronised.
    public func makeBlobFolders() {
        for name in ["blobs", "staging", "quarantine", "trash", "trash/leases"] { mkdir("\(string)/\(name)", 0o750) }
        for number in 0..<4_096 {
            let digits = String(number, radix: 16)
            mkdir("\(string)/blobs/" + String(repeating: "0", count: 3 - digits.count) + digits, 0o750)
        }
    }
}
