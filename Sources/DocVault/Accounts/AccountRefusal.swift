/// Why something about signing in could not be done: one case per reason that is told.
public enum AccountRefusal: Hashable, Sendable {
    // Not recognised. Who is unknown, disabled, or gives a wrong password is told the same.
    case wrongCredentials
    /// The password is right, and a code is needed as well.
    case codeNeeded
    case wrongCode
    /// Too many attempts: the next one counts after so many seconds.
    case waitFirst(seconds: Int)
    case unknownElsewhere
    /// The act is not one for a program's token.
    case sessionNeeded
    case tokenOfOther(EnterpriseNumber)

    // Not here.
    case linkInvalid
    case noAccount(EmailAddress)
    case tokenNotFound
    case sessionNotFound

    // Not acceptable as it is.
    case passwordTooShort(minimum: Int)
    case passwordTooLong(maximum: Int)
    case passwordIsAddress
    case tokenNameInvalid(String)
    case tokenLifeInvalid

    // Not beside what is there.
    case accountExists(EmailAddress)
    case accountDisabled(EmailAddress)
    case notDisabled(EmailAddress)
    case secondFactorPresent
    case noSecondFactor
    case notFirst
    case personNeeded

    var kind: VaultError.Kind {
        switch self {
        case .wrongCredentials, .codeNeeded, .wrongCode, .unknownElsewhere, .sessionNeeded, .tokenOfOther: .prohibited
        case .waitFirst: .unavailable
        case .linkInvalid, .noAccount, .tokenNotFound, .sessionNotFound: .notFound
        case .passwordTooShort, .passwordTooLong, .passwordIsAddress, .tokenNameInvalid, .tokenLifeInvalid,
            .personNeeded:
            .invalid
        case .accountExists, .accountDisabled, .notDisabled, .secondFactorPresent, .noSecondFactor, .notFirst: .conflict
        }
    }

    /// The reason, for the person who wanted it.
    public var sentence: Sentence {
        switch self {
        case .wrongCredentials: Sentence("account.wrongCredentials")
        case .codeNeeded: Sentence("account.codeNeeded")
        case .wrongCode: Sentence("account.wrongCode")
        case .waitFirst(let seconds): Sentence("account.waitFirst", ["count": .number(seconds)])
        case .unknownElsewhere: Sentence("account.unknownElsewhere")
        case .sessionNeeded: Sentence("account.sessionNeeded")
        case .tokenOfOther(let number): Sentence("account.tokenOfOther", ["number": .text("\(number)")])
        case .linkInvalid: Sentence("account.linkInvalid")
        case .noAccount(let email): Sentence("account.noAccount", ["email": .text("\(email)")])
        case .tokenNotFound: Sentence("account.tokenNotFound")
        case .sessionNotFound: Sentence("account.sessionNotFound")
        case .passwordTooShort(let minimum): Sentence("account.passwordTooShort", ["count": .number(minimum)])
        case .passwordTooLong(let maximum): Sentence("account.passwordTooLong", ["count": .number(maximum)])
        case .passwordIsAddress: Sentence("account.passwordIsAddress")
        case .tokenNameInvalid(let name): Sentence("account.tokenNameInvalid", ["name": .quoted(name)])
        case .tokenLifeInvalid: Sentence("account.tokenLifeInvalid")
        case .accountExists(let email): Sentence("account.accountExists", ["email": .text("\(email)")])
        case .accountDisabled(let email): Sentence("account.accountDisabled", ["email": .text("\(email)")])
        case .notDisabled(let email): Sentence("account.notDisabled", ["email": .text("\(email)")])
        case .secondFactorPresent: Sentence("account.secondFactorPresent")
        case .noSecondFactor: Sentence("account.noSecondFactor")
        case .notFirst: Sentence("account.notFirst")
        case .personNeeded: Sentence("account.personNeeded")
        }
    }

    /// What to do next, where there is something to do.
    var hint: Sentence? {
        switch self {
        case .linkInvalid: Sentence("account.hint.linkInvalid")
        case .accountExists: Sentence("account.hint.accountExists")
        case .accountDisabled: Sentence("account.hint.accountDisabled")
        case .unknownElsewhere: Sentence("account.hint.unknownElsewhere")
        case .wrongCredentials, .codeNeeded, .wrongCode, .waitFirst, .sessionNeeded, .tokenOfOther, .noAccount,
            .tokenNotFound, .sessionNotFound, .passwordTooShort, .passwordTooLong, .passwordIsAddress,
            .tokenNameInvalid, .tokenLifeInvalid, .notDisabled, .secondFactorPresent, .noSecondFactor, .notFirst,
            .personNeeded:
            nil
        }
    }
}
