import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The rules that every bag keeps to; `scripts/judges/check-bag-profile` has another program hold a bag to them.
@Suite("The BagIt profile in a bag")
struct BagItProfilePaperTests {
    private func profile() throws -> CanonicalJSON {
        let object = try JSONSerialization.jsonObject(with: Data(BagItProfilePaper.text().utf8))
        #expect(object is [String: Any])
        return try CanonicalJSON(canonical: PaperScene.withoutSpace(Array(BagItProfilePaper.text().utf8)))
    }

    private func texts(_ json: CanonicalJSON?) -> [String] { json?.items?.compactMap(\.text) ?? [] }

    @Test("asks for the tag files that every bag has, and allows all that one may have")
    func tagFiles() async throws {
        try await withTemporaryDirectory { folder in
            let scene = try await PaperScene()
            try await scene.stage.attach("one")
            let bag = try await BagByHand(scene, in: folder).path
            let (required, allowed) = (
                texts(try profile().at("Tag-Files-Required")), texts(try profile().at("Tag-Files-Allowed"))
            )
            let found = try BagByHand.shell("find . -type f ! -path './data/*' | sed 's,^./,,'", bag).output
                .split(separator: "\n").map(String.init)
            #expect(Set(required).isSubset(of: found) && Set(required).isSubset(of: allowed))
            let own = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
            #expect(Set(found).subtracting(own) == Set(allowed))
            let tags = TagPapers(
                subject: try await scene.subject(),
                totals: BagTotals(
                    pieceCount: 1, rowCount: 1, payloadInBytes: 1, part: nil, name: "B",
                    stateDigest: try DigestHasher.digest(of: [])),
                sealFingerprint: "", journalFingerprint: nil)
            #expect(try tags.texts().map(\.path) == required)
        }
    }

    @Test("knows every profile and every perspective")
    func values() throws {
        let profile = try profile()
        #expect(
            texts(profile.at("Bag-Info", "DocVault-Profile", "values")) == ExportScope.Profile.allCases.map(\.rawValue))
        #expect(
            texts(profile.at("Bag-Info", "DocVault-Perspective", "values")) == Perspective.allCases.map(\.rawValue))
        #expect(profile.at("Allow-Fetch.txt") == false)
    }
}
