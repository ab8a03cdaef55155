/// A dossier as `vault dossier show --json` prints it.
struct ShownDossier: Decodable {
    struct Organisation: Decodable, Equatable {
        let enterpriseNumber: String
        let role: String
    }
    let code: String
    let regimes: [String]
    let organisations: [Organisation]
    let award: ShownAward
    let disbursements: [ShownDisbursement]
    let requirements: [ShownRequirement]
}

/// The parts of a description that are shown as they were described.
struct DescribedDossier: Decodable {
    let award: ShownAward
    let disbursements: [ShownDisbursement]
    let requirements: [ShownRequirement]
}

struct ShownMoney: Decodable, Equatable {
    let cents: Int64
    let currency: String
}

struct ShownAward: Decodable, Equatable {
    let decreeNumber: String
    let decreeDate: String
    let endDate: String
    let amount: ShownMoney
}

struct ShownDisbursement: Decodable, Equatable {
    struct Period: Decodable, Equatable {
        let from: String
        let to: String
    }
    let code: String
    let kind: String
    let period: Period
    let amount: ShownMoney
}

struct ShownRequirement: Decodable, Equatable {
    struct Piece: Decodable, Equatable {
        let code: String
        let label: [String: String]
        let heading: String?
        let max: Int?
    }
    let code: String
    let disbursement: String
    let type: String
    let dueDate: String
    let title: [String: String]
    let pieces: [Piece]
}
