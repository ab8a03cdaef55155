internal import Foundation

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

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
    private static let patience: TimeInterval = 10
    private static let largest = 1 << 20

    func get(_ url: URL) async throws -> [UInt8] { try await send(URLRequest(url: url)) }

    func post(_ form: [URLQueryItem], to url: URL, credentials: ProviderCredentials?) async throws -> [UInt8] {
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        if let credentials {
            // Both are form-encoded before they are joined (RFC 6749 §2.3.1).
            let pair = [credentials.clientID, credentials.secret].map(FormText.encode).joined(separator: ":")
            request.setValue("Basic \(Data(pair.utf8).base64EncodedString())", forHTTPHeaderField: "Authorization")
        }
        request.httpBody = Data(FormText.encode(form).utf8)
        return try await send(request)
    }

    private func send(_ request: URLRequest) async throws -> [UInt8] {
        guard request.url?.scheme == "https" else { throw ProviderFault.insecure }
        var request = request
        request.timeoutInterval = Self.patience
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        let exchange = ProviderExchange(largest: Self.largest)
        return try await exchange.answer(to: request, within: Self.patience)
    }
}

/// One request and its answer, read up to a size.
private final class ProviderExchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    // Everything below is touched on the session's own serial queue only, but for `continuation`, which is set before the
    // request is sent.
    private let largest: Int
    private var bytes: [UInt8] = []
    private var fault: ProviderFault?
    private var continuation: CheckedContinuation<[UInt8], any Error>?

    init(largest: Int) { self.largest = largest }

    func answer(to request: URLRequest, within seconds: TimeInterval) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            self.continuation = continuation
            let configuration = URLSessionConfiguration.ephemeral
            configuration.timeoutIntervalForRequest = seconds
            configuration.timeoutIntervalForResource = seconds
            configuration.httpShouldSetCookies = false
            let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
            session.dataTask(with: request).resume()
            // It ends, and lets go of this object, when its only task has ended.
            session.finishTasksAndInvalidate()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        bytes += data
        guard bytes.count > largest else { return }
        fault = .tooLarge
        dataTask.cancel()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let continuation else { return }
        self.continuation = nil
        let status = (task.response as? HTTPURLResponse)?.statusCode
        if let fault {
            continuation.resume(throwing: fault)
        } else if let error {
            continuation.resume(throwing: ProviderFault.unreachable(error.localizedDescription))
        } else if status != 200 {
            continuation.resume(throwing: ProviderFault.status(status ?? 0))
        } else {
            continuation.resume(returning: bytes)
        }
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
