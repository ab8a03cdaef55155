/// The description of a small dossier: two requirements, with pieces under several headings.
public enum SampleDossier {
    public static let code = "2026-TEST-01"

    public static let json = Array(
        """
        {
          "format": "docvault-dossier/1",
          "dossier": {
            "code": "2026-TEST-01", "title": {"en": "A dossier for tests"}, "programme": "TEST",
            "regimes": ["regional"], "state": "granted",
            "projectPeriod": {"from": "2025-01-01", "to": "2026-12-31"}
          },
          "organisations": [
            {"enterpriseNumber": "0987.654.394", "names": {"en": "A fictional institute"}, "role": "coordinator"}
          ],
          "award": {
            "decreeNumber": "TEST-1", "decreeDate": "2024-12-01", "endDate": "2026-12-31",
            "amount": {"cents": 10000000, "currency": "EUR"}
          },
          "disbursements": [
            {"code": "D01", "kind": "advance", "period": {"from": "2025-01-01", "to": "2025-12-31"},
             "amount": {"cents": 5000000, "currency": "EUR"}},
            {"code": "D02", "kind": "balance", "period": {"from": "2026-01-01", "to": "2026-12-31"},
             "amount": {"cents": 5000000, "currency": "EUR"}}
          ],
          "requirements": [
            {"code": "E01", "disbursement": "D01", "type": "financial", "title": {"en": "Costs of the first year"},
             "dueDate": "2026-02-28", "pieces": [
               {"code": "report", "label": {"en": "Report"}},
               {"code": "equipment", "label": {"en": "Invoice for equipment"}, "heading": "c"},
               {"code": "salary", "label": {"en": "Payroll sheet"}, "heading": "a"}]},
            {"code": "E02", "disbursement": "D02", "type": "scientific", "title": {"en": "Results"},
             "dueDate": "2027-02-28", "pieces": [{"code": "report", "label": {"en": "Report"}}]}
          ]
        }
        """.utf8)
}
