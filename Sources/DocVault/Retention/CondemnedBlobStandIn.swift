enum CondemnedBlobRecords {
    static func condemn(_ blob: BlobDescriptor, for id: DispositionCase.ID, at now: Instant, in connection: any SQLConnection) throws -> Bool { false }
}
extension Vault {
    func removeCondemned(for id: DispositionCase.ID) async throws -> Bool { true }
}
