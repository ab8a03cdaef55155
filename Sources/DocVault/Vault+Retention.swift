extension Vault {
    /// Why a document is kept, until when, and under which text (promise 6).
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``RetentionRefusal/documentDisposed(_:)`` for one that was destroyed.
    public func explainRetention(of document: Document.ID) async throws -> RetentionExplanation {
        try await database.view(.explainRetention, of: .document(document), by: context) { connection, admission in
            guard let digest = try DocumentRecords.latestDigest(of: document, in: connection) else {
                throw VaultError.documentNotFound(document.description)
            }
            if let tombstone = try TombstoneRecords.tombstone(of: document, in: connection) {
                throw VaultError.retentionRefused(.documentDisposed(tombstone))
            }
            let explained = try ExplanationRecords.documents(of: digest, for: admission, in: connection)
            return RetentionExplanation(document: document, digest: digest, documents: explained)
        }
    }

    /// Why the bytes with a digest are kept: all documents that have them, of the dossiers that the actor may read.
    /// - Throws: ``VaultError/blobNotFound(_:)``.
    public func explainRetention(of digest: Digest) async throws -> RetentionExplanation {
        try await database.view(.explainRetention, of: .blob(digest), by: context) { connection, admission in
            let explained = try ExplanationRecords.documents(of: digest, for: admission, in: connection)
            guard !explained.isEmpty else { throw VaultError.blobNotFound(digest) }
            return RetentionExplanation(document: nil, digest: digest, documents: explained)
        }
    }

    /// Dossiers with documents that may be destroyed from a day on, by their codes: a page of them.
    /// - Parameter after: The last dossier of the page before. A page holds what was found among the next dossiers.
    /// - Returns: What is due, and where the next page begins; `nil` after the last.
    /// - Complexity: Walks the dossiers of the page; their documents are counted, not read, unless holds cover some.
    public func retentionDue(
        on day: CivilDate, after code: DossierCode? = nil, limit: Int = 2_000
    ) async throws -> (due: [DueDisposal], next: DossierCode?) {
        try await database.view(.listRetention, by: context) { connection, _ in
            var due: [DueDisposal] = []
            let next = try ForecastRecords.forEachDossier(after: code, limit: limit, in: connection) { found in
                let documents = found.counts.filter { $0.key.map { $0 <= day } ?? false }
                guard let first = documents.keys.compactMap(\.self).min() else { return }
                due.append(
                    DueDisposal(dossier: found.code, since: first, documentCount: documents.values.reduce(0, +)))
            }
            return (due, next)
        }
    }

    /// The next dossiers with documents that may be destroyed, as ``retentionDue(on:after:limit:)`` finds them.
    /// - Parameter day: Today in Brussels, where none is named.
    /// - Parameter count: How many at most.
    package func retentionDue(
        by day: CivilDate?, after code: DossierCode?, atMost count: Int
    ) async throws -> ListPage<DueDisposal, DossierCode> {
        let day = day ?? clock.now().dayInBrussels
        var found: [DueDisposal] = []
        var last = code
        repeat {
            let page = try await retentionDue(on: day, after: last)
            found += page.due
            last = page.next
        } while last != nil && found.count <= count
        return ListPage(found, limit: count, position: \.dossier)
    }

    /// All pages of ``retentionForecast(after:limit:)`` together.
    package func wholeRetentionForecast() async throws -> RetentionForecast {
        var forecast = RetentionForecast()
        var last: DossierCode?
        repeat {
            let page = try await retentionForecast(after: last)
            forecast.add(page.forecast)
            last = page.next
        } while last != nil
        return forecast
    }

    /// How many documents may be destroyed from which year on, and how many of which nobody can say yet.
    /// - Parameter after: As in ``retentionDue(on:after:limit:)``; add the pages up with ``RetentionForecast/add(_:)``.
    public func retentionForecast(
        after code: DossierCode? = nil, limit: Int = 2_000
    ) async throws -> (forecast: RetentionForecast, next: DossierCode?) {
        try await database.view(.listRetention, by: context) { connection, _ in
            var forecast = RetentionForecast()
            let next = try ForecastRecords.forEachDossier(after: code, limit: limit, in: connection) { found in
                for (day, count) in found.counts { forecast.count(count, from: day) }
                for year in Set(found.counts.keys.map { $0?.year }) { forecast.countDossier(in: year) }
            }
            return (forecast, next)
        }
    }
}
