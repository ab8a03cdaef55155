// The titles of the models, in the words of the directives.

extension CostChapter {
    /// The title of the table of its costs.
    var title: Sentence {
        switch self {
        case .personnel: Sentence("model.title.3")
        case .equipment: Sentence("model.title.4")
        case .operating: Sentence("model.title.5")
        case .subcontracting: Sentence("model.title.6")
        case .buildings: Sentence("model.title.7")
        case .training: Sentence("model.title.8")
        case .valorisation: Sentence("model.title.9")
        case .investment: Sentence("model.title.investment")
        case .outside: Sentence("model.title.outside")
        }
    }
}

extension CountedCost.Reason {
    var sentence: Sentence {
        switch self {
        case .noAmount: Sentence("model.reason.noAmount")
        case .noDate: Sentence("model.reason.noDate")
        case .noPeriod: Sentence("model.reason.noPeriod")
        }
    }
}

extension InvoiceFacts.VAT {
    var sentence: Sentence {
        switch self {
        case .included: Sentence("model.vat.included")
        case .excluded: Sentence("model.vat.excluded")
        }
    }
}
