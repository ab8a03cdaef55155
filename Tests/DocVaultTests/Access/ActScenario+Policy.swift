import VaultTestSupport

@testable import DocVault

extension ActScenario {
    static let adoptingPolicy = ActScenario(.adoptPolicy, .policyAdopted) { stage in
        _ = try await stage.vault.adoptPolicy(try PolicyEdit.next(("P7Y", "P10Y")))
    }
}
