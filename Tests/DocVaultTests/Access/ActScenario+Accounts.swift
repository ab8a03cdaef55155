import Foundation
import SystemPackage
import VaultTestSupport

@testable import DocVault

extension ActScenario {
    private static let password = Password("a fictional password")

    static let accounts = [
        ActScenario(.inviteAccount, .accountInvited) { stage in
            try await stage.vault.invite(PartyScene.director)
        },
        ActScenario(
            .acceptInvitation, .passwordSet,
            after: { stage in try await stage.link().write(toFile: stage.letter, atomically: true, encoding: .utf8) },
            { stage in
                let link = try String(contentsOfFile: stage.letter, encoding: .utf8)
                _ = try await stage.vault.acceptInvitation(link, password: password)
            }),
        ActScenario(
            .changePassword, .passwordChanged, after: { stage in try await stage.activate() },
            { stage in
                try await stage.director().changePassword(from: password, to: Password("another password"))
            }),
        ActScenario(
            .changeSecondFactor, .secondFactorAdded,
            after: { stage in
                try await stage.activate()
                _ = try await stage.director().beginSecondFactor()
            },
            { stage in try await stage.director().confirmSecondFactor(stage.pendingCode()) }),
        ActScenario(
            .resetSecondFactor, .secondFactorReset,
            after: { stage in
                try await stage.activate()
                _ = try await stage.director().beginSecondFactor()
                try await stage.director().confirmSecondFactor(stage.pendingCode())
            },
            { stage in try await stage.vault.resetSecondFactor(of: PartyScene.director) }),
        ActScenario(.disableAccount, .accountDisabled) { stage in
            try await stage.vault.disableAccount(PartyScene.director)
        },
        ActScenario(
            .enableAccount, .accountEnabled,
            after: { stage in try await stage.vault.disableAccount(PartyScene.director) },
            { stage in try await stage.vault.enableAccount(PartyScene.director) }),
        ActScenario(.linkIdentity, .identityLinked) { stage in
            _ = try await stage.vault.signIn(
                issuer: "https://elsewhere.example", subject: "1", verifiedEmail: PartyScene.director)
        },
        ActScenario(.createToken, .tokenCreated) { stage in try await makeToken(stage) },
        ActScenario(
            .revokeToken, .tokenRevoked, after: { stage in try await makeToken(stage) },
            { stage in
                for token in try await stage.director().tokens() {
                    try await stage.director().revokeToken(token.id)
                }
            }),
    ]

    private static func makeToken(_ stage: ActStage) async throws {
        _ = try await stage.director().createToken(
            named: "nightly", scope: .read, expiresOn: CivilDate("2026-12-31")!)
    }
}

extension ActStage {
    /// The vault for acts of the institute's director.
    fileprivate func director() async throws -> Vault {
        try await vault.acting(as: PartyScene.director, through: "root")
    }

    /// Where the director keeps the link.
    fileprivate var letter: String { folder.removingLastComponent().appending("letter.txt").string }

    /// A link for the director.
    fileprivate func link() async throws -> String {
        try await owner.invite(PartyScene.director).secret
    }

    fileprivate func activate() async throws {
        _ = try await vault.acceptInvitation(link(), password: Password("a fictional password"))
    }

    /// The code of the second factor that the director has begun.
    fileprivate func pendingCode() async throws -> String {
        let account = try await catalog.read { connection in
            try AccountRecords.account(PartyScene.director, in: connection)
        }
        guard let account, let sealed = account.pendingSecondFactor else { return "" }
        let secret = try await vault.opened(sealed, of: account.person.id)
        return try OneTimePassword(secret: secret).code(at: OneTimePassword.step(at: clock.now()))
    }
}

extension PasswordHasher {
    /// For tests that are not about the cost.
    static let quick = PasswordHasher(cost: ScryptCost(logN: 4, blockSize: 8, parallelization: 1)!)
}
