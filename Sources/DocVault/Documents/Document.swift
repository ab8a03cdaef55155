/// An intellectual item of a dossier; its bytes are in its versions.
public enum Document {
    public typealias ID = Identifier<Document>
}

/// The link of a document version to a requirement, as one kind of piece, with its facts.
public enum Attachment {
    public typealias ID = Identifier<Attachment>

    /// What attaching a file came to.
    public enum Outcome: Hashable, Sendable {
        case attached
        /// The same bytes under the same name were attached as this piece already.
        case alreadyAttached
        /// They were, with other facts; the facts are now those given.
        case factsChanged
    }
}

/// One attaching of one or more files: what a receipt is given for.
public enum Deposit {
    public typealias ID = Identifier<Deposit>
}
