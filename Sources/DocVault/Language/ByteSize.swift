/// A size for people, in the units of a thousand that disks are sold in.
public struct ByteSize: Hashable, Sendable {
    private let bytes: Int64

    public init(_ bytes: Int64) { self.bytes = bytes }

    /// As `1.2 MB`; in French `1,2 Mo`, in Dutch `1,2 MB`.
    public func text(in language: Language) -> String {
        let units = language == .fr ? ["o", "ko", "Mo", "Go", "To"] : ["B", "kB", "MB", "GB", "TB"]
        guard bytes >= 1_000 else { return "\(bytes) \(units[0])" }
        var (value, unit) = (Double(bytes) / 1_000, 1)
        while value >= 1_000, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        let digits = "\((value * 10).rounded() / 10)"
        return "\(language == .en ? digits : digits.replacing(".", with: ",")) \(units[unit])"
    }
}
