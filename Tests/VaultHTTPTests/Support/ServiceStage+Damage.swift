import DocVault
import Foundation
import SystemPackage

@testable import DocVault

extension ServiceStage {
    /// Changes the last byte of the file that holds a document's bytes.
    func damage(_ content: String) throws {
        let name = try Digest(hashing: Array(content.utf8)).hexadecimal
        let file = try published.folder.path.removingLastComponent().appending("blobs/\(name.prefix(3))/\(name)").string
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        try Data(Array(content.utf8.dropLast()) + [0]).write(to: URL(filePath: file))
    }

    private var published: JournalPublisher { get throws { try owner.published } }
}
