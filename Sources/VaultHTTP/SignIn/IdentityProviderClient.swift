internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// What is asked of an identity provider over the network.
protocol IdentityProviderClient: Sendable {
    /// Reads a document that anybody may read.
    func get(_ url: URL) async throws -> [UInt8]
    /// Sends a form, as a program that may have credentials of its own.
    func post(_ form: [URLQueryItem], to url: URL, credentials: ProviderCredentials?) async throws -> [UInt8]
}

/// What the service itself is known by at the provider.
struct ProviderCredentials: Hashable, Sendable {
    let clientID: String
    let secret: String
}

/// Why a sign-in by the identity provider came to nothing: for the log, where the operator finds it.
enum ProviderFault: Error, Hashable, Sendable {
    case unreachable(String)
    case status(Int)
    case tooLarge
    case unreadable(String)
    /// An address that is not `https`, where secrets would go in the clear.
    case insecure
    case wrongIssuer
    case unknownKey
    case badSignature
    case claimRefused(String)
}

/// Asks over HTTPS, with an end to patience and to what is read.
///
/// Redirects are not followed: what is asked is asked of the provider that was set up, and secrets go to nobody else.
struct HTTPSProviderClient: IdentityProviderClient {
    private static let patience = TimeAmount.seconds(10)
    private static let largest = 1 << 20

    /// A file of certificates in PEM, of whom the provider may have its own from; `nil` for those of the system.
    let authorities: String?

    func get(_ url: URL) async throws -> [UInt8] { try await send(HTTPClientRequest(url: url.absoluteString)) }

    func post(_ form: [URLQueryItem], to url: URL, credentials: ProviderCredentials?) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        if let credentials {
            // Both are form-encoded before they are joined (RFC 6749 §2.3.1).
            let (name, password) = (FormText.encode(credentials.clientID), FormText.encode(credentials.secret))
            request.setBasicAuth(username: name, password: password)
        }
        request.body = .bytes(ByteBuffer(string: FormText.encode(form)))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> [UInt8] {
        guard request.url.hasPrefix("https://") else { throw ProviderFault.insecure }
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        do {
            // One client an exchange: people sign in seldom, and nothing is kept open between.
            return try await HTTPClient.withHTTPClient(configuration: configuration) { [request] client in
                let response = try await client.execute(request, timeout: Self.patience)
                guard response.status == .ok else { throw ProviderFault.status(Int(response.status.code)) }
                do {
                    return Array((try await response.body.collect(upTo: Self.largest)).readableBytesView)
                } catch is NIOTooManyBytesError {
                    throw ProviderFault.tooLarge
                }
            }
        } catch let fault as ProviderFault {
            throw fault
        } catch {
            throw ProviderFault.unreachable("\(error)")
        }
    }

    private var configuration: HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let authorities { tls.trustRoots = .file(authorities) }
        tls.minimumTLSVersion = .tlsv12
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: Self.patience, read: Self.patience)
        return configuration
    }
}

/// Text as forms and queries write it.
enum FormText {
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    static func encode(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "" }

    static func encode(_ items: [URLQueryItem]) -> String {
        items.map { "\(encode($0.name))=\(encode($0.value ?? ""))" }.joined(separator: "&")
    }
}
