internal import ArgumentParser
internal import DocVault

/// In which language a command talks.
struct SpeechOptions: ParsableArguments {
    @Option(help: "The language of all that is said; else VAULT_LANGUAGE, else that of the locale, else English.")
    var language: Language?

    /// Makes the choice count for all that is said from here on, refusals by the parser's later checks included.
    func validate() { if let language { Terminal.speak(language) } }
}

extension ValidationError {
    /// A refusal of how a command was given, which the argument parser prints.
    init(_ sentence: Sentence) { self.init(sentence.text(in: Terminal.language)) }
}
