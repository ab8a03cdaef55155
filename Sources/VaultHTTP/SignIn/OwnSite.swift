internal import DocVault
internal import Foundation
internal import HTTPTypes

/// Tells pages of our own from those of other sites, by what browsers say of a request and pages cannot change.
struct OwnSite: Sendable {
    /// Where people reach the service, if that is set; else wherever a request says that it was sent.
    let publicURL: String?

    /// Whether a request may come from a page of ours. Programs say nothing of where they are, and no cookie is theirs.
    func isOrigin(of request: HTTPRequest) -> Bool {
        let fields = request.headerFields
        // A page of another host of the same domain is not ours either.
        if let site = fields[.secFetchSite], site != "same-origin", site != "none" { return false }
        guard let origin = fields[.origin] else { return true }
        guard let publicURL else {
            guard let authority = request.authority, let separator = origin.firstRange(of: "://") else { return false }
            return origin[separator.upperBound...].lowercased() == authority.lowercased()
        }
        return origin.lowercased() == Self.origin(of: publicURL)
    }

    /// The address for links: that which is set, or what the request was sent to.
    func base(for request: HTTPRequest, isSecure: Bool) -> String {
        publicURL ?? "\(isSecure ? "https" : "http")://\(request.authority ?? "localhost")"
    }

    private static func origin(of address: String) -> String? {
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased(), let host = url.host()?.lowercased()
        else { return nil }
        let usual = scheme == "https" ? 443 : 80
        let port = url.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? ""
        return "\(scheme)://\(host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host)\(port)"
    }
}

extension ServiceSettings {
    var ownSite: OwnSite { OwnSite(publicURL: publicURL) }
}

extension HTTPRequest.Method {
    /// Whether a request of it asks for nothing to be changed (RFC 9110 §9.2.1).
    var isSafe: Bool { self == .get || self == .head || self == .options || self == .trace }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let csrfToken = HTTPField.Name("X-CSRF-Token")!
}
