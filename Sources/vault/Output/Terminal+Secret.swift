internal import DocVault
internal import Foundation

extension Terminal {
    /// Asks for a line that nobody should read over a shoulder; without a terminal, takes the next line of standard input.
    /// - Returns: `nil` at the end of the input.
    static func askSecretly(_ question: Sentence) -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return readLine() }
        // Signals wait as well: one that ended the program here would leave the terminal mute. See getpass(3).
        var mute = before
        mute.c_lflag &= ~tcflag_t(ECHO | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &mute) == 0 else { return nil }
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        say(question)
        return readLine()
    }
}
