/// Somebody recognised: the vault as they may use it.
package struct SignedIn: Sendable {
    package let vault: Vault
    package let person: Person
    package let organisation: EnterpriseNumber?
}
extension Vault {
    package func recognise(token secret: String) async throws -> SignedIn? { nil }
    package func recognise(session secret: String) async throws -> SignedIn? { nil }
}
