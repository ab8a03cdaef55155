internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// `/sign-in/oidc`: signing in by the agency's identity provider. For browsers.
enum ProviderRoutes {
    static let callback = "/api/v1/sign-in/oidc/callback"

    static let operations: [Operation] = [
        Operation(.get, "/api/v1/sign-in/oidc", query: ["returnTo"], begin),
        Operation(.get, callback, query: ["code", "state", "error", "error_description", "iss", "session_state"], end),
    ]

    /// How long the provider may take to send somebody back, in seconds.
    private static let patience = 600

    @Sendable static func begin(_ call: Call) async throws -> Response {
        guard let provider = call.service.identityProvider else { throw RequestRefusal.nothingHere }
        let query = call.query
        let path = query.text("returnTo") ?? "/"
        guard isLocal(path) else {
            throw RequestRefusal.invalidParameters([
                .init(parameter: "returnTo", detail: Sentence("http.parameterWrong", ["value": .quoted(path)]))
            ])
        }
        let state = try await call.service.vault.beginFederatedSignIn()
        let target = try await call.asking { try await provider.authorization(state) }
        // The state comes back by way of the provider, and here by the browser that was sent: both must be the same, or
        // somebody could be signed in as another by a link.
        let cookie = call.service.settings.providerCookie.setting("\(state.state)\(path)", seconds: patience)
        return Response(
            status: .found, headers: [.location: target, .setCookie: cookie, .cacheControl: "no-store"])
    }

    @Sendable static func end(_ call: Call) async throws -> Response {
        guard let provider = call.service.identityProvider else { throw RequestRefusal.nothingHere }
        let query = call.query
        let given = try query.required("state", query.text("state"))
        let settings = call.service.settings
        guard let cookie = settings.providerCookie.value(in: call.request.headers),
            let slash = cookie.firstIndex(of: "/"), CrossSiteMiddleware.isSame(String(cookie[..<slash]), given),
            isLocal(String(cookie[slash...])),
            let state = try await call.service.vault.finishFederatedSignIn(state: given)
        else { throw RequestRefusal.crossSite }
        // An answer that says whose it is must be the provider's (RFC 9207).
        if let issuer = query.text("iss"), issuer != provider.settings.issuer { throw RequestRefusal.crossSite }
        guard let code = query.text("code") else { throw RequestRefusal.credentialsRefused }
        let vouched = try await call.asking { try await provider.vouched(code: code, for: state) }
        let started = try await call.service.vault.within(call.context.request).signIn(
            issuer: vouched.issuer, subject: vouched.subject, verifiedEmail: vouched.verifiedEmail)
        var headers: HTTPFields = [.location: String(cookie[slash...]), .cacheControl: "no-store"]
        headers.append(HTTPField(name: .setCookie, value: settings.sessionCookie.setting(started.secret)))
        headers.append(HTTPField(name: .setCookie, value: settings.providerCookie.removal))
        return Response(status: .seeOther, headers: headers)
    }

    /// Whether it is a path of ours: nothing by which a browser would leave.
    static func isLocal(_ path: String) -> Bool {
        path.utf8.count <= 300 && path.wholeMatch(of: /\/(?:[A-Za-z0-9._~-][A-Za-z0-9\/._~-]*)?/) != nil
    }
}

extension Call {
    /// Does what needs the provider. What went wrong there is for the log; whoever signs in can only try again.
    fileprivate func asking<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let fault as ProviderFault {
            context.logger.warning("the identity provider did not vouch", metadata: ["fault": "\(fault)"])
            switch fault {
            case .unreachable, .status, .tooLarge, .unreadable, .insecure, .wrongIssuer:
                throw RequestRefusal.providerUnavailable
            case .unknownKey, .badSignature, .claimRefused: throw RequestRefusal.credentialsRefused
            }
        }
    }
}
