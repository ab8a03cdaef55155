public import DocVault
internal import Hummingbird
public import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// The server of a vault: everything that lives while it serves is put together and started here.
public struct VaultServer: Sendable {
    public static let version = "0.1.0"

    private let vault: Vault
    private let address: BindAddress
    private let logger: Logger

    public init(vault: Vault, address: BindAddress, logger: Logger) {
        (self.vault, self.address, self.logger) = (vault, address, logger)
    }

    /// Serves until the process is told to end (SIGTERM, SIGINT), and then lets running requests finish.
    /// - Parameter onReady: Called once with the port that is being listened on.
    public func run(onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
        let application = Application(
            router: VaultRouter.router(vault: vault),
            configuration: .init(address: .hostname(address.host, port: address.port), serverName: "DocVault"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? address.port) },
            logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: application)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}

/// Where to listen: `HOST:PORT`, an IPv6 address between brackets, port 0 for any free one.
public struct BindAddress: Hashable, Sendable, LosslessStringConvertible {
    public let host: String
    public let port: Int

    public init?(_ description: String) {
        guard let colon = description.lastIndex(of: ":"),
            let port = Int(description[description.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = description[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        (self.host, self.port) = (String(host), port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
