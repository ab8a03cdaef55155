import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The records around the files of an archive, as outside tools read them.
@Suite("The layout of an archive")
struct ArchiveLayoutTests {
    private struct File {
        let path: String
        let bytes: [UInt8]

        var entry: ArchiveEntry { ArchiveEntry(path: path, sizeInBytes: Int64(bytes.count)) }
    }

    private var files: [File] {
        [
            File(path: "bag/empty", bytes: []), File(path: "bag/one", bytes: [7]),
            File(
                path: "bag/" + String(repeating: "d", count: 90) + "/" + String(repeating: "n", count: 95),
                bytes: [1, 2]),
            File(path: "bag/block", bytes: sampleBytes(512)), File(path: "bag/more", bytes: sampleBytes(70_001)),
        ]
    }

    @Test("is as long as was said before, and outside tools unpack what went in", arguments: [ArchiveFormat.zip, .tar])
    func unpacked(_ format: ArchiveFormat) async throws {
        try await withTemporaryDirectory { folder in
            let bytes = try PackedArchive(files.map { ($0.path, $0.bytes) }, as: format).bytes
            var size = ArchiveSize(of: format.layout)
            for file in files { size.add(file.entry) }
            #expect(size.sizeInBytes == Int64(bytes.count))
            let path = try folder.appending("a.\(format.rawValue)").write(bytes)
            let target = folder.appending("out")
            try target.makeFolder()
            switch format {
            case .zip: try run("/usr/bin/env", "unzip", "-q", path.string, "-d", target.string)
            case .tar, .tarZstandard: try run("/usr/bin/env", "tar", "-C", target.string, "-xf", path.string)
            }
            for file in files { #expect(try target.appending(file.path).contents() == file.bytes) }
        }
    }

    @Test("has the CRC-32 of the standard's check value")
    func checksum() {
        var checksum = ContentChecksum()
        checksum.update(Array("1234".utf8))
        checksum.update(Array("56789".utf8))
        #expect(checksum.value == 0xcbf4_3926)
    }

    @Test("uses ZIP64 fields exactly where the plain ones do not hold a number")
    func zip64() {
        let layout = ZipLayout()
        let largest = ArchiveEntry(path: "x", sizeInBytes: Int64(UInt32.max) - 1)
        let tooLarge = ArchiveEntry(path: "x", sizeInBytes: Int64(UInt32.max))
        #expect(layout.beginning(of: largest).count == 31)
        #expect(layout.beginning(of: tooLarge).count == 51)
        #expect(layout.end(of: largest, checksum: 0).count == 16)
        #expect(layout.end(of: tooLarge, checksum: 0).count == 24)
        #expect(layout.directoryRecord(of: largest, checksum: 0, at: Int64(UInt32.max) - 1).count == 47)
        #expect(layout.directoryRecord(of: largest, checksum: 0, at: Int64(UInt32.max)).count == 59)
        #expect(layout.directoryRecord(of: tooLarge, checksum: 0, at: Int64(UInt32.max)).count == 75)
        #expect(layout.end(fileCount: 65_534, directory: 0..<100).count == 22)
        #expect(layout.end(fileCount: 65_535, directory: 0..<100).count == 98)
        #expect(layout.end(fileCount: 1, directory: Int64(UInt32.max)..<Int64(UInt32.max) + 9).count == 98)
    }

    @Test("of many files is read whole by Python and by unzip")
    func manyFiles() async throws {
        try await withTemporaryDirectory { folder in
            let many = (0..<65_536).map { (path: "bag/f\($0)", bytes: [UInt8(truncatingIfNeeded: $0)]) }
            let path = try folder.appending("many.zip").write(try PackedArchive(many, as: .zip).bytes)
            try run(
                "/usr/bin/env", "python3", "-c",
                """
                import sys, zipfile
                z = zipfile.ZipFile(sys.argv[1])
                assert len(z.namelist()) == 65536 and z.testzip() is None
                """, path.string)
            try run("/usr/bin/env", "unzip", "-tqq", path.string)
        }
    }

    @Test("of a file over eight gibibytes has an extended tar header")
    func largeTar() {
        let header = TarLayout().beginning(of: ArchiveEntry(path: "x", sizeInBytes: 0o77_777_777_777 + 1))
        #expect(header.count == 3 * 512)
        #expect(String(decoding: header[512..<532], as: UTF8.self).hasPrefix("19 size=8589934592\n"))
        #expect(TarLayout().beginning(of: ArchiveEntry(path: "x", sizeInBytes: 0o77_777_777_777)).count == 512)
    }
}
