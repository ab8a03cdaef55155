internal import SystemPackage

/// Putting a new key in the place of the one that signs. The event decides: before it the old key is in force, after it the
/// new one, whatever was cut.
///
/// 1. The old key signs a checkpoint over all that is there.
/// 2. The new private key is written beside the old one, as `keys/journal-key.pem.next`.
/// 3. The event `key.rotated`, signed by both, is recorded.
/// 4. The list of public keys gets the new one, and the old one the size up to which it counts.
/// 5. The new private key takes the name of the old one.
///
/// All of it under the lock of the publication, so that nobody signs in between. What finds a key beside the present one
/// goes on at step 4 if its event is there, and removes it if not.
extension JournalPublisher {
    func rotateKey(
        by context: ActContext, _ subject: Identifier<JournalKeys>
    ) async throws -> PublishedCheckpoint {
        try await executor.run { try await rotateInTurn(by: context, subject) }
    }

    private func rotateInTurn(
        by context: ActContext, _ subject: Identifier<JournalKeys>
    ) async throws -> PublishedCheckpoint {
        let lock = try await beginTurn()
        defer { end(lock) }
        _ = try await publishLocked()
        try await recordRotation(by: context, subject)
        return try await publishLocked()
    }

    private func recordRotation(by context: ActContext, _ subject: Identifier<JournalKeys>) async throws {
        let files = try keys
        let old = try files.signer()
        let key = try Ed25519PrivateKey.generate()
        let rotation = KeyRotation(
            old: old.verifierKey, new: try JournalKeys.verifierKey(of: key, origin: files.origin))
        let byOld = Base64.encode(try old.sign(rotation.statement))
        let byNew = Base64.encode(try key.sign(rotation.statement))
        // Before the event: a key that the journal names must not be lost in a crash.
        try files.writeNext(key)
        try await database.write(by: context) { _, journal in
            _ = try journal.append(
                .keyRotated, JournalSubject(.key, subject), before: ["key": .string(rotation.old.description)],
                after: [
                    "key": .string(rotation.new.description),
                    "signatureByNewKey": .string(byNew), "signatureByOldKey": .string(byOld),
                ])
        }
    }

    /// Ends a rotation that was begun, by this call or by a process that did not come that far.
    func finishRotation() async throws {
        let files = try keys
        guard let next = try files.nextKey() else { return }
        let event = try await database.read { try JournalRecords.last(.keyRotated, in: $0) }
        if let event, let body = event.opening?.body, case .object(let object) = try CanonicalJSON(canonical: body),
            case .object(let after)? = object["after"], after["key"]?.text == next.description
        {
            try files.putNextInPlace(next, at: event.sequence)
        } else {
            try files.removeNext()
        }
    }
}

extension JournalKeys {
    private static let nextFile = "\(privateFile).next"

    /// The public half of a key that a rotation was about to put in place, if one was cut.
    func nextKey() throws(VaultError) -> NoteVerifierKey? {
        let path = folder.appending(Self.nextFile)
        let isThere = try onVault { () throws(SystemCallFailure) in try LinuxFileSystem().status(at: path) != nil }
        return isThere ? try read(Self.nextFile).verifierKey : nil
    }

    fileprivate func writeNext(_ key: borrowing Ed25519PrivateKey) throws(VaultError) {
        try Self.write(key, named: Self.nextFile, in: folder)
    }

    /// Lists the key and lets it sign.
    /// - Parameter size: How many events there were before that of the rotation.
    fileprivate func putNextInPlace(_ next: NoteVerifierKey, at size: Int) throws(VaultError) {
        if let old = published.last, old.key != next {
            let keys = published.dropLast() + [PublishedKey(old.key, lastSize: size), PublishedKey(next)]
            try Self.replacePublished(with: Array(keys), in: folder)
        }
        try onVault { () throws(SystemCallFailure) in
            let files = LinuxFileSystem()
            try files.rename(folder.appending(Self.nextFile), to: folder.appending(Self.privateFile))
            try files.synchronizeFolder(folder)
        }
    }

    fileprivate func removeNext() throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in try LinuxFileSystem().remove(folder.appending(Self.nextFile)) }
    }
}
