internal import Foundation

/// A point in time, in UTC, to the microsecond.
public struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }

    /// The day in UTC.
    public var day: CivilDate { CivilDate(daysSince1970: Int(floored(by: 86_400_000_000).quotient)) }

    /// The day in Brussels, where due dates end at midnight.
    public var dayInBrussels: CivilDate {
        let seconds = floored(by: 1_000_000).quotient
        let offset = Self.brussels.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
        return Instant(microsecondsSince1970: (seconds + Int64(offset)) * 1_000_000).day
    }

    // Without a table of time zones on the machine, days end an hour or two late rather than early: in favour of who submits.
    private static let brussels = TimeZone(identifier: "Europe/Brussels") ?? .gmt

    /// RFC 3339 in UTC with microseconds: `2026-11-21T09:30:00.000000Z`. One width, so texts sort as times do.
    public var description: String {
        let (_, time) = floored(by: 86_400_000_000)
        let (seconds, fraction) = (time / 1_000_000, time % 1_000_000)
        return "\(day)T\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
            + ".\(padded(fraction, 6))Z"
    }

    private func floored(by unit: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = microsecondsSince1970 % unit
        let positive = remainder < 0 ? remainder + unit : remainder
        return ((microsecondsSince1970 - positive) / unit, positive)
    }
}

/// A number in decimal with leading zeros; `String(format:)` costs ten times as much.
func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Tells the time. The system's in production, a fixed one in tests.
public protocol VaultClock: Sendable {
    func now() -> Instant
}

/// The clock of this machine.
public struct SystemClock: VaultClock {
    public init() {}

    public func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microsecondsSince1970: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
