import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Everything that can be done to a bag on its way is found, and named.
@Suite("A bag that was changed on its way")
struct BagMutationTests {
    /// The forms in which an auditor may hold it.
    enum Form: CaseIterable {
        case folder, zip, tar, tarZstandard

        func problems(of bag: UnpackedBag) async throws -> [BagProblem] {
            let path: FilePath =
                switch self {
                case .folder: bag.path
                case .zip: try bag.packed(as: .zip)
                case .tar: try bag.packed(as: .tar)
                case .tarZstandard: try bag.packed(as: .tarZstandard)
                }
            return try await BagVerifier(executor: BlockingExecutor()).verify(path).problems
        }
    }

    @Test("is found damaged when any file has another byte", arguments: Form.allCases)
    func flippedBytes(_ form: Form) async throws {
        try await withBag { bag in
            #expect(try await form.problems(of: bag) == [])
            for file in try bag.files() where file != "tagmanifest-sha256.txt" {
                let bytes = try bag.path.appending(file).contents()
                guard !bytes.isEmpty else { continue }
                var changed = bytes
                changed[bytes.count / 2] ^= 1
                try bag.path.appending(file).write(changed)
                let problems = try await form.problems(of: bag)
                #expect(problems.contains { $0.names(file, as: .damaged) }, "\(file)")
                try bag.path.appending(file).write(bytes)
            }
        }
    }

    @Test("is found out when any byte of the tag manifest is another")
    func flippedTagManifest() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("piece").write([1])])
            let archive = folder.appending("dossier.tar")
            _ = try await vault.exportDossier(.sample, to: archive, as: .tar)
            let bag = try UnpackedBag(archive, .tar, in: folder)
            let manifest = try bag.path.appending("tagmanifest-sha256.txt").contents()
            let bytes = try archive.contents()
            // A tar file has checksums of its headers only, so the bytes can be changed where they are.
            let start = try #require(bytes.firstIndex(of: manifest))
            for index in stride(from: 0, to: manifest.count, by: 5) {
                var changed = bytes
                changed[start + index] ^= 1
                try archive.write(changed)
                let problems = try await BagVerifier(executor: BlockingExecutor()).verify(archive).problems
                #expect(!problems.isEmpty, "byte \(index)")
            }
        }
    }

    @Test("is found to lack any file that is gone", arguments: Form.allCases)
    func dropped(_ form: Form) async throws {
        try await withBag { bag in
            for file in try bag.files() {
                let bytes = try bag.path.appending(file).contents()
                try LinuxFileSystem().remove(bag.path.appending(file))
                let problems = try await form.problems(of: bag)
                #expect(problems.contains { $0.names(file, as: .missing) }, "\(file)")
                try bag.path.appending(file).write(bytes)
            }
        }
    }

    @Test("is found to hold more than its manifests name", arguments: Form.allCases)
    func added(_ form: Form) async throws {
        try await withBag { bag in
            try bag.path.appending("data/more.txt").write([1])
            try bag.path.appending("note.txt").write([])
            let problems = try await form.problems(of: bag)
            #expect(problems.filter { $0.kind == .extra }.map(\.path) == ["data/more.txt", "note.txt"])
        }
    }

    @Test("is found out when a file has another name, or two have changed places", arguments: Form.allCases)
    func renamedAndSwapped(_ form: Form) async throws {
        try await withBag { bag in
            let pieces = try bag.files().filter { $0.hasPrefix("data/20") }
            let (first, second) = (bag.path.appending(pieces[0]), bag.path.appending(pieces[1]))
            let renamed = "data/elsewhere.bin"
            try LinuxFileSystem().rename(first, to: bag.path.appending(renamed))
            let moved = try await form.problems(of: bag)
            #expect(moved.map(\.kind) == [.missing, .extra])
            #expect(moved.map(\.path) == [pieces[0], renamed])

            try LinuxFileSystem().rename(second, to: first)
            try LinuxFileSystem().rename(bag.path.appending(renamed), to: second)
            let swapped = try await form.problems(of: bag)
            #expect(swapped.map(\.kind) == [.damaged, .damaged])
            #expect(swapped.map(\.path) == Array(pieces[0...1]))
        }
    }

    @Test("is found out when a byte of the archive itself is another", arguments: ArchiveFormat.allCases)
    func flippedInArchive(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            let content = Array("only once in this archive".utf8)
            let path = try folder.appending("piece.txt").write(content)
            try await vault.attachSample([path])
            let archive = folder.appending("dossier")
            _ = try await vault.exportDossier(.sample, to: archive, as: format)
            let bytes = try archive.contents()
            guard format != .tarZstandard else {
                try await expectNoHarmUnnoticed(bytes, archive)
                return
            }
            let place = try #require(bytes.firstIndex(of: content))
            var changed = bytes
            changed[place + 5] ^= 1
            try archive.write(changed)
            let problems = try await BagVerifier(executor: BlockingExecutor()).verify(archive).problems
            #expect(problems.map(\.kind) == [.damaged])
            #expect(
                problems.map(\.path) == ["data/20_requirements/E01/not-submitted/2026-TEST-01_report_001.txt"])
        }
    }

    /// In a compressed archive a byte is nobody's. Some, as those of padding, may change and the bag is still whole.
    private func expectNoHarmUnnoticed(_ bytes: [UInt8], _ archive: FilePath) async throws {
        let verifier = BagVerifier(executor: BlockingExecutor())
        let whole = try await verifier.verify(archive)
        var found = 0
        for index in stride(from: 20, to: bytes.count, by: bytes.count / 40) {
            var changed = bytes
            changed[index] ^= 0x10
            try archive.write(changed)
            do {
                let report = try await verifier.verify(archive)
                #expect(!report.isValid || report == whole, "byte \(index) of \(bytes.count)")
                if !report.isValid { found += 1 }
            } catch let error as VaultError {
                #expect(error.kind == .invalid)
                found += 1
            }
        }
        #expect(found > 30)
    }

    private func withBag(_ body: (UnpackedBag) async throws -> Void) async throws {
        try await withSampleVault { vault, folder, _ in
            let files = try (0..<4).map { try folder.appending("f\($0).bin").write(sampleBytes(400 * $0)) }
            try await vault.attachSample(files)
            let archive = folder.appending("dossier.tar")
            _ = try await vault.exportDossier(.sample, to: archive, as: .tar)
            try await body(try UnpackedBag(archive, .tar, in: folder))
        }
    }
}

extension [UInt8] {
    /// Where a run of bytes begins.
    func firstIndex(of run: [UInt8]) -> Int? {
        indices.first { self[$0...].starts(with: run) }
    }
}

extension BagProblem {
    /// Whether it tells of a file by its name. No manifest names the files of the seal: that they are gone or changed is a
    /// problem of the seal.
    fileprivate func names(_ file: String, as kind: Kind) -> Bool {
        file.hasPrefix("seal/") ? section == .seal && path.hasPrefix("seal/") : self.kind == kind && path == file
    }
}
