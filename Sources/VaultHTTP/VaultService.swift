internal import DocVault
internal import Logging

/// What every route works with.
struct VaultService: Sendable {
    /// The vault, for acts of the program itself: a route takes ``Call/vault``, which acts as the caller.
    let vault: Vault
    let settings: ServiceSettings
    let metrics: ServiceMetrics
    let logger: Logger
    /// Where people may sign in besides; `nil` where none is set up.
    var identityProvider: IdentityProvider?
    /// Where a server in front finds the folder `blobs`, as `/internal/blobs`, if it is to send documents itself
    /// (`X-Accel-Redirect`); `nil` if the service does.
    var internalContentFolder: String?
}
