/// A change of the key that signs the journal: what both keys sign.
struct KeyRotation {
    let old: NoteVerifierKey
    let new: NoteVerifierKey

    var statement: [UInt8] { Array("docvault key rotation\n\(old)\n\(new)\n".utf8) }
}

/// The keys of a journal as its events tell of them: the one made with the vault, then one for each rotation.
///
/// Each key is vouched for by the one before it, so whoever trusts the first need trust nobody for the others.
struct KeyChain {
    private let origin: String
    /// The newest last; each of the others counts up to the size at which it was replaced.
    private(set) var keys: [PublishedKey] = []

    init(origin: String) { self.origin = origin }

    /// Takes up the next event.
    mutating func follow(_ sequence: Int, _ event: CanonicalJSON.Object) throws(JournalFlaw) {
        if sequence == 0 {
            guard event["action"]?.text == JournalAction.vaultCreated.rawValue, let first = key(in: event["after"])
            else { throw .firstKeyMissing }
            keys = [PublishedKey(first)]
        } else if event["action"]?.text == JournalAction.keyRotated.rawValue {
            try rotate(sequence, event)
        }
    }

    private mutating func rotate(_ sequence: Int, _ event: CanonicalJSON.Object) throws(JournalFlaw) {
        guard let last = keys.last?.key, key(in: event["before"]) == last, let new = key(in: event["after"]),
            !keys.contains(where: { $0.key == new })
        else { throw .rotationOfOtherKey(sequence: sequence) }
        let statement = KeyRotation(old: last, new: new).statement
        guard case .object(let after)? = event["after"], last.signed(statement, as: after["signatureByOldKey"]) else {
            throw .rotationUnsignedByOldKey(sequence: sequence)
        }
        guard new.signed(statement, as: after["signatureByNewKey"]) else {
            throw .rotationUnsignedByNewKey(sequence: sequence)
        }
        keys = keys.dropLast() + [PublishedKey(last, lastSize: sequence), PublishedKey(new)]
    }

    private func key(in state: CanonicalJSON?) -> NoteVerifierKey? {
        guard case .object(let state)? = state, let key = state["key"]?.text.flatMap({ NoteVerifierKey($0) }) else {
            return nil
        }
        return key.name.bytes == Array(origin.utf8) ? key : nil
    }

    /// Compares the chain with the list that is published, and with the private key that signs.
    func check(_ files: JournalKeys) throws {
        guard let newest = keys.last?.key else { throw JournalFlaw.firstKeyMissing }
        // A rotation may have been cut after its event: the next publication puts its key in place.
        let isCut = try files.nextKey() == newest
        guard files.published == keys || isCut && files.published == keysBeforeLastRotation else {
            let same = zip(files.published, keys).prefix { $0 == $1 }.count
            throw JournalFlaw.keyListDiffers(line: same + 1)
        }
        // A key that cannot be used signs nothing; `doctor` says why.
        guard let present = try? files.presentKey(), present != newest else { return }
        guard isCut, present == keysBeforeLastRotation.last?.key else {
            throw JournalFlaw.signerNotInForce(fingerprint: present.fingerprint)
        }
    }

    private var keysBeforeLastRotation: [PublishedKey] {
        keys.dropLast(2) + keys.dropLast().suffix(1).map { PublishedKey($0.key) }
    }
}

extension NoteVerifierKey {
    fileprivate func signed(_ statement: [UInt8], as signature: CanonicalJSON?) -> Bool {
        guard let bytes = signature?.text.flatMap({ Base64.decode($0.utf8) }) else { return false }
        return publicKey.isValid(bytes, for: statement)
    }
}
