/// What checks the signatures of ID tokens here.
enum IDTokenVerifiers {
    /// `nil` in a build that can check none: then nobody is sent to an identity provider.
    static let standard: (any IDTokenVerifier)? = nil
}
