internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// An answer before the answer (RFC 9110 §15.2), handed to the connection as an outbound event.
struct InterimResponse: Sendable {
    let head: HTTPResponse

    /// That the body may be sent: for clients that asked first (RFC 9110 §10.1.1).
    static let goOn = InterimResponse(head: HTTPResponse(status: .continue))
}

extension Call {
    /// Tells a client that waits for leave to send its body that it has it. A refusal before this spares it the sending.
    func welcomeBody() async throws {
        guard request.headers[.expect]?.lowercased() == "100-continue" else { return }
        try await send(.goOn)
    }

    /// Sends an interim response, in order with the other parts of the answer.
    func send(_ interim: InterimResponse) async throws {
        try await context.channel?.triggerUserOutboundEvent(interim).get()
    }
}

extension HTTPField.Name {
    static let expect = HTTPField.Name("Expect")!
}
