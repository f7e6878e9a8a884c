"""Whatever begins and ends on a record, in whatever order: its mark and suspensions are those of its open matters.

What should run is worked out here from the events of each case and the words of the rules, and
compared with what the effects, the public page and the channels say.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from casework.channels import ADAPTERS, due_look
from casework.errors import CaseError
from casework.history import history_of
from casework.models import Case, ChannelOrder, Effect
from casework.orders import follow_orders
from objections import services
from objections.models import ContestCase, ObjectionCase
from objections.services import close_what_has_followed
from objections.services import contest as contests
from objections.services.contest import Notice, Outcome
from registry.assessing import facts_of
from registry.models import Channel, Publication, Record
from repair.models import RepairCase
from rules.objections import ObjectionRules
from rules.services import objection_rules
from tests.corpus.papers import a_pdf
from tests.objecting import of_a_place
from tests.world import Office, Platform

PLACES = ["CN", "CN-ZJ-TAIZHOU", "CN-GD-SHENZHEN", "CN-GS-GANZHOU"]
ROUNDS = 6  # how often each step is tried
REFUSALS = (CaseError, PermissionDenied, ObjectDoesNotExist)
FILED = ("file", "file_as_department", "file_as_office")
ANSWERED = ("upheld", "partly_upheld", "unverifiable", "applied_to_record", "drafted")
NOTICE = Notice("reconsideration", "江澜市人民政府", "江政复受〔2026〕12号", date(2026, 9, 1))


def should_run(record: Record) -> set[tuple[str, str]]:
    """Which effects the open matters of a record have by their events: the number of the case, and the kind."""
    running = set()
    for case in Case.objects.open().filter(record=record):
        rules = objection_rules(facts_of(record), case.opened_on)
        if case.machine == "contest":
            words = {"contested": "contest_mark", "suspend_disclosure": "contest_pauses_publication"}
            running |= {(case.number, kind) for kind, word in words.items() if rules.word(word) == "yes"}
        if case.machine == "objection" and case.status not in ANSWERED:
            kind, verbs = case.as_kind.kind, set(case.events.values_list("verb", flat=True))
            moments = {
                "filing": verbs & {*FILED},
                "acceptance": verbs & {"accept"},
                "forwarded": verbs & {"forward"},
            }
            from_when = {
                "mark": rules.word("mark_from", kind, "acceptance")
                if rules.word("mark", kind) == "yes"
                else "no",
                "suspend_disclosure": rules.word("suspend_disclosure", kind, "no"),
                "suspend_sanctions": rules.word("suspend_sanctions", kind, "no"),
            }
            running |= {(case.number, each) for each, moment in from_when.items() if moments.get(moment)}
    return running


class Walk:
    """One record, and everything that can be done about it, tried in any order."""

    def __init__(self, office: Office, record: Record, chance: Random) -> None:
        self.office, self.record, self.chance = office, record, chance
        self.done: list[str] = []

    def of(self, kind: type[Case]) -> Any:
        return kind.objects.filter(record=self.record).latest("pk")

    def step(self, name: str) -> None:
        try:
            with transaction.atomic():
                self.steps()[name]()
        except REFUSALS:
            return
        self.done.append(name)

    def steps(self) -> dict[str, Callable[[], Any]]:
        office, by = self.office, {"by": self.office.reviewer.user, "on": self.office.day.today}
        party, desk, credit = office.representative, office.reviewer, office.credit_officer
        objection, contest, repair = (
            lambda kind=kind: self.of(kind) for kind in (ObjectionCase, ContestCase, RepairCase)
        )
        paper = SimpleUploadedFile("受理通知书.pdf", a_pdf("受理通知书"))
        outcome = Outcome("maintained", "江政复决〔2026〕12号", date(2026, 11, 20))
        fine = str(self.chance.randrange(1000, 30000))
        return {
            "object": lambda: party.objects(self.record, fine_yuan=fine),
            "object while a repair waits": lambda: party.claims_and_files(
                party.begins_objection(self.record, pause_repair=True), fine_yuan=fine
            ),
            "find wrong": lambda: desk.finds_wrong(self.record, fine_yuan=fine),
            "take back": lambda: party.takes_back(objection()),
            "take up": lambda: credit.takes_up(objection()),
            "turn away": lambda: credit.turns_away(objection()),
            "forward": lambda: credit.forwards(objection()),
            "correct the copy": lambda: (credit.answers(objection()), credit.corrects_the_copy(objection())),
            "uphold": lambda: desk.concludes(objection()),
            "find nothing wrong": lambda: desk.concludes(objection(), fine_yuan="right"),
            "find unverifiable": lambda: desk.concludes(objection(), fine_yuan="unverifiable"),
            "confirm": lambda: office.second.confirms(objection()),
            "ask for a re-check": lambda: party.asks_for_review(objection()),
            "re-check": lambda: credit.reviews(objection()),
            "contest": lambda: contests.record_contest(self.record, NOTICE, paper, **by),
            "end the contest": lambda: contests.end_contest(contest().number, outcome, **by),
            "cancel the contest": lambda: contests.cancel_contest(
                contest().number, reason="录错", by=office.colleague.user, on=office.day.today
            ),
            "apply": lambda: party.applies(self.record),
            "withdraw the application": lambda: party.withdraws(repair()),
            "channels": lambda: (office.works_the_channels(), close_what_has_followed(on=office.day.today)),
            "a day": lambda: office.day((office.day.today + timedelta(days=1)).isoformat()),
        }  # fmt: skip


def everything_holds(record: Record, on: date) -> None:
    """The effects are those of the open matters, and the public page goes by them."""
    running = set(Effect.objects.running().filter(record=record).values_list("case__number", "kind"))
    assert running == should_run(record)
    record.refresh_from_db()
    shown = Publication.objects.filter(record=record, channel__code="public_page").get()
    hidden = any(kind == "suspend_disclosure" for _number, kind in running)
    in_public = Publication.objects.public(on).filter(record=record).exists()
    assert in_public == (shown.is_on_show(on) and not hidden)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.mark.parametrize("place", PLACES)
def test_mark_and_suspensions_are_exactly_those_of_the_open_matters(office, day, monkeypatch, place):
    platform = Platform()
    monkeypatch.setitem(ADAPTERS, "province", platform)
    record, chance = of_a_place(office, place), Random(place)  # noqa: S311 - a walk, no secret
    province = Channel.objects.create(code="province", name="江澜省信用平台（测试）")
    Publication.objects.create(record=record, channel=province, shown_from=record.decided_on)
    walk = Walk(office, record, chance)
    names = sorted(walk.steps()) * ROUNDS
    chance.shuffle(names)
    for name in names:
        platform.is_down = chance.random() < 0.2
        walk.step(name)
        everything_holds(record, day.today)
    platform.is_down = False
    follow_orders(now=timezone.now() + timedelta(hours=2), on=day.today)
    assert not ChannelOrder.objects.owed().exists(), walk.done
    for channel in Channel.objects.filter(publications__record=record):
        look = ADAPTERS[channel.code].shows_as(record, on=day.today)
        assert look == due_look(record, channel, on=day.today), walk.done
    assert {"take up", "contest"} <= set(walk.done), walk.done


def objected(office: Office, *, shown: bool) -> ObjectionCase:
    """An objection taken up, with a statement of the subject."""
    party, words = office.representative, {"statement": "罚款已于8月缴清。", "shown": shown}
    case = party.begins_objection(office.identifies())
    party.claims_that(case, fine_yuan="3200")
    services.state(case.number, **words, notice_wanted=False, by=party.user, on=office.day.today)
    services.file(case.number, by=party.user, on=office.day.today)
    return office.credit_officer.takes_up(case)


@pytest.mark.parametrize(("allowed", "shown"), [("yes", True), ("yes", False), ("no", True)])
def test_the_statement_stands_beside_the_mark_where_subject_and_rules_want_it(
    office, client, monkeypatch, allowed, shown
):
    told = ObjectionRules.word
    monkeypatch.setattr(
        ObjectionRules,
        "word",
        lambda self, name, *more: allowed if name == "statement_shown" else told(self, name, *more),
    )
    case = objected(office, shown=shown)
    page = client.get(f"/public/records/{case.record.public_id}/").content.decode()
    assert "异议处理中" in page
    assert ("罚款已于8月缴清。" in page) == (shown and allowed == "yes")


def test_the_statement_goes_with_the_mark_and_the_correction_stays_a_line(office, client):
    case = objected(office, shown=True)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    page = client.get(f"/public/records/{case.record.public_id}/").content.decode()
    assert "异议处理中" not in page
    assert "罚款已于8月缴清。" not in page
    lines = [line.words for line in history_of(case.record)]
    assert lines[:-1] == ["本系统公示页 · 公示中", "加注异议标注", "取消异议标注"]
    assert "3,200 元" in lines[-1]
