internal import Configuration
internal import DocVault

/// One thing that can be set: its name in files, and what it is when nobody sets it.
///
/// `http.publicURL` is `{"http": {"publicURL": …}}` in a file, `VAULT_HTTP_PUBLIC_URL` in the environment.
package struct Setting: Hashable, Sendable {
    package let name: String
    package let kind: Kind
    package let isSecret: Bool
    /// What it is when nobody sets it; `nil` for nothing.
    package let usual: String?

    package enum Kind: Hashable, Sendable { case text, number, flag, list }

    init(_ name: String, _ kind: Kind, usual: String? = nil, isSecret: Bool = false) {
        (self.name, self.kind, self.usual, self.isSecret) = (name, kind, usual, isSecret)
    }

    var key: AbsoluteConfigKey { AbsoluteConfigKey(name.split(separator: ".").map(String.init)) }

    var type: ConfigType {
        switch kind {
        case .text: .string
        case .number: .int
        case .flag: .bool
        case .list: .stringArray
        }
    }
}

extension Setting {
    static let bind = Setting("http.bind", .text, usual: "127.0.0.1:8080")
    static let publicURL = Setting("http.publicURL", .text)
    static let allowPlain = Setting("http.allowPlain", .flag, usual: "false")
    static let trustedProxies = Setting("http.trustedProxies", .list)
    static let accelerate = Setting("http.accelerate", .text)
    static let keepAlive = Setting("http.keepAliveSeconds", .number, usual: "60")
    static let headPatience = Setting("http.headSeconds", .number, usual: "15")
    static let leastRate = Setting("http.leastBytesPerSecond", .number, usual: "256")
    static let largestHead = Setting("http.largestHead", .number, usual: "32768")
    static let mostConnections = Setting("http.mostConnections", .number, usual: "4096")
    static let shutdownPatience = Setting("http.shutdownSeconds", .number, usual: "30")
    static let certificate = Setting("tls.certificate", .text)
    static let privateKey = Setting("tls.key", .text)
    static let perAddress = Setting("limits.perAddressPerMinute", .number, usual: "1200")
    static let perAccount = Setting("limits.perAccountPerMinute", .number, usual: "3000")
    static let openMetrics = Setting("metrics.open", .flag, usual: "false")
    static let issuer = Setting("oidc.issuer", .text)
    static let clientID = Setting("oidc.clientID", .text)
    static let clientSecret = Setting("oidc.clientSecret", .text, isSecret: true)
    static let claim = Setting("oidc.claim", .text, usual: "email")
    static let authorities = Setting("oidc.authorities", .text)

    /// The name of the one that has a flag of its own.
    package static let bindName = bind.name

    /// All of them, in the order in which they are shown.
    package static let all: [Setting] = [
        .bind, .publicURL, .allowPlain, .trustedProxies, .accelerate, .keepAlive, .headPatience, .leastRate,
        .largestHead, .mostConnections, .shutdownPatience, .certificate, .privateKey, .perAddress, .perAccount,
        .openMetrics, .issuer, .clientID, .clientSecret, .claim, .authorities,
    ]
}
