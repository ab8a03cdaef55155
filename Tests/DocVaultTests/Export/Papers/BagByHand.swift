import Foundation
import SystemPackage
import VaultTestSupport

@testable import DocVault

/// A bag that is put together from its papers with `sha256sum` and `openssl`, as anybody could, in a folder.
///
/// Its seal, its time stamp and the checkpoint of its journal are made with keys of the test's own.
struct BagByHand {
    let path: FilePath
    /// What the papers at the top say the fingerprint of the journal's key is.
    static let journalFingerprint = "0123 4567 89ab cdef 0123 4567 89ab cdef"

    init(_ scene: PaperScene, in folder: FilePath, part: BagDescription.Part? = nil) async throws {
        let building = folder.appending("building")
        for (file, bytes) in try await scene.papers().merging(scene.pieces(), uniquingKeysWith: { one, _ in one }) {
            try building.appending(file).removingLastComponent().makeFolder()
            try building.appending(file).write(bytes)
        }
        try building.appending("seal").makeFolder()
        try Self.shell(Self.manifestScript, building)
        let manifest = try building.appending("manifest-sha256.txt").contents()
        let state = try DigestHasher.digest(of: manifest)
        let name =
            "DV_TEST_20261121_" + (part.map { "s41_v\($0.number)of\($0.count)" } ?? "\(state.hexadecimal.prefix(6))")
        let totals = BagTotals(
            pieceCount: 2, rowCount: 2, payloadInBytes: 1, part: part, name: name, stateDigest: state)
        let tags = TagPapers(
            subject: try await scene.subject(), totals: totals, sealFingerprint: String(repeating: "0", count: 64),
            journalFingerprint: Self.journalFingerprint)
        for (file, text) in try tags.texts() { try building.appending(file).write(Array(text.utf8)) }
        if part != nil { try Self.shell("printf 'Bag-Count: 1 of 2\\n' >> bag-info.txt", building) }
        try Self.shell(Self.sealScript, building)
        path = folder.appending(name)
        try LinuxFileSystem().rename(building, to: path)
    }

    /// The journal, the manifest and what `bag-info.txt` must say.
    private static let manifestScript = """
        mkdir -p data/60_journal && (cd data/60_journal
        printf 'docvault/test\\n42\\nAAAA\\n' > checkpoint.body
        openssl genpkey -algorithm ed25519 -out ../../../journal.pem
        openssl pkey -in ../../../journal.pem -pubout -out journal-key.pem
        openssl pkeyutl -sign -inkey ../../../journal.pem -rawin -in checkpoint.body -out checkpoint.sig)
        printf 'BagIt-Version: 1.0\\nTag-File-Character-Encoding: UTF-8\\n' > bagit.txt
        find data -type f | LC_ALL=C sort | xargs sha256sum > manifest-sha256.txt
        cat > bag-info.txt <<END
        Source-Organization: Innoviris
        External-Identifier: 2026-TEST-01
        Bagging-Date: 2026-11-21
        Payload-Oxum: $(find data -type f -exec cat {} + | wc -c).$(find data -type f | wc -l)
        BagIt-Profile-Identifier: urn:docvault:bagit-profile:2
        Bag-Software-Agent: DocVault bag format 2
        DocVault-Profile: dossier
        DocVault-Perspective: agency
        DocVault-Pieces: 2 of 2
        DocVault-Sequence: 41
        DocVault-Origin: docvault/test
        END
        """

    /// The tag manifest, and a seal and a time stamp over it.
    private static let sealScript = """
        find . -type f ! -path './data/*' ! -path './seal/*' | sed 's,^./,,' | LC_ALL=C sort | xargs sha256sum > ../tags
        mv ../tags tagmanifest-sha256.txt
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=seal -days 1 \
            -keyout ../seal.key -out seal/certificates.pem
        openssl cms -sign -binary -in tagmanifest-sha256.txt -signer seal/certificates.pem -inkey ../seal.key \
            -outform DER -out seal/tagmanifest-sha256.txt.p7s
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=authority -days 1 \
            -addext extendedKeyUsage=critical,timeStamping -keyout ../tsa.key -out ../tsa.pem
        printf '[tsa]\\nserial=../serial\\ndefault_policy=1.2.3\\ndigests=sha256\\nsigner_digest=sha256\\n' > ../tsa.cnf
        echo 01 > ../serial
        openssl ts -query -data tagmanifest-sha256.txt -sha256 -cert -out ../query
        openssl ts -reply -queryfile ../query -signer ../tsa.pem -inkey ../tsa.key -config ../tsa.cnf -section tsa \
            -token_out -out seal/tagmanifest-sha256.txt.tst
        """

    /// Runs a script in a folder, to its end.
    @discardableResult
    static func shell(_ script: String, _ folder: FilePath, strictly: Bool = true) throws -> (
        status: Int32, output: String
    ) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = (strictly ? ["-e"] : []) + ["-c", script]
        process.currentDirectoryURL = URL(filePath: folder.string)
        let pipe = Pipe()
        (process.standardOutput, process.standardError) = (pipe, pipe)
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard !strictly || process.terminationStatus == 0 else { throw ScriptFailure(output: output) }
        return (process.terminationStatus, output)
    }

    struct ScriptFailure: Error { let output: String }
}
