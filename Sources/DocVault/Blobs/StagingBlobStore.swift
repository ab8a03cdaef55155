/// A blob store that also keeps files that arrive in parts, and takes a whole one as a blob without copying it.
///
/// The calls are synchronous and block: run them off the cooperative pool. Each passes `StagingContractTests`.
protocol StagingBlobStore: BlobStore {
    /// Opens the file of an upload and cuts it to `offset`: what is beyond was never acknowledged. Made, if there is none.
    /// - Returns: `nil` when the file is shorter: bytes that were acknowledged are lost.
    func openUpload(_ name: String, cutTo offset: Int64) throws(VaultError) -> (any UploadFile)?

    /// Takes a file, all of whose bytes are durable, as the blob that it is. Nobody writes to it any more.
    ///
    /// As ``BlobStore/put(_:)``: when it returns, the blob survives a power cut; equal bytes that are here are compared. The
    /// upload keeps its name until ``removeUpload(_:)``, so that a completion that was cut short can be done again.
    func adopt(
        _ file: any UploadFile, as descriptor: BlobDescriptor, _ mediaType: MediaType
    ) async throws -> BlobDeposit

    /// Removes the file of an upload, if it is there. The blob that it became stays.
    func removeUpload(_ name: String) throws(VaultError)

    /// How many bytes there is room for.
    func availableBytes() throws(VaultError) -> Int64
}

/// The open file of one upload. Its calls block.
protocol UploadFile: AnyObject, Sendable {
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(VaultError)

    /// Asks for bytes to be written out, without waiting.
    func startWriteback(offset: Int64, length: Int64)

    /// Returns when all that was written, and the file's name, survive a power cut. Never called again after a failure.
    func synchronize() throws(VaultError)

    func cut(to offset: Int64) throws(VaultError)

    /// Fills a buffer, as far as there are bytes, and returns the count.
    func fill(_ buffer: borrowing ReadBuffer, at offset: Int64) throws(VaultError) -> Int
}
