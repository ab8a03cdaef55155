internal import DocVault

extension VaultError {
    /// The exit status of a command that failed so; the numbers of `sysexits(3)`.
    var exitStatus: Int32 {
        switch kind {
        case .notFound: 66
        case .invalid: 65
        case .conflict: 73
        case .prohibited: 77
        case .corrupt: 74
        case .unavailable: 69
        }
    }
}
