/// The last part of a tile's path: its index in groups of three digits, and its width if it is partial.
///
///     0, full             000
///     1,234,067, full     x001/x234/067
///     1,234,067, 17 wide  x001/x234/067.p/17
///
/// All groups but the last begin with `x`, so a folder and a file never want the same name (C2SP tlog-tiles).
enum TilePath {
    static func encode(index: Int, width: Int) -> String {
        var rest = index / 1000
        var path = group(index % 1000)
        while rest > 0 {
            path = "x\(group(rest % 1000))/\(path)"
            rest /= 1000
        }
        return width == TileCoordinate.fullWidth ? path : "\(path).p/\(width)"
    }

    /// Reads what ``encode(index:width:)`` wrote; `nil` for any other spelling and for an index no tree can have.
    static func decode(_ path: some StringProtocol) -> (index: Int, width: Int)? {
        var groups = path.split(separator: "/", omittingEmptySubsequences: false)
        var width = TileCoordinate.fullWidth
        if groups.count >= 2, groups[groups.count - 2].hasSuffix(".p") {
            guard let partial = Int(groups.removeLast()), (1..<TileCoordinate.fullWidth).contains(partial)
            else { return nil }
            width = partial
            groups[groups.count - 1].removeLast(2)
        }
        var index = 0
        for group in groups {
            // The bound keeps the product below from overflowing; it is above every possible index divided by 1,000.
            guard let number = Int(group.drop { $0 == "x" }), (0...999).contains(number), index < 1 << 50
            else { return nil }
            index = index * 1000 + number
        }
        guard index <= MerkleTree.maximumSize / TileCoordinate.fullWidth,
            encode(index: index, width: width).utf8.elementsEqual(path.utf8)
        else { return nil }
        return (index, width)
    }

    private static func group(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
