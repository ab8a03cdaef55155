internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers/{dossier}/export` and `/sample`: dossiers as archives that outside tools can verify.
///
/// The bytes are made while they go out, and the same again for whoever continues: `ETag` says which state of the dossier
/// they are of.
enum ExportRoutes {
    private static let exportParameters = [
        "format", "perspective", "requirement", "round", "volumeSize", "volume",
    ]
    private static let sampleParameters = ["size", "seed", "perspective", "format"]

    static let operations: [Operation] = [
        Operation(.get, "/api/v1/dossiers/{dossier}/export", query: exportParameters, export),
        Operation(.head, "/api/v1/dossiers/{dossier}/export", query: exportParameters, export),
        Operation(.get, "/api/v1/dossiers/{dossier}/sample", query: sampleParameters, sample),
        Operation(.head, "/api/v1/dossiers/{dossier}/sample", query: sampleParameters, sample),
        Operation(.get, "/api/v1/export-certificate", certificate),
    ]

    /// The largest size of a volume: beyond it, numbers in JSON lose their last digits.
    private static let largestVolume = 9_007_199_254_740_991

    @Sendable static func export(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let query = call.query
        let vault = try call.vaultOfBytes
        let volumeSize = try query.integer("volumeSize", in: 1_000_000...largestVolume)
        let volume = try query.integer("volume", in: 1...100_000)
        let export = try await vault.prepareExport(
            code, scope: try scope(query), perspective: try query.choice("perspective"),
            as: try query.choice("format") ?? .zip, volumeSize: volumeSize.map(Int64.init))
        return try download(export, volume: volume ?? 1, by: vault).answer(to: call.request)
    }

    @Sendable static func sample(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let query = call.query
        let vault = try call.vaultOfBytes
        let size = try query.required("size", try query.integer("size", in: 1...1_000_000))
        let seed = try query.required("seed", query.words("seed", atMost: 200))
        let export = try await vault.prepareExport(
            code, scope: .sample(Sample(size: size, seed: seed)), perspective: try query.choice("perspective"),
            as: try query.choice("format") ?? .zip)
        return try download(export, volume: 1, by: vault).answer(to: call.request)
    }

    /// What seals of exports are checked with.
    @Sendable static func certificate(_ call: Call) async throws -> Response {
        let certificate = try await call.vault.publishedExportCertificate()
        var object = JSONObject()
        object["fingerprint"] = .text(certificate.fingerprint)
        object["certificate"] = .text(certificate.pem)
        return .json(object)
    }

    private static func scope(_ query: QueryFields) throws -> ExportScope {
        let requirement: RequirementCode? = try query.code("requirement")
        guard let round = try query.integer("round", in: 1...1_000_000) else {
            return requirement.map(ExportScope.requirement) ?? .dossier
        }
        return .round(round, of: try query.required("requirement", requirement))
    }

    private static func download(
        _ export: PreparedExport, volume number: Int, by vault: Vault
    ) throws -> Download {
        guard number <= export.volumes.count else { throw RequestRefusal.nothingHere }
        let volume = export.volumes[number - 1]
        var headers = HTTPFields.untrustedDownload(named: "\(volume.bagName).\(export.format.rawValue)")
        headers[.exportVolumes] = "\(export.volumes.count)"
        return Download(
            tag: EntityTag(opaque: volume.validator), length: volume.sizeInBytes, type: export.format.mediaType,
            headers: headers, mostRanges: 1
        ) { range, outlet in
            try await vault.streamExport(export, volume: number - 1, in: range) { try await outlet.write($0) }
        }
    }
}

extension ArchiveFormat {
    fileprivate var mediaType: String {
        switch self {
        case .zip: "application/zip"
        case .tar: "application/x-tar"
        case .tarZstandard: "application/zstd"
        }
    }
}

extension HTTPField.Name {
    static let exportVolumes = HTTPField.Name("Export-Volumes")!
}

extension Call {
    /// The vault as the caller may use it, for bytes: their `If-Match` names them, and not an event.
    var vaultOfBytes: Vault { get throws { try signedIn.vault.within(context.request) } }
}
