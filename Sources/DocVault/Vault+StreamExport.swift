extension Vault {
    /// How much goes out before it is asked again whether it still may.
    private static let stretchBetweenChecks: Int64 = 64 << 20

    /// Writes one archive of a prepared export to whoever takes it: a pipe, an answer to a request.
    ///
    /// The journal is told before the first byte. Each piece is hashed on its way, and its last bytes go out only when it is
    /// what it should be; whether it may still leave is asked again on the way and before the end. An archive that is ended
    /// early ends amid a file, so that no reader takes it for whole.
    /// - Parameters:
    ///   - volume: Which archive, from 0.
    ///   - offset: The first byte that is wanted. The bytes before it are made again and left out.
    ///   - validator: What ``PreparedExport/Volume/validator`` was when those bytes were received.
    ///   - consume: Takes the bytes in order; while it waits, nothing is read.
    /// - Throws: ``VaultError/exportChanged(_:)`` when the bytes are others now; ``VaultError/refused(_:)``, also amid the
    ///   archive; ``VaultError/blobCorrupt(_:)``; whatever `consume` throws, unchanged.
    public func streamExport(
        _ export: PreparedExport, volume index: Int = 0, from offset: Int64 = 0, ifMatches validator: String? = nil,
        to consume: @escaping ([UInt8]) async throws -> Void
    ) async throws {
        let volume = export.volumes[index]
        let code = export.request.code
        if let validator, validator != volume.validator { throw VaultError.exportChanged(code) }
        if let size = volume.sizeInBytes, !(0...size).contains(offset) {
            throw VaultError.malformed(
                field: "--offset", reason: Sentence("export.offsetBeyondEnd", ["size": .number(Int(size))]))
        }
        try await announce(export, delivery: "stream", volume: index, from: offset)
        try await executor.run {
            let stream = try ArchiveStream(
                of: volume.plan, as: export.format, from: offset, blobs: blobs, checksPieces: true, to: consume)
            var checked: Int64 = 0
            try await stream.write(
                beforeEnd: { try await checkStillAllowed(code) },
                { written in
                    guard written - checked >= Self.stretchBetweenChecks else { return }
                    checked = written
                    try await checkStillAllowed(code)
                })
            // How long a compressed archive is, is known only now.
            guard stream.position >= offset else {
                throw VaultError.malformed(
                    field: "--offset",
                    reason: Sentence("export.offsetBeyondEnd", ["size": .number(Int(stream.position))]))
            }
        }
    }

    /// Writes a stretch of one archive, or all of it, as ``streamExport(_:volume:from:ifMatches:to:)`` does.
    ///
    /// A stretch that ends before the archive does holds no last bytes of a piece that was not found to be right.
    package func streamExport(
        _ export: PreparedExport, volume index: Int, in range: Range<Int64>?,
        to consume: @escaping ([UInt8]) async throws -> Void
    ) async throws {
        guard let range, range.upperBound != export.volumes[index].sizeInBytes else {
            return try await streamExport(export, volume: index, from: range?.lowerBound ?? 0, to: consume)
        }
        var left = range.count
        do {
            try await streamExport(export, volume: index, from: range.lowerBound) { bytes in
                try await consume(bytes.count > left ? Array(bytes.prefix(left)) : bytes)
                left -= min(left, bytes.count)
                if left == 0 { throw StretchEnded() }
            }
        } catch is StretchEnded {}
    }

    private func checkStillAllowed(_ code: DossierCode) async throws {
        try await database.view(.exportDossier, of: .dossier(code), by: context) { _, _ in }
    }
}

/// All that was asked for is written.
private struct StretchEnded: Error {}
