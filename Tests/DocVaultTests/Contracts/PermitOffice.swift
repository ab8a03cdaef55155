import VaultTestSupport

@testable import DocVault

/// A catalog that knows of no document, where a test gets permits as a collector does: there is no other way to one.
struct PermitOffice: Sendable {
    private let database: SQLiteDatabase
    private let identifiers = IdentifierSource(clock: FixedClock())

    init() throws { database = try SQLiteDatabase.inMemory() }

    /// Condemns a blob and permits to put it into the trash.
    func permit(for blob: BlobDescriptor) async throws -> RemovalPermit {
        let identifiers = identifiers
        let permits = try await database.write { connection in
            let now = FixedClock().now()
            _ =
                (try CondemnedBlobRecords.condemn(
                    blob, for: nil, at: now, identifiers: identifiers, in: connection))
            return try CondemnedBlobRecords.trash(atMost: 1, for: nil, at: now, in: connection)
        }
        return permits[0]
    }
}
