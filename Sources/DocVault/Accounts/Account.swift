/// What a person signs in with, as those who look after accounts see it.
package struct Account: Hashable, Sendable {
    package let person: Person
    package let hasPassword: Bool
    package let hasSecondFactor: Bool
    package let disabledAt: Instant?
    /// When a session or token of the person was last used, as far as one is still there.
    package let seenAt: Instant?
}

/// What an account rests on, within the vault.
struct AccountRow: Sendable {
    let person: Person
    /// Whether the person has an account at all.
    let exists: Bool
    let password: PasswordHash?
    let isDisabled: Bool
    /// The sealed secret of the second factor.
    let secondFactor: [UInt8]?
    let pendingSecondFactor: [UInt8]?
    let lastStep: Int64?
}

/// A link that lets somebody set a password, once.
package struct Invitation: Hashable, Sendable {
    package typealias ID = Identifier<Invitation>
    package enum Purpose: String, CaseIterable, Sendable {
        /// Somebody is to have an account.
        case invitation
        /// Somebody forgot their password.
        case reset
        /// Nobody has an account yet: whoever holds the link becomes the first administrator.
        case first
    }

    /// The secret, told once. Whoever has it can set the password.
    package let secret: String
    package let purpose: Purpose
    package let expiresAt: Instant
}

/// A sign-in of a person that has not ended.
package struct SignInSession: Hashable, Sendable {
    package typealias ID = Identifier<SignInSession>

    package let id: ID
    package let createdAt: Instant
    package let seenAt: Instant
    /// When it ends if nobody uses it again.
    package let expiresAt: Instant
    /// What requests of a browser must repeat besides the cookie; only known where the session's secret was given.
    package let csrf: String
}

/// A session in the list of one's own.
package struct OpenSession: Hashable, Sendable {
    package let id: SignInSession.ID
    package let createdAt: Instant
    package let seenAt: Instant
    package let expiresAt: Instant
    package let organisation: EnterpriseNumber?
}

/// A secret with which a program acts for a person.
package struct AccessToken: Hashable, Sendable {
    package typealias ID = Identifier<AccessToken>
    package enum Scope: String, CaseIterable, Sendable { case read, write }

    package let id: ID
    package let name: String
    package let scope: Scope
    /// The only organisation that it acts for; `nil` when each request says for which.
    package let organisation: EnterpriseNumber?
    package let createdAt: Instant
    package let expiresAt: Instant
    package let usedAt: Instant?
    package let revokedAt: Instant?

    /// The token as the journal tells of it.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("expires", .string(expiresAt.description)), ("id", .string(id.description)), ("name", .string(name)),
                ("organisation", organisation.map { .string($0.description) }), ("scope", .string(scope.rawValue)),
            ])
    }
}

/// Somebody recognised: the vault as they may use it.
package struct SignedIn: Sendable {
    package enum Means: Hashable, Sendable {
        case session(SignInSession)
        case token(AccessToken)
    }

    /// Acts as the person, for the organisation that they chose.
    package let vault: Vault
    package let person: Person
    package let organisation: EnterpriseNumber?
    package let means: Means
}

/// A session that has just begun: its secret is told now and never again.
package struct StartedSession: Sendable {
    package let secret: String
    package let signedIn: SignedIn
    /// The organisations that the person may choose from.
    package let places: [Place]
}
