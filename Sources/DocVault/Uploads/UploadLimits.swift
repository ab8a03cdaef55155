/// How much may be under way: reserved when an upload is created, so that dead ones cannot fill the disk (ocis#4516).
public struct UploadLimits: Hashable, Sendable {
    /// The largest file.
    public var largestSize: Int64
    /// How long an upload is kept without a new byte; `nil` for what the retention policy in force says.
    public var patience: Duration?
    /// How many uploads a person may have under way.
    public var sessionsPerPerson: Int
    /// How many bytes all of a person's uploads under way may come to.
    public var bytesPerPerson: Int64

    public init(
        largestSize: Int64 = 64 << 30, patience: Duration? = nil, sessionsPerPerson: Int = 1_000,
        bytesPerPerson: Int64 = 256 << 30
    ) {
        (self.largestSize, self.patience) = (largestSize, patience)
        (self.sessionsPerPerson, self.bytesPerPerson) = (sessionsPerPerson, bytesPerPerson)
    }

    /// What a vault is served with when nobody says otherwise.
    public static let standard = UploadLimits()
}
