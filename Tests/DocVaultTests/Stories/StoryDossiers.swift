/// The two dossiers of the story: a project of prospective research and one of another beneficiary in the same programme.
enum StoryDossiers {
    /// - Parameter award: Whether the decree is there already.
    static func first(withAward: Bool) -> [UInt8] {
        let award = """
            "award": {"decreeNumber": "2025-RP-3", "decreeDate": "2025-03-20", "endDate": "2027-12-31",
                "amount": {"cents": 20000000, "currency": "EUR"}},
            """
        return Array(
            """
            {
              "format": "docvault-dossier/1",
              "dossier": {
                "code": "2025-RP-03", "title": {"fr": "Les marchés de quartier en 2040", "nl": "Buurtmarkten in 2040"},
                "programme": "PROSPECTIVE", "regimes": ["regional"], "state": "\(withAward ? "admissible" : "preparation")",
                "projectPeriod": {"from": "2025-04-01", "to": "2027-03-31"}
              },
              "organisations": [
                {"enterpriseNumber": "0987.654.394", "names": {"fr": "Institut fictif"}, "role": "coordinator"}
              ],
              \(withAward ? award : "")
              "disbursements": [
                {"code": "D01", "kind": "advance", "period": {"from": "2025-04-01", "to": "2025-09-30"},
                 "amount": {"cents": 8000000, "currency": "EUR"}},
                {"code": "D02", "kind": "interim", "period": {"from": "2025-04-01", "to": "2026-03-31"},
                 "amount": {"cents": 8000000, "currency": "EUR"}}
              ],
              "requirements": [
                {"code": "E01", "type": "application", "title": {"fr": "Demande"}, "dueDate": "2025-02-15",
                 "checklists": ["decree-art59"]},
                {"code": "E02", "disbursement": "D01", "type": "claim", "title": {"fr": "Première créance"},
                 "dueDate": "2025-05-31", "checklists": ["directives-claim"]},
                {"code": "E03", "disbursement": "D02", "type": "financial", "title": {"fr": "Rapport financier"},
                 "dueDate": "2026-05-31",
                 "checklists": ["directives-a", "directives-d", "directives-evidence", "decree-evidence"]}
              ]
            }
            """.utf8)
    }

    static let second = Array(
        """
        {
          "format": "docvault-dossier/1",
          "dossier": {
            "code": "2025-RP-08", "title": {"fr": "Un autre projet"}, "programme": "PROSPECTIVE",
            "regimes": ["regional"], "state": "granted", "projectPeriod": {"from": "2025-04-01", "to": "2027-03-31"}
          },
          "organisations": [
            {"enterpriseNumber": "0444.555.651", "names": {"fr": "Société fictive"}, "role": "coordinator"}
          ],
          "disbursements": [
            {"code": "D01", "kind": "advance", "period": {"from": "2025-04-01", "to": "2026-03-31"},
             "amount": {"cents": 100000, "currency": "EUR"}}
          ],
          "requirements": [
            {"code": "E01", "disbursement": "D01", "type": "financial", "title": {"fr": "Rapport"}, "dueDate": "2026-05-31",
             "checklists": ["directives-d"]}
          ]
        }
        """.utf8)
}
