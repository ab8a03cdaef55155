internal import DocVault
internal import Foundation
internal import Synchronization
internal import SystemPackage
internal import VaultHTTP

/// How the command line talks: data to standard output, everything else to standard error.
///
/// Messages begin in small letters and end without a full stop. Names from outside stand between quotes, with what could
/// move the cursor made visible.
enum Terminal {
    private static let chosen = Mutex(Language(environment: ProcessInfo.processInfo.environment))

    /// The language of all that is said.
    static var language: Language { chosen.withLock { $0 } }

    static func speak(_ language: Language) { chosen.withLock { $0 = language } }

    /// Writes one sentence that answers the command.
    static func print(_ sentence: Sentence) throws { try print(sentence.text(in: language)) }

    /// Writes one line of data.
    static func print(_ line: String) throws { try write(Array((line + "\n").utf8)) }

    /// Writes bytes as they are.
    static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
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
        case .noSpace, .diskQuotaExceeded: VaultError.outputFull(standardOutput)
        default:
            VaultError.malformed(
                field: standardOutput,
                reason: Sentence("command.notWritten", ["detail": .text(code.description)]))
        }
    }

    private static var standardOutput: String { Sentence("command.standardOutput").text(in: language) }

    /// Writes one line for the person.
    static func say(_ sentence: Sentence) {
        // Nobody can be told that telling failed.
        try? FileHandle.standardError.write(contentsOf: Data("vault: \(sentence.text(in: language))\n".utf8))
    }

    static func warn(_ sentence: Sentence) { say(Sentence("command.warning", ["message": .sentence(sentence)])) }

    static func report(_ error: VaultError) {
        if case .descriptionInvalid(let flaws) = error {
            for flaw in flaws { say(Sentence("command.error", ["message": .sentence(flaw.sentence)])) }
        } else {
            say(Sentence("command.error", ["message": .sentence(error.sentence)]))
        }
        if case .storageFailed(let failure) = error {
            say(Sentence("command.detail", ["detail": .text("\(failure)")]))
        }
        if let hint = error.hintSentence { say(Sentence("command.hint", ["hint": .sentence(hint)])) }
    }
}

/// The reader of our output went away, as `head` does: there is nothing left to do and nobody to tell.
struct ReaderWentAway: Error {
    /// What a shell shows of a program that `SIGPIPE` ended.
    static let exitStatus = 128 + SIGPIPE
}
