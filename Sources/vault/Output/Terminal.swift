internal import CLinux
internal import DocVault
internal import Foundation
internal import SystemPackage

/// How the command line talks: data to standard output, everything else to standard error.
///
/// Messages begin in small letters and end without a full stop. Names from outside stand between quotes, with what could
/// move the cursor made visible.
enum Terminal {
    /// Writes one line of data.
    static func print(_ line: String) throws {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw failure(Errno(rawValue: errno))
            }
        }
    }

    private static func failure(_ code: Errno) -> any Error {
        switch code {
        case .brokenPipe: ReaderWentAway()
        case .noSpace, .diskQuotaExceeded: VaultError.outputFull("standard output")
        default:
            VaultError.malformed(field: "standard output", reason: "it could not be written (\(code.description))")
        }
    }

    /// Writes one line for the person.
    static func say(_ line: String) {
        // Nobody can be told that telling failed.
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }

    static func warn(_ message: String) { say("vault: warning: \(message)") }

    static func report(_ error: VaultError) {
        if case .descriptionInvalid(let flaws) = error {
            for flaw in flaws { say("vault: error: \(flaw.sentence.text(in: .en))") }
        } else {
            say("vault: error: \(error.message)")
        }
        if case .storageFailed(let failure) = error { say("vault: detail: \(failure)") }
        if let hint = error.hint { say("vault: hint: \(hint)") }
    }
}

/// The reader of our output went away, as `head` does: there is nothing left to do and nobody to tell.
struct ReaderWentAway: Error {
    /// What a shell shows of a program that `SIGPIPE` ended.
    static let exitStatus = 128 + SIGPIPE
}

/// A bar on a terminal while something long is done; nothing at all elsewhere.
final class ProgressBar {
    private let title: String
    private let width: Int
    private let unit: Unit
    private var lastDrawn = ContinuousClock.now - .seconds(1)

    enum Unit { case files, bytes }

    init(_ title: String, in unit: Unit) {
        self.title = title
        self.unit = unit
        width = Int(linux_terminal_width(STDERR_FILENO))
    }

    var isVisible: Bool { width > 0 }

    /// Draws how far it is, ten times a second at most.
    func show(_ done: Int64, of total: Int64) {
        guard isVisible, ContinuousClock.now - lastDrawn > .milliseconds(100) else { return }
        lastDrawn = .now
        let barWidth = max(width - title.count - 34, 5)
        let filled = total > 0 ? Int(Int64(barWidth) * min(done, total) / total) : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
        draw("\(title) \(bar) \(text(done)) of \(text(total))")
    }

    /// Takes the bar away.
    func clear() { if isVisible { draw("") } }

    private func draw(_ line: String) {
        // A bar that cannot be drawn is no loss.
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K\(line)".utf8))
    }

    private func text(_ number: Int64) -> String {
        switch unit {
        case .files: "\(number)"
        case .bytes: sizeText(number)
        }
    }
}

/// A size for people, in the units of a thousand that disks are sold in.
func sizeText(_ bytes: Int64) -> String {
    var value = Double(bytes)
    for unit in ["B", "kB", "MB", "GB"] {
        if value < 1_000 {
            return unit == "B" ? "\(bytes) B" : "\((value * 10).rounded() / 10) \(unit)"
        }
        value /= 1_000
    }
    return "\((value * 10).rounded() / 10) TB"
}
