internal import DocVault
internal import Foundation
internal import NIOSSL

/// How a vault is served, read and checked once at start.
package struct ServiceSettings: Sendable {
    package var address: BindAddress
    /// Where people and programs reach the service, as `https://vault.example`: in links, and to tell other sites apart.
    package var publicURL: String?
    /// Whether plain HTTP may be listened for beyond this machine: behind a proxy that ends TLS.
    package var allowsPlain = false
    /// The addresses of proxies whose word for the client's address counts.
    package var trustedProxies: Set<String> = []
    /// Where a proxy in front finds the vault's folder of blobs, for `X-Accel-Redirect`; `nil` to send bytes ourselves.
    package var accelerate: String?
    package var certificate: String?
    package var privateKey: String?
    package var shutdownPatience = Duration.seconds(30)
    package var requestsPerAddress = 1_200
    package var requestsPerAccount = 3_000
    package var hasOpenMetrics = false
    package var identityProvider: IdentityProviderSettings?
    var limits = ConnectionLimits()

    /// What is used when nobody sets anything.
    package init(address: BindAddress) { self.address = address }

    /// Reads all settings.
    /// - Throws: ``VaultError/malformed(field:reason:)`` for one that cannot be.
    package init(_ sources: SettingSources) throws {
        func text(_ setting: Setting) throws -> String? {
            try sources.find(setting).value.flatMap { $0.isEmpty ? nil : $0 }
        }
        func number(_ setting: Setting, in range: ClosedRange<Int>) throws -> Int {
            guard let number = try text(setting).flatMap({ Int($0) }), range.contains(number) else {
                throw VaultError.malformed(
                    field: setting.name,
                    reason: Sentence(
                        "settings.notBetween",
                        ["least": .number(range.lowerBound), "most": .number(range.upperBound)]))
            }
            return number
        }
        func flag(_ setting: Setting) throws -> Bool { try text(setting) == "true" }

        guard let bind = try text(.bind), let address = BindAddress(bind) else {
            throw VaultError.malformed(field: Setting.bind.name, reason: Sentence("settings.noAddress"))
        }
        self.address = address
        publicURL = try text(.publicURL)
        if let publicURL, URL(string: publicURL)?.host() == nil || publicURL.hasSuffix("/") {
            throw VaultError.malformed(field: Setting.publicURL.name, reason: Sentence("settings.noURL"))
        }
        allowsPlain = try flag(.allowPlain)
        trustedProxies = Set(try text(.trustedProxies)?.split(separator: ",").map(String.init) ?? [])
        accelerate = try text(.accelerate)
        (certificate, privateKey) = (try text(.certificate), try text(.privateKey))
        shutdownPatience = .seconds(try number(.shutdownPatience, in: 0...3_600))
        requestsPerAddress = try number(.perAddress, in: 1...1_000_000)
        requestsPerAccount = try number(.perAccount, in: 1...1_000_000)
        hasOpenMetrics = try flag(.openMetrics)
        limits.keepAlive = .seconds(try number(.keepAlive, in: 1...3_600))
        limits.head = .seconds(try number(.headPatience, in: 1...600))
        limits.leastBytesPerSecond = try number(.leastRate, in: 1...1_000_000)
        limits.largestHead = try number(.largestHead, in: 4_096...1_048_576)
        limits.mostConnections = try number(.mostConnections, in: 1...100_000)
        if let issuer = try text(.issuer) {
            guard let client = try text(.clientID), publicURL != nil else {
                throw VaultError.malformed(
                    field: Setting.issuer.name, reason: Sentence("settings.identityProviderIncomplete"))
            }
            guard issuer.hasPrefix("https://") else {
                throw VaultError.malformed(
                    field: Setting.issuer.name, reason: Sentence("settings.identityProviderPlain"))
            }
            identityProvider = IdentityProviderSettings(
                issuer: issuer, clientID: client, clientSecret: try text(.clientSecret),
                claim: try text(.claim) ?? "email", authorities: try text(.authorities))
        }
        try check()
    }

    /// Refuses what would send passwords and documents in the clear.
    private func check() throws {
        if let file = identityProvider?.authorities {
            guard let found = try? NIOSSLCertificate.fromPEMFile(file), !found.isEmpty else {
                throw VaultError.malformed(field: Setting.authorities.name, reason: Sentence("settings.noAuthorities"))
            }
        }
        guard (certificate == nil) == (privateKey == nil) else {
            throw VaultError.malformed(field: Setting.certificate.name, reason: Sentence("settings.halfTLS"))
        }
        guard certificate != nil || allowsPlain || address.isLoopback else {
            throw VaultError.malformed(field: Setting.bind.name, reason: Sentence("settings.plainBeyondLoopback"))
        }
    }

    /// Whether clients reach the service by `https`, here or at a proxy.
    var isSecure: Bool { certificate != nil || publicURL?.hasPrefix("https:") == true }
}

/// The agency's identity provider (OpenID Connect).
package struct IdentityProviderSettings: Hashable, Sendable {
    package let issuer: String
    package let clientID: String
    package let clientSecret: String?
    /// The claim that names a person: `email`, or another that holds their address.
    package let claim: String
    /// A file of certificates (PEM) of the authorities that the provider's own may come from; `nil` for the system's.
    package let authorities: String?
}

extension BindAddress {
    /// Whether only this machine reaches it.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.\d{1,3}){3}/) != nil }
}
