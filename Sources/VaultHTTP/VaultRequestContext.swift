internal import DocVault
internal import Hummingbird
internal import Logging
internal import NIOCore

/// What is known of a request on its way: who sent it, in which language they read, and as whom they were recognised.
struct VaultRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Ties together the journal's events, the log's lines and the answer of one request.
    let request = IdentifierSource(clock: SystemClock()).next(ActContext.self)
    /// The connection, for what goes out before the answer; `nil` where there is none.
    let channel: (any Channel)?
    /// The address at the other end of the connection; `nil` where there is no connection, as in tests of routes.
    let peer: String?
    /// The address of the client: that of the peer, or what a trusted proxy says.
    var client: String?
    /// The language to answer in: the request's, else the person's.
    var language = Language.en
    /// The name of the request, under which its act is done once.
    var idempotency: IdempotencyKey?
    /// Who was recognised; `nil` for somebody unknown.
    var signedIn: SignedIn?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        peer = source.channel.remoteAddress?.ipAddress
        client = peer
    }
}
