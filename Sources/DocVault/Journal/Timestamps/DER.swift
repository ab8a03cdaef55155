/// Bytes in and out of OpenSSL's `d2i_…` and `i2d_…` functions.
enum DER {
    /// Far more than any timestamp has; what is longer is not even parsed.
    static let maximumByteCount = 1 << 20

    /// Lends `bytes` to a `d2i_…` function and returns the owned handle it made; `nil` if the bytes do not parse, or if
    /// any are left over, in which case `free` gets the handle.
    static func read<Handle>(
        _ bytes: [UInt8], with parse: (inout UnsafePointer<UInt8>?, Int) -> Handle?, free: (Handle) -> Void
    ) -> Handle? {
        guard !bytes.isEmpty, bytes.count <= maximumByteCount else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            guard let handle = parse(&cursor, buffer.count) else { return nil }
            guard let start = buffer.baseAddress, let cursor, cursor - start == buffer.count else {
                free(handle)
                return nil
            }
            return handle
        }
    }

    /// Returns what an `i2d_…` function writes; `nil` if it fails.
    static func write(with encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8]? {
        let count = Int(encode(nil))
        guard count > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        let written = bytes.withUnsafeMutableBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return Int(encode(&cursor))
        }
        return written == count ? bytes : nil
    }
}
