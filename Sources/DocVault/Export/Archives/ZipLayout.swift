/// The records of a zip file (PKWARE APPNOTE 6.3.10): stored files, with ZIP64 fields where a size, a place or a count needs
/// them. A file's checksum follows its content, so that it is written without being read twice.
struct ZipLayout: ArchiveLayout {
    static let hasChecksums = true

    /// Bit 3: the checksum comes after the content. Bit 11: names are UTF-8.
    private static let flags: UInt16 = 0x0808
    /// 1980-01-01, the first day that there is in a zip file; the time beside it is midnight.
    private static let firstDay: UInt16 = 0x0021
    private static let versionOfZip64: UInt16 = 45
    private static let madeOnUnix: UInt16 = 3 << 8
    /// A file that its owner writes and everybody reads.
    private static let attributes: UInt32 = 0o100644 << 16
    private static let zip64Field: UInt16 = 0x0001

    /// The largest that the plain fields hold is one less: this value says that the ZIP64 field has the number.
    private static let noSize = UInt32.max
    private static let noCount = UInt16.max

    /// APPNOTE §4.3.7, with the sizes: who reads the archive as a stream needs them.
    func beginning(of entry: ArchiveEntry) -> [UInt8] {
        var record: [UInt8] = []
        record.append(littleEndian: UInt32(0x0403_4b50))
        record.append(littleEndian: version(of: entry))
        appendCommon(of: entry, checksum: 0, to: &record)
        record.append(littleEndian: UInt16(entry.path.utf8.count))
        let isLarge = needsZip64(entry.sizeInBytes)
        record.append(littleEndian: UInt16(isLarge ? 20 : 0))
        record.append(contentsOf: entry.path.utf8)
        if isLarge {
            record.append(littleEndian: Self.zip64Field)
            record.append(littleEndian: UInt16(16))
            record.append(littleEndian: entry.sizeInBytes)
            record.append(littleEndian: entry.sizeInBytes)
        }
        return record
    }

    /// The data descriptor, APPNOTE §4.3.9.
    func end(of entry: ArchiveEntry, checksum: UInt32) -> [UInt8] {
        var record: [UInt8] = []
        record.append(littleEndian: UInt32(0x0807_4b50))
        record.append(littleEndian: checksum)
        for _ in 0..<2 {
            if needsZip64(entry.sizeInBytes) {
                record.append(littleEndian: entry.sizeInBytes)
            } else {
                record.append(littleEndian: UInt32(entry.sizeInBytes))
            }
        }
        return record
    }

    /// APPNOTE §4.3.12.
    func directoryRecord(of entry: ArchiveEntry, checksum: UInt32, at offset: Int64) -> [UInt8] {
        let isLarge = needsZip64(entry.sizeInBytes)
        let isFar = needsZip64(offset)
        var zip64: [UInt8] = []
        if isLarge {
            zip64.append(littleEndian: entry.sizeInBytes)
            zip64.append(littleEndian: entry.sizeInBytes)
        }
        if isFar { zip64.append(littleEndian: offset) }
        let version = isFar ? Self.versionOfZip64 : version(of: entry)
        var record: [UInt8] = []
        record.append(littleEndian: UInt32(0x0201_4b50))
        record.append(littleEndian: Self.madeOnUnix | version)
        record.append(littleEndian: version)
        appendCommon(of: entry, checksum: checksum, to: &record)
        record.append(littleEndian: UInt16(entry.path.utf8.count))
        record.append(littleEndian: UInt16(zip64.isEmpty ? 0 : zip64.count + 4))
        // No comment, the first disk, no internal attributes.
        for _ in 0..<3 { record.append(littleEndian: UInt16(0)) }
        record.append(littleEndian: Self.attributes)
        record.append(littleEndian: isFar ? Self.noSize : UInt32(offset))
        record.append(contentsOf: entry.path.utf8)
        if !zip64.isEmpty {
            record.append(littleEndian: Self.zip64Field)
            record.append(littleEndian: UInt16(zip64.count))
            record += zip64
        }
        return record
    }

    /// APPNOTE §4.3.14 to §4.3.16.
    func end(fileCount: Int, directory: Range<Int64>) -> [UInt8] {
        let length = directory.upperBound - directory.lowerBound
        let hasManyFiles = fileCount >= Int(Self.noCount)
        let (isLong, isFar) = (needsZip64(length), needsZip64(directory.lowerBound))
        var record: [UInt8] = []
        if hasManyFiles || isLong || isFar {
            record.append(littleEndian: UInt32(0x0606_4b50))
            record.append(littleEndian: UInt64(44))
            record.append(littleEndian: Self.madeOnUnix | Self.versionOfZip64)
            record.append(littleEndian: Self.versionOfZip64)
            for _ in 0..<2 { record.append(littleEndian: UInt32(0)) }
            for _ in 0..<2 { record.append(littleEndian: UInt64(fileCount)) }
            record.append(littleEndian: length)
            record.append(littleEndian: directory.lowerBound)
            record.append(littleEndian: UInt32(0x0706_4b50))
            record.append(littleEndian: UInt32(0))
            record.append(littleEndian: directory.upperBound)
            record.append(littleEndian: UInt32(1))
        }
        record.append(littleEndian: UInt32(0x0605_4b50))
        for _ in 0..<2 { record.append(littleEndian: UInt16(0)) }
        for _ in 0..<2 { record.append(littleEndian: hasManyFiles ? Self.noCount : UInt16(fileCount)) }
        record.append(littleEndian: isLong ? Self.noSize : UInt32(length))
        record.append(littleEndian: isFar ? Self.noSize : UInt32(directory.lowerBound))
        record.append(littleEndian: UInt16(0))
        return record
    }

    private func needsZip64(_ number: Int64) -> Bool { number >= Int64(Self.noSize) }

    private func version(of entry: ArchiveEntry) -> UInt16 {
        needsZip64(entry.sizeInBytes) ? Self.versionOfZip64 : 20
    }

    /// What both records of a file have from the flags to the sizes.
    private func appendCommon(of entry: ArchiveEntry, checksum: UInt32, to record: inout [UInt8]) {
        record.append(littleEndian: Self.flags)
        // Stored, at midnight.
        for _ in 0..<2 { record.append(littleEndian: UInt16(0)) }
        record.append(littleEndian: Self.firstDay)
        record.append(littleEndian: checksum)
        let size = needsZip64(entry.sizeInBytes) ? Self.noSize : UInt32(entry.sizeInBytes)
        for _ in 0..<2 { record.append(littleEndian: size) }
    }
}
