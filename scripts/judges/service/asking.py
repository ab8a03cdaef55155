"""What a client asks for each act of docs/access.md: every route of the act, with a body that nothing is wrong with."""

import json
import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from .stage import API, fresh_name
from .wire import base64_of

OLD = "2010-LAUNCH-01"
ABSENT = "2024-LAUNCH-99"
ROOT = Path(__file__).resolve().parents[3]
#: Acts that are the operator's or for the command alone, and have no route.
COMMAND_ONLY = {
    "outbox.read", "person.recognise", "requirement.remind", "key.rotate", "timestamp.authority", "event.erase", "blobs.collect",
}  # fmt: skip
#: Acts of somebody who is not signed in yet, or needs a session and not a token, or about what one has made oneself: `check-bad-input` and the walks try them.
ELSEWHERE = {"account.accept", "account.link", "token.revoke", "account.password", "account.secondFactor", "token.create"}


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    body: bytes | None = None
    headers: tuple = ()
    #: What the act is done to is named in the target; then there is an absent one to compare with.
    about: object = None

    @property
    def name(self):
        return f"{self.method} {self.target.partition('?')[0]}"


@dataclass(frozen=True)
class Subject:
    """What acts are done to. `absent()` is one that is not there, spelt just as long."""

    dossier: str
    document: str
    deposit: str
    finding: str
    fact: str

    def absent(self):
        new = lambda: str(uuid.uuid4())  # noqa: E731
        return replace(self, dossier=ABSENT, document=new(), deposit=new(), finding=new(), fact=new())

    def words(self):
        return [self.dossier, self.document, self.deposit, self.finding, self.fact]


class Asking:
    """The stage with everything that acts can be done to."""

    def __init__(self, stage):
        self.stage = stage
        self.today = date.today()
        self.policy = json.loads((ROOT / "retention-policy.json").read_text())
        stage.vault("dossier", "import", self._description(stage.dossier, "E09", checklists=["directives-e"]))
        stage.vault("dossier", "import", self._description(OLD, "E01", pieces=[{"code": "invoice", "label": {"en": "Invoice"}}]))
        attached = [self._attach(OLD, "E01"), self._attach(OLD, "E01")]
        case = stage.lines("disposition", "propose", "--dossier", OLD, "--reason", "the time is over",
                           "--as", stage.people["second records manager"].email)[0]  # fmt: skip
        self.case, self.list, self.excluded = case["code"], case["list"], attached[0]["document"]
        hold = ["hold", "place", "--requirement", f"{stage.dossier}/E08", "--authority", "a court", "--reason", "a case"]
        self.hold = stage.lines(*hold)[0]["code"]
        self.confidential = stage.lines(*hold, "--confidential", "--as", stage.people["records manager"].email)[0]["code"]
        stage.vault("mandate", "grant", "AUDIT-2026-51", "--auditor", stage.people["auditor of something else"].email, "--purpose", "p",
                    "--programme", "OTHER", "--from", str(self.today), "--to", str(self.today + timedelta(90)))  # fmt: skip
        file = self._attach(stage.dossier, "E04")
        findings = stage.lines("finding", "list")
        facts = stage.lines("retention", "facts", stage.dossier)
        self.subject = Subject(stage.dossier, file["document"], file["deposit"], findings[0]["finding"], facts[0]["id"])
        self.bystander, self.invited = stage.people["bystander"].email, stage.people["invited"].email

    def _description(self, code, requirement, **asked):
        old = code == OLD
        period = {"from": "2010-01-01", "to": "2011-12-31"} if old else {"from": "2024-10-01", "to": "2026-09-30"}
        amount = {"cents": 100, "currency": "EUR"}
        description = {
            "format": "docvault-dossier/1",
            "dossier": {"code": code, "title": {"en": "A dossier"}, "programme": "LAUNCH", "regimes": ["regional"], "state": "granted",
                        "projectPeriod": period},
            "organisations": [{"enterpriseNumber": self.stage.partner, "names": {"en": "An institute"}, "role": "coordinator"}],
            "disbursements": [{"code": "D09", "kind": "interim", "period": period, "amount": amount}],
            "requirements": [{"code": requirement, "disbursement": "D09", "type": "financial", "title": {"en": "Costs"},
                              "dueDate": "2026-11-30", **asked}],
        }  # fmt: skip
        if old:
            description["award"] = {"decreeNumber": "OLD-1", "decreeDate": "2009-12-01", "endDate": "2011-12-31", "amount": amount}
            self.old = description
        path = self.stage.folder / f"{code}.json"
        path.write_text(json.dumps(description))
        return str(path)

    def _attach(self, dossier, requirement):
        path = self.stage.folder / fresh_name(".txt")
        path.write_text(path.name)
        told = self.stage.lines("attach", str(path), "--dossier", dossier, "--requirement", requirement, "--piece", "invoice")
        return {**told[0], "deposit": told[-1]["deposit"]}

    def prepared(self, act, answer):
        """The subject to ask about; where a yes takes something away, another one is put there first."""
        if act == "piece.withdraw" and answer == "yes":
            return replace(self.subject, document=self._attach(self.stage.dossier, "E04")["document"])
        return self.subject

    def newcomer(self, **more):
        number = f"810101{uuid.uuid4().int % 997:03d}"
        return {"email": f"{uuid.uuid4().hex[:12]}@institut.example", "givenName": "A", "familyName": "Newcomer", "language": "fr",
                "nationalNumber": f"{number}{97 - int(number) % 97:02d}", **more}  # fmt: skip

    def requests(self, act, on):
        """The requests of an act, or nothing if the act has no route."""
        d, E = f"{API}/dossiers/{on.dossier}", f"{API}/dossiers/{on.dossier}/requirements"  # noqa: N806
        partner, day = self.stage.partner.replace(".", ""), lambda days: str(self.today + timedelta(days))
        get = lambda *targets: [Request("GET", target, about=on) for target in targets]  # noqa: E731
        case = f"{API}/dispositions/{self.case}"

        def send(method, target, body=None):
            headers = (("Content-Type", "application/json"),) if body is not None else ()
            return [Request(method, target, json.dumps(body).encode() if body is not None else None, headers, on)]

        routes = {
            "dossier.list": lambda: get(f"{API}/dossiers"),
            "dossier.read": lambda: get(d, f"{d}/amendments", f"{d}/sharings", f"{d}/facts", f"{d}/disbursements", E, f"{E}/E01",
                                        f"{E}/E01/submissions", f"{E}/E01/attachments"),
            "dossier.history": lambda: get(f"{d}/history", f"{d}/history?at={day(1)}"),
            "dossier.export": lambda: [*get(f"{d}/export?format=tar", f"{d}/sample?size=3&seed=1"), Request("HEAD", f"{d}/export?format=zip", about=on)],
            "document.find": lambda: get(f"{API}/documents?query=facture"),
            "document.read": lambda: [*get(*(f"{API}/documents/{on.document}{part}" for part in ("", "/content", "/receipt")),
                                           *(f"{API}/receipts/{on.deposit}{part}" for part in ("", "/signature", "/page"))),
                                      Request("HEAD", f"{API}/documents/{on.document}/content", about=on)],
            "requirement.queue": lambda: get(f"{API}/requirements/queue"),
            "requirement.due": lambda: get(f"{API}/requirements/due"),
            "finding.list": lambda: get(f"{API}/findings", f"{API}/findings?state=open"),
            "organisation.list": lambda: get(f"{API}/organisations"),
            "organisation.read": lambda: get(f"{API}/organisations/{partner}"),
            "person.read": lambda: get(f"{API}/people/{self.bystander}"),
            "staff.list": lambda: get(f"{API}/staff"),
            "mandate.list": lambda: get(f"{API}/mandates"),
            "journal.read": lambda: get(*(f"{API}/journal/{part}" for part in ("checkpoint", "keys", "events/0/proof"))),
            "retention.explain": lambda: get(f"{API}/documents/{on.document}/retention"),
            "retention.list": lambda: [*get(f"{API}/retention/due", f"{API}/retention/forecast"), *send("POST", f"{API}/retention/policy/check", self.policy)],
            "hold.list": lambda: get(f"{API}/holds", f"{API}/holds/{self.hold}"),
            "disposition.read": lambda: [*get(f"{API}/dispositions", case, f"{case}/items", f"{case}/certificate", f"{case}/certificate/signature"),
                                         *send("POST", f"{API}/dispositions/preview", {"dossiers": [OLD]})],
            "dossier.import": lambda: send("POST", f"{API}/dossiers", self.old),
            "dossier.submit": lambda: send("POST", f"{d}/application"),
            "dossier.decide": lambda: send("POST", f"{d}/decisions", {"state": "granted", "reason": "as agreed"}),
            "dossier.amend": lambda: send("POST", f"{d}/amendments", {"projectEnd": "2026-10-31", "effectiveOn": "2026-01-01", "basis": "a decree"}),
            "dossier.share": lambda: send("POST", f"{d}/sharings", {"email": self.bystander, "enterpriseNumber": partner, "role": "viewer"}),
            "dossier.unshare": lambda: send("DELETE", f"{d}/sharings/{self.bystander}?organisation={partner}"),
            "requirement.answer": lambda: send("PUT", f"{E}/E09/answers/control-documents-requested", {"answer": True}),
            "piece.attach": lambda: [Request("POST", f"{E}/E04/attachments?piece=invoice&name={fresh_name()}", uuid.uuid4().bytes,
                                             (("Content-Type", "application/octet-stream"),), on),
                                     Request("POST", f"{API}/tus", b"", self._tus(on), on)],
            "piece.withdraw": lambda: send("DELETE", f"{E}/E04/attachments/{on.document}"),
            "requirement.submit": lambda: send("POST", f"{E}/E05/submissions", {"reason": "all of it is there"}),
            "requirement.approve": lambda: send("POST", f"{E}/E05/decisions", {"outcome": "approved"}),
            "requirement.return": lambda: send("POST", f"{E}/E05/decisions", {"outcome": "returned", "reason": "a page is missing"}),
            "requirement.waive": lambda: send("POST", f"{E}/E05/decisions", {"outcome": "waived", "reason": "not needed any more"}),
            "finding.dismiss": lambda: send("POST", f"{API}/findings/{on.finding}/dismissal", {"reason": "two copies"}),
            "disbursement.claim": lambda: send("POST", f"{d}/disbursements/D02/claim"),
            "disbursement.approve": lambda: send("POST", f"{d}/disbursements/D02/approval", {}),
            "disbursement.pay": lambda: send("POST", f"{d}/disbursements/D02/payment", {"paidOn": str(self.today)}),
            "organisation.register": lambda: send("POST", f"{API}/organisations", {
                "enterpriseNumber": _enterprise_number(), "names": {"en": "A fictional company"}, "representative": self.newcomer()}),
            "contact.create": lambda: send("POST", f"{API}/organisations/{partner}/contacts", self.newcomer(access="user")),
            "contact.change": lambda: send("PATCH", f"{API}/organisations/{partner}/contacts/{self.bystander}", {"access": "user"}),
            "person.settings": lambda: send("PATCH", f"{API}/me", {"language": "en"}),
            "staff.appoint": lambda: send("POST", f"{API}/staff", {"email": self.bystander, "role": "agent", "programme": "OTHER"}),
            "staff.dismiss": lambda: send("DELETE", f"{API}/staff/{self.bystander}?role=agent&programme=OTHER"),
            "mandate.grant": lambda: send("POST", f"{API}/mandates", self.mandate(self.bystander)),
            "mandate.end": lambda: send("POST", f"{API}/mandates/AUDIT-2026-51/end"),
            "retention.fact": lambda: [*send("POST", f"{d}/facts", {"kind": "aid", "date": "2026-01-15", "basis": "a letter"}),
                                       *send("POST", f"{d}/facts/{on.fact}/correction", {"date": "2026-09-30", "basis": "a letter"})],
            "policy.adopt": lambda: send("POST", f"{API}/retention/policy", self.policy),
            "hold.place": lambda: send("POST", f"{API}/holds", {
                "scopes": [f"requirement:{self.stage.dossier}/E08"], "authority": "a court", "reason": "another case"}),
            "hold.lift": lambda: send("POST", f"{API}/holds/{self.hold}/lift", {"reason": "the case is over"}),
            "disposition.propose": lambda: send("POST", f"{API}/dispositions", {"dossiers": [OLD], "reason": "the time is over"}),
            "disposition.review": lambda: send("POST", f"{case}/review", {"exclude": [self.excluded], "reason": "of interest"}),
            "disposition.approve": lambda: send("POST", f"{case}/approval", {"list": self.list, "authorisation": "AG-7"}),
            "disposition.cancel": lambda: send("POST", f"{case}/cancellation", {"reason": "not yet"}),
            "disposition.execute": lambda: send("POST", f"{case}/execution"),
            "account.list": lambda: get(f"{API}/accounts"),
            "account.read": lambda: get(f"{API}/sessions", f"{API}/me/tokens"),
            "account.invite": lambda: send("POST", f"{API}/invitations", {"email": self.invited}),
            **{f"account.{act}": lambda path=path: send("POST", f"{API}/accounts/{self.invited}/{path}")
               for act, path in (("resetSecondFactor", "reset-second-factor"), ("disable", "disable"), ("enable", "enable"))},
        }  # fmt: skip
        return routes[act]() if act in routes else None

    def mandate(self, email):
        return {"code": f"AUDIT-{uuid.uuid4().int % 10**8}", "email": email, "programme": "OTHER", "purpose": "a sample",
                "from": str(self.today), "to": str(self.today + timedelta(30))}  # fmt: skip

    def _tus(self, on):
        told = {"dossier": on.dossier, "requirement": "E04", "piece": "invoice", "filename": fresh_name()}
        metadata = ",".join(f"{key} {base64_of(value)}" for key, value in told.items())
        return (("Tus-Resumable", "1.0.0"), ("Upload-Length", "10"), ("Upload-Metadata", metadata))


def _enterprise_number():
    stem = 2_000_000 + uuid.uuid4().int % 5_000_000
    return f"{stem:08d}{97 - stem % 97:02d}"
