internal import Foundation

/// All sentences that people read, in all three languages.
struct SentenceCatalogue: Sendable {
    /// The catalogue that was built into the program: one file for each area, whose name begins every key in it.
    static let embedded = SentenceCatalogue([
        PackageResources.access_json,
        PackageResources.account_json,
        PackageResources.archive_json,
        PackageResources.bag_json,
        PackageResources.checklist_json,
        PackageResources.collection_json,
        PackageResources.command_json,
        PackageResources.completeness_json,
        PackageResources.decision_json,
        PackageResources.description_json,
        PackageResources.doctor_json,
        PackageResources.dossier_json,
        PackageResources.error_json,
        PackageResources.export_json,
        PackageResources.finding_json,
        PackageResources.http_json,
        PackageResources.index_json,
        PackageResources.journal_json,
        PackageResources.model_json,
        PackageResources.party_json,
        PackageResources.policy_json,
        PackageResources.receipt_json,
        PackageResources.record_json,
        PackageResources.retention_json,
        PackageResources.seal_json,
        PackageResources.settings_json,
        PackageResources.timestamp_json,
        PackageResources.upload_json,
        PackageResources.verify_json,
    ])

    private let sentences: [String: [String: String]]

    /// Reads files of sentences, each an object `{"area.name": {"fr": …, "nl": …, "en": …}}`. What cannot be read is left
    /// out: a test finds it before anybody else does.
    init(_ files: [[UInt8]]) {
        var sentences: [String: [String: String]] = [:]
        for file in files {
            let area = try? JSONDecoder().decode([String: [String: String]].self, from: Data(file))
            sentences.merge(area ?? [:]) { first, _ in first }
        }
        self.sentences = sentences
    }

    var keys: Set<String> { Set(sentences.keys) }

    subscript(key: String, language: Language) -> SentenceTemplate? {
        sentences[key]?[language.rawValue].map(SentenceTemplate.init)
    }
}
