internal import CLinux
internal import DocVault
internal import Foundation

/// A bar on a terminal while something long is done; nothing at all elsewhere.
final class ProgressBar {
    private let title: String
    private let width: Int
    private let unit: Unit
    private var lastDrawn = ContinuousClock.now - .seconds(1)

    enum Unit { case files, bytes }

    init(_ title: Sentence, in unit: Unit) {
        self.title = title.text(in: Terminal.language)
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
        let count = Sentence("command.progress", ["done": value(done), "total": value(total)])
        draw("\(title) \(bar) \(count.text(in: Terminal.language))")
    }

    /// Takes the bar away.
    func clear() { if isVisible { draw("") } }

    private func draw(_ line: String) {
        // A bar that cannot be drawn is no loss.
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K\(line)".utf8))
    }

    private func value(_ number: Int64) -> SentenceValue {
        switch unit {
        case .files: .number(Int(number))
        case .bytes: .size(number)
        }
    }
}
