internal import DocVault
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Stands between the codec and the server, on the event loop of one connection, for what Hummingbird leaves out:
/// patience, `Expect: 100-continue`, `Connection: close`, refusals that come before the body has ended, and problem
/// documents for what is no HTTP.
///
/// A refused upload is not read to its end: its connection is closed, but only after the client had time to read the
/// answer (RFC 9112 §9.6), because a reset would take that away.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// A body of more than this is read in larger pieces than usual.
    private static let large = 1 << 20
    private static let tick = TimeAmount.seconds(2)

    private let metrics: ServiceMetrics
    private let largeReads: LargeReads
    private var pace: ConnectionPace
    private var isReceiving = false
    private var closesAfterAnswer = false
    private var isLingering = false
    private var hasFailed = false
    private var expectsContinue = false
    private var readsLarge = false
    private var ticker: RepeatedTask?

    init(limits: ConnectionLimits, metrics: ServiceMetrics, largeReads: LargeReads) {
        (self.metrics, self.largeReads) = (metrics, largeReads)
        pace = ConnectionPace(limits: limits, now: .now)
        linger = .nanoseconds(limits.linger.nanoseconds)
    }

    private let linger: TimeAmount

    func handlerAdded(context: ChannelHandlerContext) {
        metrics.connectionOpened()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ticker = context.eventLoop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in
            let (handler, context) = bound.value
            if handler.pace.isTooSlow(isWritable: context.channel.isWritable, now: .now) { context.close(promise: nil) }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        ticker?.cancel()
        if readsLarge { largeReads.end() }
        metrics.connectionClosed()
    }

    func read(context: ChannelHandlerContext) {
        pace.readWanted(now: .now)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        let part = unwrapInboundIn(data)
        switch part {
        case .head(var head):
            isReceiving = true
            pace.headReceived(now: .now)
            expectsContinue = head.headerFields[.expect]?.lowercased() == "100-continue"
            readLarge(head.headerFields[.contentLength].flatMap { Int($0) } ?? 0 > Self.large, context)
            // The server closes for this spelling alone.
            if head.headerFields[.connection]?.lowercased() == "close" { head.headerFields[.connection] = "close" }
            return context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body(let buffer):
            pace.received(buffer.readableBytes, now: .now)
            metrics.received(buffer.readableBytes)
        case .end:
            isReceiving = false
            pace.requestEnded()
            readLarge(false, context)
            if isLingering { return context.close(promise: nil) }
        }
        if isLingering { return context.read() }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            expectsContinue = false
            pace.answering(now: .now)
            if isReceiving { head.headerFields[.connection] = "close" }
            closesAfterAnswer = head.headerFields[.connection] == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let buffer):
            metrics.sent(buffer.readableBytes)
            context.write(data, promise: promise)
        case .end:
            pace.answered(now: .now)
            guard closesAfterAnswer || isReceiving else { return context.write(data, promise: promise) }
            context.writeAndFlush(data, promise: promise)
            isReceiving ? beginLingering(context) : context.close(promise: nil)
        }
    }

    /// The end of the connection is not the end of a body that was still coming: without this it would look like it.
    func channelInactive(context: ChannelHandlerContext) {
        if isReceiving, !isLingering, !hasFailed { context.fireErrorCaught(ChannelError.inputClosed) }
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        pace.writabilityChanged(now: .now)
        context.fireChannelWritabilityChanged()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let interim = event as? InterimResponse else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        if interim.head.status == .continue {
            guard expectsContinue else {
                promise?.succeed()
                return
            }
            expectsContinue = false
        }
        context.writeAndFlush(wrapOutboundOut(.head(interim.head)), promise: promise)
    }

    /// What is no HTTP gets an answer that says so, and then the connection ends: nothing after it can be trusted.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        guard !hasFailed else { return }
        hasFailed = true
        guard !isReceiving else {
            context.fireErrorCaught(error)
            return context.close(promise: nil)
        }
        let problem = Problem.ofParser(error)
        var head = HTTPResponse(status: problem.status)
        head.headerFields[.connection] = "close"
        head.headerFields[.contentType] = "application/problem+json"
        let body = ByteBuffer(string: problem.text(in: .en, request: nil))
        head.headerFields[.contentLength] = "\(body.readableBytes)"
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    private func beginLingering(_ context: ChannelHandlerContext) {
        isLingering = true
        context.close(mode: .output, promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: linger) { bound.value.close(promise: nil) }
        context.read()
    }

    private func readLarge(_ large: Bool, _ context: ChannelHandlerContext) {
        guard large != readsLarge else { return }
        readsLarge = large
        var allocator: any RecvByteBufferAllocator = AdaptiveRecvByteBufferAllocator()
        if large {
            allocator = FixedSizeRecvByteBufferAllocator(capacity: largeReads.begin())
        } else {
            largeReads.end()
        }
        try? context.channel.syncOptions?.setOption(.recvAllocator, value: allocator)
    }
}

extension Duration {
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
