internal import CZlib

/// The CRC-32 that a zip file has of each content, by zlib.
struct ContentChecksum {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: [UInt8]) {
        value = bytes.withUnsafeBytes { buffer in
            UInt32(crc32_z(uLong(value), buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count))
        }
    }
}
