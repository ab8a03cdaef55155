/// How long what nothing refers to is kept, stage by stage: courtesies to people, who may want something back.
///
/// No deposit is safe because of an age, and none is lost by one: what protects deposits under way are their leases.
public struct CollectionAges: Hashable, Sendable {
    /// How long a blob to which nothing refers stays in its place before it is condemned.
    public var grace: Duration
    /// How long it is kept in the trash.
    public var trash: Duration
    /// After how long without a new byte an upload is given up.
    public var uploads: Duration
    /// After how long a temporary file is taken for left behind.
    public var staging: Duration
    /// How long damaged copies are kept for examination.
    public var quarantine: Duration

    public init(grace: Duration, trash: Duration, uploads: Duration, staging: Duration, quarantine: Duration) {
        (self.grace, self.trash, self.uploads) = (grace, trash, uploads)
        (self.staging, self.quarantine) = (staging, quarantine)
    }

    /// For what is decided: nothing waits.
    public static let immediate = CollectionAges(
        grace: .zero, trash: .zero, uploads: .zero, staging: .zero, quarantine: .zero)

    /// As a policy says.
    public init(_ terms: RetentionPolicy.CollectionTerms) {
        self.init(
            grace: .days(terms.graceInDays), trash: .days(terms.trashInDays), uploads: .days(terms.uploadsInDays),
            staging: .days(terms.stagingInDays), quarantine: .days(terms.quarantineInDays))
    }
}

extension Duration {
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Instant {
    /// The instant that much later. What is beyond the end of time is the end of time.
    func advanced(by duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds.multipliedReportingOverflow(by: 1_000_000)
        let sum = microsecondsSince1970.addingReportingOverflow(
            microseconds.partialValue + attoseconds / 1_000_000_000_000)
        return Instant(microsecondsSince1970: microseconds.overflow || sum.overflow ? .max : sum.partialValue)
    }
}
