/// The three languages that people read here.
public enum Language: String, CaseIterable, Sendable {
    case fr, nl, en

    /// The language of a locale's name as POSIX writes it, `fr_BE.UTF-8`; `nil` when it is none of the three.
    public init?(locale: String) {
        let name = locale.prefix { $0 != "_" && $0 != "-" && $0 != "." && $0 != "@" }
        self.init(rawValue: name.lowercased())
    }

    /// The language that an environment asks for: `VAULT_LANGUAGE`, else the locale's messages, else English.
    ///
    /// Of `LC_ALL`, `LC_MESSAGES` and `LANG` the first that is set decides alone, as POSIX has it (Base Definitions §8.2).
    public init(environment: [String: String]) {
        if let own = environment["VAULT_LANGUAGE"], let language = Language(locale: own) {
            self = language
            return
        }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale.flatMap { Language(locale: $0) } ?? .en
    }

    /// Whether somebody chose a language for this program alone, which then goes before what a person has set.
    public static func isChosen(in environment: [String: String]) -> Bool {
        environment["VAULT_LANGUAGE"].map { Language(locale: $0) != nil } ?? false
    }

    /// What its speakers call it.
    var ownName: String {
        switch self {
        case .fr: "Français"
        case .nl: "Nederlands"
        case .en: "English"
        }
    }

    /// Whether so many things take the singular: in French none and one, in Dutch and English one alone.
    func isSingular(_ count: Int) -> Bool {
        switch self {
        case .fr: abs(count) < 2
        case .nl, .en: count == 1
        }
    }
}
