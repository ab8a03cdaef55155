internal import Foundation

/// A point in time, in UTC, to the microsecond.
public struct Instant: Hashable, Sendable, Comparable, LosslessStringConvertible {
    public let microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }

    /// Parses RFC 3339 in UTC, `2026-11-21T09:30:00Z` with up to six decimals of a second, or a day, `2026-11-21`, for its
    /// last microsecond; `nil` for anything else.
    public init?(_ description: String) {
        let characters = Array(description.utf8)
        guard characters.count >= 10, let day = CivilDate(String(decoding: characters[..<10], as: UTF8.self)) else {
            return nil
        }
        let midnight = Int64(day.daysSince1970) * 86_400_000_000
        if characters.count == 10 {
            self.init(microsecondsSince1970: midnight + 86_399_999_999)
            return
        }
        guard let match = description.dropFirst(10).wholeMatch(of: /T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?Z/),
            let hour = Int64(match.1), let minute = Int64(match.2), let second = Int64(match.3), hour < 24, minute < 60,
            second < 60
        else { return nil }
        let digits = match.4.map(String.init) ?? ""
        let fraction = Int64(digits + String(repeating: "0", count: 6 - digits.count)) ?? 0
        let time = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
        self.init(microsecondsSince1970: midnight + time)
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
    /// The first instant of a day in Brussels.
    public init(startOf day: CivilDate) { self.init(midnightAfter: day.daysSince1970) }

    /// The first instant after a day in Brussels: where what lasts to the end of that day counts no more.
    public init(endOf day: CivilDate) { self.init(midnightAfter: day.daysSince1970 + 1) }

    private init(midnightAfter days: Int) {
        // Clocks are changed at 01:00 UTC, so an hour before midnight in UTC the offset is that of midnight in Brussels.
        let midnight = days * 86_400
        let offset = Self.brussels.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(midnight - 3_600)))
        self.init(microsecondsSince1970: Int64(midnight - offset) * 1_000_000)
    }

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
