extension [UInt8] {
    /// Adds a number, its lowest byte first.
    mutating func append(littleEndian number: some FixedWidthInteger) {
        var number = number.littleEndian
        Swift.withUnsafeBytes(of: &number) { append(contentsOf: $0) }
    }
}
