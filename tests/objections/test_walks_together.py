"""Random walks over one record with everything that may be open on it: repair, objection, reconsideration.

The natural way of the repair, with its bends, nights and failing channels, goes on here beside whoever
objects, the credit office and the department that answers; who tries what is not theirs, and the
attackers, have walks of their own in `tests/repair`. After each step every invariant of
`invariants.py` holds; `tests/walking.py` says how walks are taken.
"""

from datetime import date
from itertools import count

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from casework.channels import ADAPTERS, NOT_SHOWN, Look
from casework.errors import CaseError
from casework.models import ChannelOrder, Effect, Removal
from casework.orders import follow_orders
from objections.models import ContestCase, ObjectionCase, Origin, Status
from objections.services import close_what_has_followed
from objections.services import contest as contests
from objections.services.contest import Notice, Outcome
from registry.duties import give_duty
from registry.models import Channel, Publication, Record
from registry.numbers import made_up_uscc
from repair.models import RepairCase
from repair.services.channels import work_channels
from tests.corpus.papers import a_pdf
from tests.objecting import LONG_AGO
from tests.objections.invariants import BROUGHT_ABOUT, everything_holds, nobody_decided_beside_an_objection
from tests.objections.ways import CLAIMS, RAISED_BY, WAYS
from tests.registry.conftest import clean_rows, imported, write
from tests.repair.test_walks import ManyRecordsPlatform, RepairWalk, timedelta, which
from tests.walking import take_walks

REFUSALS = (CaseError, PermissionDenied, ObjectDoesNotExist)
NOTICE = Notice("reconsideration", "江澜市人民政府", "江政复受〔2026〕12号", date(2026, 9, 1))

bends = st.sampled_from(
    ["straight", "straight", "deny", "deny", "half", "unknown", "ask", "copy", "hand_on"] * 2
    + ["decline", "withdraw"]
)
# Each step with its bend; where a status knows no such bend, straight on.
courses = st.lists(bends, min_size=2, max_size=8)
what = st.sampled_from(CLAIMS)
raised = st.sampled_from([Origin.SUBJECT, Origin.SUBJECT, *Origin])
everybody = st.sampled_from(
    ["representative", "reviewer", "colleague", "second", "stranger", "credit_officer", "checker"]
)


class WalkTogether(RepairWalk):
    """Everybody acts on the same records; a refusal is an answer like another, any other error is a find."""

    every: dict[str, dict[str, Record]]
    checker = folder = None
    batches = count(1)
    # left to the walks of the repair alone
    applicant_tries = answers = officer_tries = officer_says = answers_a_transfer = hands_on = None
    settles = signs_for_the_second_time = mandate_changes = attacker_tries = None

    def __init__(self):
        super().__init__()
        self.records = {}
        self.platform.looks.clear()

    @initialize(place=st.sampled_from(sorted(BROUGHT_ABOUT)), claim=what, course=courses)
    def has_begun(self, place, claim, course):
        self.records = self.every[place]
        self.objects(record="ready", origin=Origin.SUBJECT, claim=claim, repair_waits=True)
        self.objection_goes_on(record="ready", course=course)

    def objection_on(self, record):
        return ObjectionCase.objects.filter(record=self.records[record]).order_by("-pk").first()

    def person(self, name):
        return self.checker if name == "checker" else getattr(self.office, name)

    def attempts(self, name, step):
        """Take a step; whether it was refused is counted."""
        try:
            step()
            self.tally[name] = self.tally.get(name, 0) + 1
        except REFUSALS as refusal:
            name = f"refused as {type(refusal).__name__}"
            self.tally[name] = self.tally.get(name, 0) + 1

    # --- whoever objects ---

    @rule(record=which, origin=raised, claim=what, repair_waits=st.booleans())
    def objects(self, record, origin, claim, repair_waits):
        kind, claimed = claim
        who = self.person(RAISED_BY[Origin(origin)])
        self.attempts(
            "begins",
            lambda: who.begins_objection(
                self.records[record], kind=kind, origin=origin, pause_repair=repair_waits
            ),
        )
        case = self.objection_on(record)
        if case is not None:
            self.attempts("files", lambda: who.claims_and_files(case, **claimed))

    @rule(record=which, origin=raised, claim=what)
    def only_begins(self, record, origin, claim):
        who = self.person(RAISED_BY[Origin(origin)])
        self.attempts(
            "begins",
            lambda: who.begins_objection(
                self.records[record], kind=claim[0], origin=origin, pause_repair=True
            ),
        )

    @rule(record=which, actor=everybody, again=st.booleans())
    def takes_an_objection_back(self, record, actor, again):
        if case := self.objection_on(record):
            actor = RAISED_BY[Origin(case.origin)] if again else actor
            self.attempts("takes_back", lambda: self.person(actor).takes_back(case, "不再异议。"))

    # --- the natural way on, with a bend; and anybody who tries anything ---

    @rule(record=which, origin=raised, claim=what, course=courses)
    def is_objected_to(self, record, origin, claim, course):
        self.objects(record=record, origin=origin, claim=claim, repair_waits=True)
        self.objection_goes_on(record=record, course=course)

    @rule(record=which, course=courses)
    def objection_goes_on(self, record, course):
        for bend in course:
            self._next_of_the_objection(record, bend)

    @rule(
        record=which,
        actor=everybody,
        status=st.sampled_from(sorted(set(map(str, WAYS)) - {"applied_to_record"})),
        bend=bends,
    )
    def somebody_tries(self, record, actor, status, bend):
        ways = WAYS[status]
        _who, verb, *said = ways.get(bend, ways["straight"])
        if case := self.objection_on(record):
            self._says(actor, verb, said, case)

    def _next_of_the_objection(self, record, bend):
        case = self.objection_on(record)
        if case is None:
            return
        party = RAISED_BY[Origin(case.origin)]
        if bend == "withdraw":
            self.attempts("takes_back", lambda: self.person(party).takes_back(case, "不再异议。"))
            return
        ours = case.department_id == self.office.department.pk
        place = "proposed" if case.status == Status.VERIFYING and case.proposed_by_id else case.status
        if place == Status.REVIEWING and case.is_re_checked_above:
            place = "to be sent above"
        ways = WAYS.get(place, {})
        way = ways.get(bend, ways.get("straight"))
        if way is None:
            return
        actor, verb, *said = way
        if actor == "channels":
            self.every_channel_catches_up()
            return
        taker = "colleague" if case.claimed_by == self.office.colleague.user else "reviewer"
        people = {"party": party, "reviewer": taker if ours else "stranger"}
        if not ours:
            people["second"] = "driver"
        self._says(people.get(actor, actor), verb, said, case)

    def _says(self, actor, verb, said, case):
        who = self.driver if actor == "driver" else self.person(actor)
        named = [each for each in said if isinstance(each, dict)]
        words = [
            getattr(self.office, each) if each in ("elsewhere", "department") else each
            for each in said
            if not isinstance(each, dict)
        ]

        def step():
            if verb == "corrects_what_differs":
                who.answers(case)
                who.corrects_the_copy(case)
            else:
                getattr(who, verb)(case, *words, **(named[0] if named else {}))

        self.attempts(verb, step)

    @rule(record=which, by_head=st.booleans())
    def asks_for_more_time(self, record, by_head):
        if case := self.objection_on(record):
            who = self.office.second if by_head else self.office.reviewer
            self.attempts("extends", lambda: who.extends_objection(case))

    # --- a reconsideration or lawsuit ---

    @rule(record=which, actor=st.sampled_from(["reviewer", "colleague", "stranger"]))
    def is_contested(self, record, actor):
        paper = SimpleUploadedFile("受理通知书.pdf", a_pdf("受理通知书"))
        about = {"by": self.person(actor).user, "on": self.office.day.today}
        self.attempts(
            "is_contested", lambda: contests.record_contest(self.records[record], NOTICE, paper, **about)
        )

    @rule(
        record=which,
        actor=st.sampled_from(["reviewer", "colleague", "stranger"]),
        by_mistake=st.booleans(),
    )
    def contest_is_over(self, record, actor, by_mistake):
        case = ContestCase.objects.filter(record=self.records[record]).order_by("-pk").first()
        if case is None:
            return
        about = {"by": self.person(actor).user, "on": self.office.day.today}
        outcome = Outcome("annulled", "江政复决〔2026〕12号", date(2026, 11, 20))
        over = (
            (lambda: contests.cancel_contest(case.number, reason="录入有误。", **about))
            if by_mistake
            else (lambda: contests.end_contest(case.number, outcome, **about))
        )
        self.attempts("contest_is_over", over)

    # --- files and channels ---

    @rule(record=which)
    def comes_again_in_a_file(self, record):
        """Its department delivers the row again: a withdrawn record is not brought back."""
        stands = Record.objects.select_related("department", "subject").get(pk=self.records[record].pk)
        row = clean_rows()[0] | {
            "CF_XDR_MC": stands.subject.name, "CF_XDR_SHXYM": stands.subject.uscc, "CF_WSH": stands.document_number,
            "CF_CFJG": stands.department.name, "CF_CFJGDM": stands.department.uscc, "CF_SJLY": stands.department.name,
            "CF_SJLYDM": stands.department.uscc, "CF_JDRQ": stands.decided_on.isoformat(), "CF_WFXW": stands.title,
        }  # fmt: skip
        name = f"again-{next(self.batches)}"
        path = self.folder / f"{name}.csv"
        write(path, [row])
        _outcome, (line,) = imported(path, on=self.office.day.today, batch_name=name)
        codes = {error["code"] for error in line["errors"]}
        self.tally[f"row {line['status']} {sorted(codes)}"] = 1
        if stands.withdrawn_on:
            assert codes == {"withdrawn_by_objection"}, line
        assert line["status"] != "created"

    @rule(down=st.booleans(), obeys=st.booleans())
    def channels_work(self, down, obeys):
        self.platform.is_down, self.platform.obeys = down, obeys
        self._works(hours=2)

    @rule()
    def every_channel_catches_up(self):
        """Channels that work again end by showing what the matters on each record say."""
        self.platform.is_down, self.platform.obeys = False, True
        self._works(hours=48)
        assert not ChannelOrder.objects.owed().exists()
        for record in self.records.values():
            look = self.platform.shows_as(record, on=self.office.day.today)
            kinds = set(Effect.objects.running().filter(record=record).values_list("kind", flat=True))
            marks = ("mark" in kinds, "contested" in kinds, "suspend_sanctions" in kinds)
            if look.shown:
                assert marks == (look.marked, look.contested, look.sanctions_held)
                assert "suspend_disclosure" not in kinds

    def _works(self, hours):
        now = timezone.now() + timedelta(hours=hours)
        follow_orders(now=now, on=self.office.day.today)
        work_channels(now=now, on=self.office.day.today)
        close_what_has_followed(on=self.office.day.today)

    @invariant()
    def everything_holds(self):
        everything_holds([record.pk for record in self.records.values()], self.office.day.today)
        for record in self.records.values():
            nobody_decided_beside_an_objection(record)
        repaired = Removal.objects.filter(case__status="repaired").values_list("record_id", flat=True)
        assert not [pk for pk in repaired if pk not in self.platform.gone]


class Province(ManyRecordsPlatform):
    """The province's platform, which shows marks as well and does as it is told."""

    def follow(self, order, look, *, on):
        if self.is_down:
            raise OSError("no answer")
        if self.obeys:
            self.looks[order.record_id] = look
            (self.gone.discard if look.shown else self.gone.add)(order.record_id)

    def shows_as(self, record, *, on):
        return NOT_SHOWN if record.pk in self.gone else self.looks.get(record.pk, Look(True))


@pytest.mark.django_db
def test_whatever_the_order_everything_agrees(office, monkeypatch, capsys, tmp_path, settings):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    province = Channel.objects.create(code="province", name="省平台")
    platform = Province()
    monkeypatch.setitem(ADAPTERS, "province", platform)
    bears_its_number(office.company, made_up_uscc("91", 77))
    bears_its_number(office.department, made_up_uscc("11", 77))
    bears_its_number(office.elsewhere, made_up_uscc("11", 78))
    facts = {"ready": {}, "waiting": {"severity": "serious"}, "ending": {"decided_on": date(2025, 11, 30)}}
    every = {
        place: {
            name: office.identifies(jurisdiction=place, **LONG_AGO | more) for name, more in facts.items()
        }
        for place in BROUGHT_ABOUT
    }
    for record in [each for records in every.values() for each in records.values()]:
        Publication.objects.create(record=record, channel=province, shown_from=record.decided_on)
    driver = office.joins_the_credit_office("driver")
    driver.user.groups.clear()
    give_duty(driver.user, office.elsewhere, "countersign_cases", office.day.today)
    tally: dict[str, int] = {}
    walk = type(
        "Walk",
        (WalkTogether,),
        {
            "office": office, "platform": platform, "every": every, "tally": tally, "folder": tmp_path,
            "checker": office.joins_the_credit_office("ma"), "driver": driver,
        },
    )  # fmt: skip
    how_far = take_walks(walk, walks=8, steps=10)
    with capsys.disabled():
        print(f"\n{how_far}: {dict(sorted(tally.items()))}")
    assert RepairCase.objects.count() == 0  # every walk was taken back
    for verb in ("begins", "files", "takes_up", "forwards", "concludes"):
        assert tally.get(verb), verb  # walks get as far as an answer


def bears_its_number(who, uscc):
    """A number that a file may name: its check digit is right."""
    who.uscc = uscc
    who.save(update_fields=["uscc"])
