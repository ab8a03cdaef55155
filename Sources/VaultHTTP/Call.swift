internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// One request as a route sees it: what it names, read and checked.
struct Call: Sendable {
    let request: Request
    let context: VaultRequestContext
    let service: VaultService
    /// The parameters of the query: those that the operation has.
    let query: QueryFields

    var language: Language { context.language }

    /// Who calls.
    /// - Throws: ``RequestRefusal/notSignedIn``.
    var signedIn: SignedIn {
        get throws {
            guard let signedIn = context.signedIn else { throw RequestRefusal.notSignedIn }
            return signedIn
        }
    }

    /// The vault as the caller may use it. An act is done only while what it is done to is as `If-Match` has it.
    var vault: Vault {
        get throws { try signedIn.vault.within(context.request).expecting(try expectation).once(context.idempotency) }
    }

    /// A parameter of the path.
    /// - Throws: ``RequestRefusal/nothingHere``: what cannot be the name of anything names nothing.
    func parameter<Value: LosslessStringConvertible>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        guard let text = context.parameters.get(name)?.removingPercentEncoding, !text.contains("\0"),
            let value = Value(text)
        else { throw RequestRefusal.nothingHere }
        return value
    }

    func code<Value: Code>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        guard let text = context.parameters.get(name)?.removingPercentEncoding, let value = Value(text) else {
            throw RequestRefusal.nothingHere
        }
        return value
    }

    /// The version that `If-Match` holds an act to (RFC 9110 §13.1.1); `nil` without one, and for `*`.
    private var expectation: Expectation? {
        get throws {
            guard let text = request.headers[.ifMatch], text != "*" else { return nil }
            guard let match = text.wholeMatch(of: /"(\d{1,18})-[0-9a-f]{16}"/), let sequence = Int(match.1) else {
                throw RequestRefusal.malformedHeader("If-Match")
            }
            return Expectation(sequence: sequence)
        }
    }
}
