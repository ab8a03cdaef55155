internal import DocVault
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Handles the requests of a connection on the threads that read the catalog.
///
/// Each request looks into the catalog at least twice. From the threads of the cooperative pool each look would go to
/// another thread and come back, which took a quarter of the time of small requests; so a request goes there once, and its
/// answer comes back once. What works on files goes on to the threads for that.
struct BlockingChannel<Base: ServerChildChannel>: ServerChildChannel {
    private let base: Base
    private let executor: BlockingExecutor

    init(_ base: Base, on executor: BlockingExecutor) { (self.base, self.executor) = (base, executor) }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await executor.run { await base.handle(value: value, logger: logger) }
    }
}
