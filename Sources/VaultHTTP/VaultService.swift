internal import DocVault
internal import Logging

/// What every route works with.
struct VaultService: Sendable {
    /// The vault, for acts of the program itself: a route takes ``Call/vault``, which acts as the caller.
    let vault: Vault
    let logger: Logger
}
