package import DocVault
internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOSSL
internal import ServiceLifecycle
internal import UnixSignals

/// The server of a vault: everything that lives while it serves is put together and started here.
package struct VaultServer: Sendable {
    package static let version = "0.1.0"

    private let service: VaultService
    private let settings: ServiceSettings

    package init(vault: Vault, settings: ServiceSettings, logger: Logger) {
        service = VaultService(
            vault: vault, settings: settings, metrics: ServiceMetrics(), logger: logger,
            identityProvider: IdentityProvider(settings))
        self.settings = settings
    }

    /// Serves until the process is told to end (SIGTERM, SIGINT).
    ///
    /// Then no new connection is taken, and running requests may finish for ``ServiceSettings/shutdownPatience``; uploads
    /// that have not ended by then keep what is on disk, and go on after the next start.
    /// - Parameter onReady: Called once, with the address that is being listened on, and the link by which somebody becomes
    ///   the first administrator of a vault where nobody has an account yet.
    package func run(
        onReady: @escaping @Sendable (_ url: String, _ firstSignIn: String?) async -> Void = { _, _ in }
    ) async throws {
        let (service, settings) = (service, settings)
        let application = Application(
            router: VaultRouter.router(of: service), server: try server,
            configuration: .init(
                address: .hostname(settings.address.host, port: settings.address.port), serverName: "DocVault",
                availableConnectionsDelegate: MaximumAvailableConnections(settings.limits.mostConnections)),
            onServerRunning: { channel in
                let url = settings.url(port: channel.localAddress?.port ?? settings.address.port)
                await onReady(url, await service.firstSignIn(at: settings.publicURL ?? url))
            },
            logger: service.logger)
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: Housekeeping(service: service)), .init(service: application)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: service.logger)
        configuration.maximumGracefulShutdownDuration = settings.shutdownPatience
        try await ServiceGroup(configuration: configuration).run()
    }

    private var server: HTTPServerBuilder {
        get throws {
            let (limits, metrics, largeReads) = (settings.limits, service.metrics, LargeReads())
            let configuration = HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    ConnectionGuard(limits: limits, metrics: metrics, largeReads: largeReads)
                ],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.largestHead, maxHeaderListSize: limits.largestHead,
                    maxHeaderFieldCount: limits.mostFields))
            let executor = service.vault.catalogThreads
            let plain = HTTPServerBuilder { responder in
                BlockingChannel(HTTP1Channel(responder: responder, configuration: configuration), on: executor)
            }
            guard let certificate = settings.certificate, let key = settings.privateKey else { return plain }
            do {
                var configuration = TLSConfiguration.makeServerConfiguration(
                    certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                    privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
                configuration.minimumTLSVersion = .tlsv12
                return try .tls(plain, tlsConfiguration: configuration)
            } catch {
                throw VaultError.malformed(field: Setting.certificate.name, reason: Sentence("settings.noCertificate"))
            }
        }
    }
}

extension VaultService {
    fileprivate func firstSignIn(at base: String) async -> String? {
        do {
            return try await vault.firstSignInLink()?.link(at: base)
        } catch {
            logger.error("the first sign-in could not be prepared", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

extension ServiceSettings {
    /// The address that is being listened on, to be opened.
    fileprivate func url(port: Int) -> String {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        return "\(certificate == nil ? "http" : "https")://\(host):\(port)"
    }
}
