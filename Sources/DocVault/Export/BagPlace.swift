/// Where a piece lies when a bag is one of several: its volume and that volume's folder. Both are `nil` for a single bag.
struct BagPlace: Hashable, Sendable {
    let volume: Int?
    /// The one folder at the top of the volume, for links from another.
    let folder: String?

    static let singleBag = BagPlace(volume: nil, folder: nil)
}

/// A file of a bag that papers point at.
struct BagFile: Hashable, Sendable {
    /// From the top of the bag that has it.
    let path: String
    let place: BagPlace

    /// The link from a paper.
    /// - Parameter depth: How many folders the paper lies below the top of its bag: 1 for `data/index_fr.html`.
    func link(from depth: Int) -> String {
        let up = String(repeating: "../", count: depth)
        guard let folder = place.folder else {
            // Most papers and all pieces lie under data/: the way up to the top and down again is left out.
            return path.hasPrefix("data/") ? String(up.dropFirst(3) + path.dropFirst(5)) : up + path
        }
        return "\(up)../\(folder)/\(path)"
    }
}
