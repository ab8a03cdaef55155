/// Writes papers of a bag from the rows of its inventory.
///
/// Rows come in the order of the inventory, once each. What a writer keeps of them goes into spools: its memory does not grow
/// with their number.
protocol BagPaperWriter {
    mutating func take(_ row: InventoryRow) throws
    /// The papers, in the order of their paths.
    mutating func finish() throws -> [BagPaper]
}
