/// Documents of a dossier for which another policy changes when they may be disposed of, or what becomes of them then.
public struct PolicyMove: Hashable, Sendable {
    /// What a policy says of a document.
    public struct Term: Hashable, Sendable {
        /// The first day on which it may be disposed of, as far as its duties go: a hold in force says no more than not yet.
        /// `nil` while a fact is awaited, and for what is kept for good.
        public let eligibleOn: CivilDate?
        public let action: RetentionAction

        init(_ eligibility: Eligibility) {
            (eligibleOn, action) = (eligibility.lastDayKept?.next, eligibility.action)
        }

        /// Whether it may come to be destroyed.
        fileprivate var endsInDestruction: Bool { DispositionCase.Action.destroy.takes(action) }
    }

    /// Which way the day moves.
    public enum Kind: String, CaseIterable, Sendable {
        case later, earlier
        /// There was a day, and now nobody can say when.
        case toUnknown
        case fromUnknown
        /// The day stays, and what becomes of the documents does not.
        case action
    }

    public let dossier: DossierCode
    public let from: Term
    public let to: Term
    public let documentCount: Int
    /// How many of them a hold in force covers: they stay, whatever the day.
    public let heldCount: Int

    public var kind: Kind {
        switch (from.eligibleOn, to.eligibleOn) {
        case (let old?, let new?): new == old ? .action : new > old ? .later : .earlier
        case (_?, nil): .toUnknown
        case (nil, _?): .fromUnknown
        case (nil, nil): .action
        }
    }

    /// Whether less is kept than was promised: documents may go earlier, or may be destroyed where they could not.
    public var isShortening: Bool {
        kind == .earlier || kind == .fromUnknown || (!from.endsInDestruction && to.endsInDestruction)
    }
}

/// What another policy moves, counted.
public struct PolicyTally: Hashable, Sendable {
    public struct Count: Hashable, Sendable {
        public fileprivate(set) var dossierCount = 0
        public fileprivate(set) var documentCount = 0
        public fileprivate(set) var heldCount = 0
        fileprivate var last: DossierCode?
    }

    public private(set) var counts: [PolicyMove.Kind: Count] = [:]
    /// Documents of which less is kept than was promised; see ``PolicyMove/isShortening``.
    public private(set) var shortenedCount = 0
    /// Documents that are kept for longer, or for as long as nobody can say.
    public var lengthenedCount: Int {
        (counts[.later]?.documentCount ?? 0) + (counts[.toUnknown]?.documentCount ?? 0)
    }

    public init() {}

    /// Counts moves in the order of their dossiers.
    public mutating func add(_ moves: [PolicyMove]) {
        for move in moves {
            var count = counts[move.kind] ?? Count()
            if count.last != move.dossier { count.dossierCount += 1 }
            count.last = move.dossier
            count.documentCount += move.documentCount
            count.heldCount += move.heldCount
            counts[move.kind] = count
            if move.isShortening { shortenedCount += move.documentCount }
        }
    }
}
