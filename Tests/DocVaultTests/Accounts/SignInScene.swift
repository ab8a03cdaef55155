import Synchronization
import VaultTestSupport

@testable import DocVault

/// People who sign in: the institute's director, and an administrator. Passwords cost little here, and are counted.
struct SignInScene {
    static let administrator = EmailAddress("admin@agency.example")!
    static let password = Password("a fictional password")
    static let wrong = Password("another password")

    let parties: PartyScene
    let clock: FixedClock
    /// The vault as the service uses it.
    let vault: Vault
    /// How often scrypt was computed.
    let work: Work

    final class Work: Sendable {
        private let computed = Mutex(0)
        var count: Int { computed.withLock(\.self) }
        func add() { computed.withLock { $0 += 1 } }
    }

    init() async throws {
        parties = try await PartyScene()
        clock = parties.clock
        let work = Work()
        self.work = work
        let cost = ScryptCost(logN: 4, blockSize: 8, parallelization: 1)!
        let hasher = PasswordHasher(cost: cost) { password, salt, cost in
            work.add()
            return try PasswordHasher.scrypt(password, salt, cost)
        }
        vault = parties.vault.signingIn(at: SignInDesk(passwords: hasher))
        try await vault.appointStaff(.new(.named(Self.administrator, 8)), as: .administrator)
    }

    /// Lets somebody set the password that everybody has here.
    @discardableResult
    func activate(_ email: EmailAddress = PartyScene.director) async throws -> StartedSession {
        try await vault.acceptInvitation(vault.invite(email).secret, password: Self.password)
    }

    func signIn(
        _ email: EmailAddress = PartyScene.director, _ password: Password = Self.password, code: String? = nil,
        from address: String? = nil
    ) async throws -> StartedSession {
        try await vault.signIn(email, password: password, code: code, from: address)
    }

    /// The refusal of an attempt to sign in; `nil` when it succeeds.
    func refusal(
        _ email: EmailAddress = PartyScene.director, _ password: Password = Self.wrong, code: String? = nil,
        from address: String? = nil
    ) async throws -> AccountRefusal? {
        do {
            _ = try await signIn(email, password, code: code, from: address)
            return nil
        } catch VaultError.accountRefused(let refusal) {
            return refusal
        }
    }

    /// The code of a second factor now, and some steps from now.
    func code(of secret: String, in steps: Int64 = 0) throws -> String {
        var (bits, count, bytes) = (0, 0, [UInt8]())
        for character in secret {
            guard let value = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").firstIndex(of: character) else { continue }
            (bits, count) = ((bits << 5 | value) & 0xFFFF, count + 5)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> count & 0xFF))
            }
        }
        return try OneTimePassword(secret: bytes).code(at: OneTimePassword.step(at: clock.now()) + steps)
    }

    /// The action of the last event, and the name of who did it.
    func lastEvent() async throws -> [String?] {
        let event = try await parties.events().last
        return [event?["action"]?.text, event?["actor"]?["name"]?.text, event?["actor"]?["through"]?.text]
    }
}
