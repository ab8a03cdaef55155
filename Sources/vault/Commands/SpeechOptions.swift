internal import ArgumentParser
internal import DocVault
internal import Foundation

/// In which language a command talks.
struct SpeechOptions: ParsableArguments {
    @Option(
        help:
            "The language of all that is said; else VAULT_LANGUAGE, that of the person of --as, of the locale, English."
    )
    var language: Language?

    /// Makes the choice count for all that is said from here on, refusals by the parser's later checks included.
    func validate() { if let language { Terminal.speak(language) } }

    /// Talks to a person in their own language, unless the command or the environment names another.
    func prefer(_ own: Language?) {
        guard let own, language == nil, !Language.isChosen(in: ProcessInfo.processInfo.environment) else { return }
        Terminal.speak(own)
    }
}

extension ValidationError {
    /// A refusal of how a command was given, which the argument parser prints.
    init(_ sentence: Sentence) { self.init(sentence.text(in: Terminal.language)) }
}
