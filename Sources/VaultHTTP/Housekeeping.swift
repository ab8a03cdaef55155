internal import DocVault
internal import Logging
internal import ServiceLifecycle

/// What the service does by itself while it serves: publishes the journal.
struct Housekeeping: Service {
    /// How old the published journal may become: receipts and proofs do not wait for this, they publish themselves.
    private static let interval = Duration.seconds(5)

    private static let roundsBetweenTidying = 60

    let service: VaultService

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var rounds = 0
            while !Task.isCancelled {
                if rounds.isMultiple(of: Self.roundsBetweenTidying) { await tidy() }
                rounds += 1
                try? await Task.sleep(for: Self.interval)
                // What is left at the end is done below, where nothing is cancelled.
                if !Task.isCancelled { await publish() }
            }
        }
        // Once more, so that a service that has ended leaves nothing unpublished.
        await publish()
        // A restart gives nobody another full measure.
        do { try await service.vault.saveRateLimits() } catch { note(error) }
    }

    /// Forgets what nobody asks for any more.
    private func tidy() async {
        do {
            try await service.vault.forgetIdempotencyKeys()
            _ = try await service.vault.reapUploads()
            try await service.vault.sweepSignIns()
            try await service.vault.saveRateLimits()
        } catch {
            note(error)
        }
    }

    private func note(_ error: any Error) {
        service.logger.error("tidying up failed", metadata: ["error": "\(error)"])
    }

    private func publish() async {
        do {
            _ = try await service.vault.publishJournal()
        } catch {
            service.logger.error("the journal could not be published", metadata: ["error": "\(error)"])
        }
    }
}
