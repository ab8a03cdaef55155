internal import HTTPTypes

/// A cookie that scripts cannot read and other sites' pages do not send along.
///
/// Over TLS its name begins with `__Host-`: a browser takes such a one from this very host only, so that no neighbour under
/// the same domain can plant its own (RFC 6265bis §4.1.3.2). Plain HTTP is for one's own machine.
struct HostCookie: Hashable, Sendable {
    let name: String
    private let isSecure: Bool

    init(_ name: String, isSecure: Bool) {
        self.name = isSecure ? "__Host-\(name)" : name
        self.isSecure = isSecure
    }

    /// The field that gives the cookie a value.
    /// - Parameter seconds: How long; without it until the browser is closed.
    func setting(_ value: String, seconds: Int? = nil) -> String {
        var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { text += "; Secure" }
        if let seconds { text += "; Max-Age=\(seconds)" }
        return text
    }

    /// The field that takes it away.
    var removal: String { setting("", seconds: 0) }

    /// The cookie of a request; `nil` without one.
    func value(in headers: HTTPFields) -> String? {
        for field in headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let pair = pair.trimmingPrefix(while: \.isWhitespace)
                guard pair.hasPrefix("\(name)=") else { continue }
                let value = pair.dropFirst(name.count + 1)
                return value.isEmpty ? nil : String(value)
            }
        }
        return nil
    }
}

extension ServiceSettings {
    /// Holds a session's secret.
    var sessionCookie: HostCookie { HostCookie("docvault", isSecure: isSecure) }
    /// Holds what ties a sign-in by the identity provider to the browser that began it.
    var providerCookie: HostCookie { HostCookie("docvault-provider", isSecure: isSecure) }
}
