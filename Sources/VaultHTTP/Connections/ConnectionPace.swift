/// Whether a client is fast enough to be waited for: pure arithmetic, apart from the connection so that it can be tested.
///
/// Time counts against the client only while the vault waits for it: a client whose bytes the vault does not read yet, or
/// who waits for an answer, is not slow.
struct ConnectionPace {
    private enum Phase { case waitingForHead, busy }

    private let limits: ConnectionLimits
    private var phase = Phase.waitingForHead
    private var isFirstHead = true
    /// When the present wait for a head began.
    private var since: ContinuousClock.Instant
    private var isReceiving = false
    /// When the vault began to wait for bytes; `nil` while it does not.
    private var waitingSince: ContinuousClock.Instant?
    /// How long the vault has waited for bytes, and how many came, since the rate was last looked at.
    private var waited = Duration.zero
    private var received = 0
    private var isAnswering = false
    private var unwritableSince: ContinuousClock.Instant?

    init(limits: ConnectionLimits, now: ContinuousClock.Instant) { (self.limits, since) = (limits, now) }

    mutating func headReceived(now: ContinuousClock.Instant) {
        (phase, isFirstHead, isReceiving) = (.busy, false, true)
        (waited, received, waitingSince) = (.zero, 0, nil)
    }

    mutating func readWanted(now: ContinuousClock.Instant) {
        if isReceiving, waitingSince == nil { waitingSince = now }
    }

    mutating func received(_ count: Int, now: ContinuousClock.Instant) {
        received += count
        if let waitingSince { waited += now - waitingSince }
        waitingSince = nil
    }

    mutating func requestEnded() { (isReceiving, waitingSince) = (false, nil) }

    mutating func answering(now: ContinuousClock.Instant) { isAnswering = true }

    mutating func answered(now: ContinuousClock.Instant) {
        (isAnswering, phase, since) = (false, .waitingForHead, now)
    }

    mutating func writabilityChanged(now: ContinuousClock.Instant) { unwritableSince = nil }

    /// Asked every few seconds.
    mutating func isTooSlow(isWritable: Bool, now: ContinuousClock.Instant) -> Bool {
        if phase == .waitingForHead, now - since > (isFirstHead ? limits.head : limits.keepAlive) { return true }
        if isReceiving, isWaitingTooLong(now) { return true }
        guard !isWritable else {
            unwritableSince = nil
            return false
        }
        guard let unwritableSince else {
            self.unwritableSince = now
            return false
        }
        // The socket takes bytes again as soon as the client has taken some; over this time it took next to none.
        return now - unwritableSince > limits.window * 2
    }

    private mutating func isWaitingTooLong(_ now: ContinuousClock.Instant) -> Bool {
        let total = waited + (waitingSince.map { now - $0 } ?? .zero)
        guard total >= limits.window else { return false }
        let seconds = Int(total.components.seconds)
        guard received >= seconds * limits.leastBytesPerSecond else { return true }
        (waited, received) = (.zero, 0)
        if waitingSince != nil { waitingSince = now }
        return false
    }
}
