extension Vault {
    /// The same vault, for the acts of one request.
    package func within(_ request: Identifier<ActContext>) -> Vault { acting(as: context.within(request)) }
}
