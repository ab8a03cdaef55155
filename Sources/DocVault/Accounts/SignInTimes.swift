/// How long what signing in makes is good for.
package struct SignInTimes: Hashable, Sendable {
    /// A session that nobody used for so long has ended.
    package var idle: Duration = .seconds(30 * 60)
    /// A session ends after so long, used or not.
    package var absolute: Duration = .seconds(12 * 3_600)
    /// How old the note of when a session or token was last used may be: not every request writes.
    package var noted: Duration = .seconds(60)
    /// Somebody who is invited may be on holiday.
    package var invitation: Duration = .seconds(7 * 86_400)
    /// Somebody who forgot a password is at the keyboard.
    package var reset: Duration = .seconds(3_600)
    /// The link to become the first administrator; each start of the server makes a new one.
    package var first: Duration = .seconds(86_400)
    /// How long another service may take to send somebody back.
    package var federated: Duration = .seconds(600)
    /// The longest that a token may live.
    package var token: Duration = .seconds(366 * 86_400)

    package init() {}
}
