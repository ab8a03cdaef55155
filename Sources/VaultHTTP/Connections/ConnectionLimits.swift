internal import NIOCore

/// How patient a connection is, and what it takes.
struct ConnectionLimits: Sendable {
    /// Until the first request's head is whole; a client that sends its head byte by byte is cut off.
    var head: Duration = .seconds(15)
    /// Between requests.
    var keepAlive: Duration = .seconds(60)
    /// The least that a client must send, or take, over a ``window``: slower ones hold a connection for nothing.
    var leastBytesPerSecond = 256
    var window: Duration = .seconds(30)
    /// How long a client that goes on sending after its answer is listened to, so that it gets to read that answer.
    var linger: Duration = .seconds(5)
    var largestHead = 32 << 10
    var mostFields = 100
    var mostConnections = 4_096
}
