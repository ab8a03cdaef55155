internal import SystemPackage

/// What the use cases of signing in share: times, the hasher of passwords, keys, and what is counted in memory.
package struct SignInDesk: Sendable {
    let times: SignInTimes
    let passwords: PasswordHasher
    let sealer: SecretSealer
    let names: KeyedName
    let limiter = RateLimiter()

    /// For a vault without a folder: its keys last as long as this value.
    package init(times: SignInTimes = SignInTimes(), passwords: PasswordHasher = PasswordHasher()) {
        (self.times, self.passwords, sealer, names) = (times, passwords, SecretSealer(), KeyedName())
    }

    init(
        keysIn folder: FilePath, times: SignInTimes = SignInTimes(), passwords: PasswordHasher = PasswordHasher()
    ) {
        (self.times, self.passwords) = (times, passwords)
        (sealer, names) = (SecretSealer(keysIn: folder), KeyedName(keysIn: folder))
    }
}
