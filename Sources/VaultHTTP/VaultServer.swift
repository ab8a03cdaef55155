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
            router: VaultRouter.router(of: VaultService(vault: vault, logger: logger)),
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
        guard let colon = description.lastIndex(of: ":") else { return nil }
        let digits = description[description.index(after: colon)...]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits), port <= 65_535
        else { return nil }
        var host = description[..<colon]
        // Colons in a host would hide which of them begins the port.
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        let forbidden: Set<Character> = isBracketed ? ["[", "]"] : ["[", "]", ":"]
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || forbidden.contains($0) }) else { return nil }
        (self.host, self.port) = (String(host), port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
