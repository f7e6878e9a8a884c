"""Who and what the permission table speaks of: eighteen people and a case in every state that matters."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Max
from django.utils import timezone

from casework.evidence import storage
from casework.models import EvidenceFile
from notifications.delivery import keep
from notifications.models import Letter, Message, PublicCopy
from objections.models import ContestCase, ObjectionCase
from objections.services.contest import Notice, Outcome, end_contest, record_contest
from rechecks.models import Draw, SupervisionNotice
from rechecks.services import supervising
from registry.duties import give_duty
from registry.models import Department, ImportRun, Mandate, MandateOffer, Record, Subject
from repair import services
from repair.models import CourseVersion, QuizAttempt, RepairCase, RepairNotice
from repair.services.mandates import offer_mandate
from repair.services.prepare import prepare
from repair.services.training import begin_quiz
from tests.corpus.papers import a_pdf
from tests.objecting import as_it_stands
from tests.permissions.drawn import one_drawn
from tests.permissions.rechecked import rechecks_on_stage
from tests.permissions.ruled import drafts_of_rules
from tests.permissions.taught import drafts_of_courses, lists_of_trainings
from tests.permissions.uploaded import uploaded_files
from tests.rechecks.supervising import issued, replied
from tests.world import USCCS, Office, Person, founded, user

# What is said only inside the procedure: no page of another department may show any of it.
PRIVATE = {
    "contact": "金丝雀联系人甲",
    "phone": "13977665544",
    "proof": "金丝雀缴款书乙",
    "item": "金丝雀补正事项丙",
    "answer": "金丝雀补正答复丁",
    "reason": "金丝雀不予修复理由戊",
}
# What the public page shows too while the record is on show.
SHOWN = {
    "title": "金丝雀违法事实己",
    "document": "江环罚〔2026〕金丝雀庚号",
    "name": "江澜市金丝雀辛有限公司",
}
PDF = b"%PDF-1.7\n% a stand-in: whether it is handed out is asked here, not what it says\n"
COURSE = "credit-repair"
# Of a case in this state: which box takes files, and which page is being filled in.
ABOVE = ("to be sent above", "sent above")  # re-checked by an organ above, as the rules of the place say
SLOTS = {
    "objection drafted": "c1",
    "objection the department drafts": "c1",
    "objection filed": "c1",
    "objection asked": "s0",
}
DRAFTS = {
    "supplementing": "supplement",
    "objection drafted": "claims",
    "objection the department drafts": "claims",
    "objection filed": "claims",
    "objection asked": "supplement",
    "objection dismissed": "review",
    "objection accepted": "compare",
    "objection to verify": "answers",
    "objection taken": "answers",
    "objection to confirm": "answers",
    "recheck": "blind",
    "recheck proposed": "conclusion",
}
DIGEST = hashlib.sha256(PDF).hexdigest()


@dataclass
class Stage:
    """The office, everybody who may knock, and the cases by the state they are in."""

    office: Office
    people: dict[str, Any]
    cases: dict[str, Any]  # of every kind
    records: dict[str, Record]
    letter: Letter
    papers: dict[str, EvidenceFile]  # evidence
    message: Message
    mandate: Mandate
    attempts: dict[str, QuizAttempt]
    files: dict[str, ImportRun]  # that somebody imports
    notices: dict[str, SupervisionNotice]  # to the department
    drawn: Draw
    drafts: dict[str, Any]  # of rules and courses, and lists of trainings

    def ids(self, situation: str) -> dict[str, Any]:
        """What stands in an address, for a situation of the table."""
        case, record = self.cases.get(situation), self.records.get(situation)
        record = record or (case.record if case else self.records["on show"])
        offer = MandateOffer.objects.get()
        things = {"letter": self.letter, "company": self.office.company, "offer": offer}
        things |= self.papers | self.attempts | self.files
        return {
            "number": (case or self.notices[situation]).number if case or situation in self.notices else "",
            "public_id": things.get(situation, record).public_id,
            "pk": self.mandate.pk if situation == "mandate" else self.message.pk,
            "code": self.letter.code,
            "section": "what-it-is" if situation == "company" else "records",
            "slot": SLOTS.get(situation, "r"),
            "sheet": 1,
            "course": COURSE,
            "position": 1,
            "row": 3,
            "layout": "new",
            "instrument": "CN-NOBODYS",
            "list_number": "XH-2026-999999",
            "version": "none",
            "page": DRAFTS.get(situation, "fulfilment"),
            "digest": self.drawn.population.sha256,
            "draw": self.drawn.pk,
            "register": "looks",
            "draft": self.drafts.get(situation, self.drafts["rule draft"]).pk,
            "notice": self.drafts.get(situation, self.drafts["calendar notice"]).pk,
            "which": f"draft-{self.drafts['course draft'].pk}",
            "attendance": self.drafts.get(situation, self.drafts["attendance list"]).pk,
            "part": "section-1",
            "place": 1,
            "media": "0" * 64 + ".mp4",
            "set_id": "CN-NDRC-36",
            "ordinal": 1,
            "name": "hear",
        }

    def fresh(self, situation: str) -> RepairCase:
        return RepairCase.objects.get(pk=self.cases[situation].pk)


def absent_ids() -> dict[str, Any]:
    """Ids of the same shape that nothing has."""
    last = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    return {
        "number": "XF-2026-999999",
        "public_id": "A" * 22,
        "pk": last + 1000,
        "code": "0" * 12,
        "section": "nothing",
        "slot": "r",
        "sheet": 1,
        "course": "nothing",
        "position": 1,
        "row": 99,
        "layout": "nothing",
        "instrument": "nothing",
        "list_number": "XH-2026-999999",
        "version": "nothing",
        "page": "nothing",
        "digest": "0" * 64,
        "draw": 10**6,
        "register": "nothing",
        "draft": 999_999_999,
        "notice": 999_999_999,
        "which": "draft-999999999",
        "attendance": 999_999_999,
        "part": "nothing",
        "place": 99,
        "media": "nothing.mp4",
        "set_id": "NOTHING",
        "ordinal": 99,
        "name": "nothing",
    }


def set_up(day: Any) -> Stage:
    """Everybody and everything, through the services the pages use."""
    office = founded(day)
    people = _people(office)
    cases = _cases(office)
    cases["training"] = _with_training(office)
    cases |= _contests(office)
    cases |= _objections(office)
    drawn = one_drawn(office, people["credit_office"])  # before records have a recheck open
    cases |= rechecks_on_stage(office)
    records = {"free": office.identifies(), "on show": office.identifies()}
    records["gone"] = cases["repaired"].record
    records["without class"] = office.identifies(severity="")
    records["served"] = _served(office).record
    letter = _letter(cases["repaired"])
    PublicCopy.objects.update(sha256=DIGEST)
    message = Message.objects.filter(user=office.representative.user).latest("pk")
    offer_mandate(
        office.company, username="former_agent", name="former_agent", scope="申请信用修复",
        until=date(2026, 12, 31), by=office.representative.user, on=day.today,
    )  # fmt: skip
    mandate = Mandate.objects.get(user=people["agent"])
    day("2026-11-23")
    files = uploaded_files(office, people["importer"])
    papers, attempts = _papers(office, cases), _attempts(office)
    notices = _notices(office, cases)
    return Stage(
        office, people, cases, records, letter, papers, message, mandate, attempts, files, notices, drawn,
        drafts_of_rules(office) | drafts_of_courses(office) | lists_of_trainings(office),
    )  # fmt: skip


def _notices(office: Office, cases: dict[str, Any]) -> dict[str, SupervisionNotice]:
    """Issued when two of the cases were late; one is replied to and closed."""
    office.day("2026-12-07")
    waiting, over = issued(office, cases["accepted"]), issued(office, cases["judged"])
    replied(office, over)
    supervising.close_notice(
        over.number, words="同意办结。", by=office.credit_officer.user, on=office.day.today
    )
    office.day("2026-11-23")
    return {"notice": waiting, "notice over": over}


def _attempts(office: Office) -> dict[str, QuizAttempt]:
    """A pass of the company's representative, and an attempt that is open at its first question."""
    passed, version = office.representative.passes(office.company), CourseVersion.objects.newest().get()
    open_one = begin_quiz(version, subject=office.company, by=office.representative.user, on=office.day.today)
    return {"attempt passed": passed, "attempt": open_one}


def _people(office: Office) -> dict[str, Any]:
    day, ours = office.day.today, office.department
    theirs = Department.objects.exclude(pk=ours.pk).get()
    people = {
        "applicant": office.representative.user,
        "reviewer": office.reviewer.user,
        "colleague": office.colleague.user,
        "second": office.second.user,
        "other_reviewer": office.stranger.user,
    }
    fresh = [
        "agent", "former_agent", "other_applicant", "signer", "lead", "importer", "other_lead", "deactivated",
        "credit_office", "auditor", "administrator", "superuser",
    ]  # fmt: skip
    people |= {name: user(name) for name in fresh}
    for name, department, duty in [
        ("signer", ours, "countersign_cases"), ("lead", ours, "lead_department"), ("importer", ours, "import_records"),
        ("deactivated", ours, "review_cases"), ("deactivated", ours, "countersign_cases"),
        ("other_lead", theirs, "lead_department"), ("other_lead", theirs, "import_records"),
    ]:  # fmt: skip
        give_duty(people[name], department, duty, day)
    for name in ("credit_office", "auditor", "administrator"):
        people[name].groups.add(Group.objects.get_or_create(name=name)[0])
    Mandate.objects.bulk_create(_mandates(office, people))
    people["deactivated"].is_active = False
    people["deactivated"].save()
    people["superuser"].is_superuser = people["superuser"].is_staff = True
    people["superuser"].save()
    return people


def _mandates(office: Office, people: dict[str, Any]) -> list[Mandate]:
    other = Subject.objects.create(
        kind="organisation", name="江澜市白鹭商贸有限公司", uscc=USCCS[1], legal_representative="吴川"
    )
    since = date(2020, 1, 1)
    return [
        Mandate(subject=other, user=people["other_applicant"], role="legal_representative", authorised_on=since),
        Mandate(
            subject=office.company, user=people["agent"], role="agent", authorised_on=since,
            authorisation="授权书 23990001", until=date(2026, 12, 31),
        ),
        Mandate(
            subject=office.company, user=people["former_agent"], role="agent", authorised_on=since,
            authorisation="授权书 23990002", until=date(2026, 11, 22),
        ),
    ]  # fmt: skip


def _cases(office: Office) -> dict[str, RepairCase]:
    """One case for every state, each on a record of its own; claimed ones are the reviewer's."""
    company, reviewer = office.representative, office.reviewer
    made: dict[str, Callable[[], RepairCase]] = {
        "waiting": lambda: company.starts(
            office.identifies(decided_on=date(2026, 11, 2), published_on=date(2026, 11, 6))
        ),
        "begun": lambda: company.starts(office.identifies()),
        "prepared": lambda: _prepared(office),
        "submitted": office.has_received,
        "claimed": lambda: reviewer.claims(office.has_received()),
        "issued": lambda: _issued(office),
        "accepted": office.has_taken_up,
        "judged": office.has_judged,
        "proposed": lambda: reviewer.proposes_refusal(office.has_taken_up()),
        "proposed by second": lambda: office.second.proposes_refusal(
            office.second.accepts(office.has_received())
        ),
        "supplementing": lambda: reviewer.asks(office.has_received(), "更正后的缴款凭证"),
        "asked of another": lambda: reviewer.asks_to_take_over(office.has_received(), office.elsewhere),
        "disputed": lambda: _disputed(office),
        "approved": office.has_granted,
        "rejected": lambda: office.second.countersigns(reviewer.proposes_refusal(office.has_taken_up())),
        "withdrawn": lambda: company.withdraws(office.has_received()),
    }
    cases = {"repaired": office.has_granted()}
    office.works_the_channels()
    return cases | {name: office.reload(make()) for name, make in made.items()}


def _objections(office: Office) -> dict[str, ObjectionCase]:
    """One objection for every state that its party can meet, each on a record of its own."""
    company, reviewer = office.representative, office.reviewer
    drafted = company.begins_objection(office.identifies())
    company.claims_that(drafted, fine_yuan="3200")
    made = {
        "objection drafted": drafted,
        "objection filed": company.objects(office.identifies(), fine_yuan="3200"),
        "objection asked": company.objects(office.identifies(), fine_yuan="3200"),
        "objection dismissed": company.objects(office.identifies(), fine_yuan="3200"),
        "objection withdrawn": company.takes_back(company.objects(office.identifies(), fine_yuan="3200")),
        "objection of the department": reviewer.finds_wrong(office.identifies(), fine_yuan="3200"),
        "objection the department drafts": reviewer.begins_objection(
            office.identifies(), origin="department"
        ),
    }
    made["objection the office drafts"] = office.credit_officer.begins_objection(
        office.identifies(), origin="complaint"
    )
    for name in ("objection the department drafts", "objection the office drafts"):
        who = office.credit_officer if "office" in name else reviewer
        who.claims_that(made[name], fine_yuan="3200")
    office.credit_officer.asks_evidence(made["objection asked"], "处罚决定书全文")
    office.credit_officer.takes_up(made["objection dismissed"])
    office.credit_officer.forwards(made["objection dismissed"])
    reviewer.concludes(made["objection dismissed"], fine_yuan="right")
    office.second.confirms(made["objection dismissed"])
    made |= _objections_at_desks(office)
    return {name: as_it_stands(each) for name, each in made.items()}


def _objections_at_desks(office: Office) -> dict[str, ObjectionCase]:
    """One objection for every desk of the staff, each on a record of its own; taken ones are the reviewer's."""
    desks = ("accepted", "to verify", "taken", "answered", "to confirm", "misrouted", "reviewing", *ABOVE)
    made = {
        f"objection {each}": office.representative.objects(
            office.identifies(jurisdiction="CN-ZJ" if each in ABOVE else "CN"), fine_yuan="3200"
        )
        for each in desks
    }
    for case in made.values():
        office.credit_officer.takes_up(case)
    for name in desks[1:]:
        office.credit_officer.forwards(made[f"objection {name}"])
    reviewer = office.reviewer
    for name in ("taken", "answered"):
        reviewer.takes_objection(made[f"objection {name}"])
    reviewer.answers(made["objection answered"])
    for name in ("to confirm", "reviewing", *ABOVE):
        reviewer.concludes(made[f"objection {name}"], fine_yuan="right")
    for name in ("reviewing", *ABOVE):
        office.second.confirms(made[f"objection {name}"])
        office.representative.asks_for_review(made[f"objection {name}"])
    office.credit_officer.sends_above(made["objection sent above"])
    reviewer.says_it_is_of(made["objection misrouted"], office.elsewhere)
    return made


def _disputed(office: Office) -> RepairCase:
    case = office.reviewer.asks_to_take_over(office.has_received(), office.elsewhere)
    return office.reviewer.asks_to_take_over(office.stranger.gives_back(case), office.elsewhere)


def _prepared(office: Office) -> RepairCase:
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    return office.representative.signs(case)


def _issued(office: Office) -> RepairCase:
    """Taken up by its reviewer a second ago, who can still take it back."""
    case, now = office.reviewer.claims(office.has_received()), timezone.now()
    said = {"typed": {}, "by": office.reviewer.user, "on": office.day.today}
    prepare(services.Step("accept"), case.number, now=now, until=now + timedelta(seconds=10), **said)
    return case


def _contests(office: Office) -> dict[str, ContestCase]:
    """A decision that is contested, as the reviewer has recorded it, and one about which that is over."""
    by = {"by": office.reviewer.user, "on": office.day.today}
    notice = Notice("reconsideration", "江澜市人民政府", "江政复受〔2026〕12号", date(2026, 9, 1))
    running, over = (
        record_contest(
            office.identifies(), notice, SimpleUploadedFile("受理通知书.pdf", a_pdf("受理通知书")), **by
        )
        for _each in range(2)
    )
    over = end_contest(over.number, Outcome("maintained", "江政复决〔2026〕12号", date(2026, 11, 20)), **by)
    return {"contest": running, "contest over": over}


def _with_training(office: Office) -> RepairCase:
    """Begun in 2022, when the serious class asked for a training, and signed since."""
    office.day("2022-06-01")
    record = office.identifies(
        severity="serious", decided_on=date(2021, 2, 1), published_on=date(2021, 2, 3), fine_yuan=1000
    )
    case = office.representative.starts(record)
    office.representative.states(case)
    case = office.representative.signs(case)
    office.day("2026-11-23")
    return case


def _letter(case: RepairCase) -> Letter:
    """The decision of a case, drawn: with a file to hand out."""
    letter = case.letters.latest("pk")
    Letter.objects.filter(pk=letter.pk).update(sha256=keep(PDF), rendered_at=timezone.now())
    letter.refresh_from_db()
    return letter


def _papers(office: Office, cases: dict[str, RepairCase]) -> dict[str, EvidenceFile]:
    """A paper that the department has, one that its sender still keeps, one that nobody checked yet."""
    kept = {"checked_at": timezone.now(), "sha256": DIGEST, "state": "clean", "pages": 1, "shown_pages": 1}
    made = {
        "paper": ("submitted", kept | {"handed_in_on": office.day.today}),
        "paper not handed in": ("begun", kept),
        "paper in quarantine": ("submitted", {"handed_in_on": office.day.today}),
    }
    papers = {
        name: _paper(office, {"case_id": cases[case].pk, "purpose": "rectification"} | columns)
        for name, (case, columns) in made.items()
    }
    # and the scans of two receipts, of which one has been confirmed
    for name, columns in (("scan", kept), ("scan confirmed", kept | {"handed_in_on": office.day.today})):
        papers[name] = _paper(office, {"record": office.identifies(), "purpose": "service"} | columns)
    return papers


def _served(office: Office) -> RepairNotice:
    """A notice that was served along with its penalty; its receipt is awaited."""
    on, by = office.day.today, office.reviewer.user
    return RepairNotice.objects.create(
        record=office.identifies(), drawn_on=on, drawn_by=by, served_on=on, way="post", noted_by=by
    )


def _paper(office: Office, columns: dict[str, Any]) -> EvidenceFile:
    file = EvidenceFile.objects.create(
        name="复查意见书.pdf", kind="pdf", size=len(PDF), stored=storage.new_place(), received_sha256=DIGEST,
        uploaded_by=office.representative.user, **columns,
    )  # fmt: skip
    storage.folder_of(file.stored).mkdir(parents=True)
    storage.bytes_of(file.stored).write_bytes(PDF)
    (storage.folder_of(file.stored) / "0001.png").write_bytes(b"\x89PNG")
    return file


def leave_a_canary(stage: Stage) -> list[RepairCase]:
    """Two cases of our department in which every text is one that can be looked for."""
    office = stage.office
    bird = Subject.objects.create(
        kind="organisation", name=SHOWN["name"], uscc="91239999MA0000037L", legal_representative="金丝雀"
    )
    owner = Person(user("owner"), office.day)
    Mandate.objects.create(
        subject=bird, user=owner.user, role="legal_representative", authorised_on=date(2020, 1, 1)
    )
    cases = []
    for place in (1, 2):
        facts = {"title": SHOWN["title"], "facts": SHOWN["title"], "content": SHOWN["title"], "subject": bird}
        record = office.identifies(document_number=f"{SHOWN['document']}{place}", **facts)
        case = owner.starts(record)
        owner.states(case, proof=PRIVATE["proof"])
        owner.signs(case)
        contact = {"contact_name": PRIVATE["contact"], "contact_phone": PRIVATE["phone"]}
        case = services.submit(case.number, **contact, by=owner.user, on=office.day.today)
        office.reviewer.asks(case, PRIVATE["item"])
        cases.append(owner.supplements(case, PRIVATE["answer"]))
    refused = office.reviewer.accepts(cases[1])
    office.reviewer.proposes_refusal(refused, PRIVATE["reason"])
    office.second.countersigns(refused)
    return [office.reload(case) for case in cases]
