internal import DocVault
internal import Foundation

/// The description of the API that is served: one file an area, put together at start.
///
/// A test compares its operations with those of ``VaultRouter/operations``, so neither can be without the other.
enum OpenAPIDocument {
    private static let areas = [
        PackageResources.document_json, PackageResources.sign_in_json, PackageResources.parties_json,
        PackageResources.dossiers_json, PackageResources.requirements_json, PackageResources.attachments_json,
        PackageResources.documents_json, PackageResources.findings_json, PackageResources.retention_json,
        PackageResources.journal_json, PackageResources.service_json,
    ]

    /// The whole document (OpenAPI 3.1).
    static let bytes: [UInt8] = {
        var document: [String: Any] = [:]
        for area in areas {
            guard let object = try? JSONSerialization.jsonObject(with: Data(area)) as? [String: Any] else { continue }
            merge(object, into: &document)
        }
        let data = try? JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        return Array(data ?? Data())
    }()

    /// The operations that it describes, as `GET /api/v1/dossiers`.
    static var operations: Set<String> {
        guard let document = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let paths = document["paths"] as? [String: [String: Any]]
        else { return [] }
        let methods: Set<String> = ["get", "head", "post", "put", "patch", "delete", "options"]
        return Set(
            paths.flatMap { path, item in
                item.keys.filter(methods.contains).map { "\($0.uppercased()) \(path)" }
            })
    }

    private static func merge(_ addition: [String: Any], into document: inout [String: Any]) {
        for (name, value) in addition {
            guard let new = value as? [String: Any], var old = document[name] as? [String: Any] else {
                document[name] = value
                continue
            }
            merge(new, into: &old)
            document[name] = old
        }
    }
}
