extension Int {
    /// Reads a number as checkpoints and proofs write it: ASCII digits, no sign, no leading zero unless it is `0`.
    ///
    /// `nil` for any other spelling and for numbers above ``MerkleTree/maximumSize``.
    init?(canonicalDecimal text: some Collection<UInt8>) {
        guard let number = Int(String(decoding: text, as: UTF8.self)), (0...MerkleTree.maximumSize).contains(number),
            String(number).utf8.elementsEqual(text)
        else { return nil }
        self = number
    }
}
