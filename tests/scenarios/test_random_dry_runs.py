"""Random drafts over a mixed population: what a dry run lists is what then happens, record by record and case by case.

Every draft is released on a copy, which is a transaction that is taken back: there its day comes, the
records are assessed, every draft of an application or objection is handed in. The same is done on a copy
without the release. XINXIU_DRY_RUNS says how many populations, XINXIU_SEED from which seed; the seed is printed.
"""

import os
import random
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from casework.errors import CaseError
from objections.models import ObjectionCase
from rechecks.models import Impact
from rechecks.services import rule_drafts, ruling
from rechecks.services.rule_drafts import Confirmation, LocalFigure
from registry.assessing import refresh
from registry.models import Publication, Record
from repair.models import RepairCase
from tests.rechecks.ruling import own_set, ruling_people
from tests.scenarios.test_dry_run_of_rules import as_they_stand

POPULATIONS = int(os.environ.get("XINXIU_DRY_RUNS", "1"))
SEED = int(os.environ.get("XINXIU_SEED") or random.SystemRandom().randrange(2**32))
TODAY = date(2026, 11, 23)
PLACES = ("CN-HL-HEGANG", "CN-HL-HEGANG", "CN-SH", "CN")
LEFT_OPEN = {  # terms of the authority that a local set may shorten
    ("figures", "accept_working_days"): 3,
    ("figures", "decide_working_days"): 7,
    ("objections", "accept_working_days"): 2,
}


@contextmanager
def a_copy():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Drafting:
    """The drafts of one run, each beginning some days after the one before it."""

    credit_office: Any
    chance: random.Random
    begins: date = TODAY

    @property
    def said(self) -> dict[str, Any]:
        self.begins += timedelta(days=self.chance.randint(1, 6))
        on = self.credit_office.office.day.today
        return {
            "takes_effect_on": self.begins, "because": "随机草案", "by": self.credit_office.drafter, "on": on,
        }  # fmt: skip

    def reading(self, place: str, values: str) -> Any:
        """A period of Order 36 as somebody reads it otherwise in the text."""
        read = Confirmation(place, self.chance.choice(values), "《信用修复管理办法》第十条", "公报")
        return rule_drafts.draft_confirmation("CN-NDRC-36", read, **self.said)

    def local_set(self) -> Any:
        chosen = self.chance.sample(sorted(LEFT_OPEN), k=self.chance.randint(1, len(LEFT_OPEN)))
        figures = tuple(
            LocalFigure(part, name, self.chance.randint(1, LEFT_OPEN[part, name] - 1), "working_days", "设定")
            for part, name in chosen
        )
        return rule_drafts.draft_local_set(own_set(figures=figures), **self.said)

    def back_to_the_file(self) -> Any:
        return rule_drafts.draft_rollback("CN-NDRC-36", 1, **self.said)

    def in_turn(self) -> list[Any]:
        """One that gains, one that loses, others between them; at last both are taken back, which gains and loses."""
        first = [
            lambda: self.reading("classes.general.min_period", "12"),
            lambda: self.reading("classes.serious.min_period", "2"),
            self.local_set,
            lambda: self.reading(f"classes.{self.chance.choice(['serious', 'minor'])}.max_period", "1245"),
        ]
        self.chance.shuffle(first)
        return [*first, self.back_to_the_file]


def random_record(office, chance, **facts):
    decided = TODAY - timedelta(days=chance.randint(5, 1300))
    said = {
        "severity": chance.choice(("minor", "general", "general", "serious", "")),
        "jurisdiction": chance.choice(PLACES),
        "sector": chance.choice(("general", "general", "general", "market_regulation")),
        "decided_on": decided,
        "published_on": chance.choice((decided, decided + timedelta(days=4))),
        "ban_until": chance.choice((None, None, None, decided + timedelta(days=200))),
        "obligations": [("fine", chance.choice((None, True)))],
    }
    return office.identifies(**said | facts)


def populated(office, chance):
    """Records of all classes; applications and objections begun, handed in and decided."""
    for _n in range(12):
        random_record(office, chance)
    for severity in ("general", "serious"):
        random_record(office, chance, severity=severity, jurisdiction="CN", sector="general", ban_until=None)
    applicant = office.representative
    for place in PLACES[1:]:
        applicant.starts(office.identifies(jurisdiction=place))
        applicant.begins_objection(office.identifies(jurisdiction=place))
    applicant.starts(office.identifies(severity="serious", decided_on=date(2025, 3, 3)))
    office.has_received(jurisdiction="CN-HL-HEGANG")
    office.has_taken_up()
    applicant.objects(office.identifies(jurisdiction="CN-HL-HEGANG"), fine_yuan="3200")
    office.has_granted()
    office.works_the_channels()


def what_happens(office, begins, release=None):
    """On a copy: the day comes. How every record stands, and when what is handed in that day is due."""
    with a_copy():
        if release:
            release()
        office.day(begins.isoformat())
        if release:
            assert ruling.take_effect(begins) == {"releases": 1}
        else:
            refresh(Record.objects.all(), begins)
        records = as_they_stand(begins)
        before = handed_in()
        cases = {
            case.pk: applied(office, case) for case in RepairCase.objects.open().filter(submitted_on=None)
        }
        cases |= {
            case.pk: objected(office, case) for case in ObjectionCase.objects.open().filter(status="drafted")
        }
        return records, cases, before


def handed_in():
    """Cases that keep their version: their terms and what they were assessed to."""
    repairs = RepairCase.objects.open().exclude(submitted_on=None).order_by("pk")
    objections = ObjectionCase.objects.open().exclude(status="drafted").order_by("pk")
    return [
        *repairs.values_list("pk", "due_on", "assessment"),
        *objections.values_list("pk", "due_on", "rules"),
    ]


def applied(office, case):
    """When an application would be taken up, and decided; nothing where it cannot be handed in."""
    try:
        office.representative.states(case)
        office.representative.signs(case)
        if case.training_asked:
            office.representative.trains(case)
        office.representative.submits(case)
    except CaseError:
        return None
    accept_by = office.reload(case).due_on
    return {"accept_by": accept_by.isoformat(), "decide_by": office.reviewer.accepts(case).due_on.isoformat()}


def objected(office, case):
    office.representative.claims_and_files(case, fine_yuan="3200")
    return {"accept_by": ObjectionCase.objects.get(pk=case.pk).due_on.isoformat()}


def as_said(days):
    """The days of a line as `what_happens` tells them."""
    if days.get("may_apply") is False:
        return None
    return {name: day for name, day in days.items() if name != "may_apply"}


@pytest.mark.parametrize("number", range(POPULATIONS))
def test_whatever_is_listed_happens_and_nothing_else(office, number):
    print(f"XINXIU_SEED={SEED}, population {number}")
    chance = random.Random(f"{SEED}/{number}")  # noqa: S311
    credit_office = ruling_people(office)
    populated(office, chance)
    drafting = Drafting(credit_office, chance)
    runs = [compared(office, credit_office, draft()) for draft in drafting.in_turn()]
    last = runs[-1].counts["records"]
    assert last[Impact.GAINS], "a shortened minimum is taken back"
    assert last[Impact.LOSES]
    assert sum(run.lines.exclude(case=None).count() for run in runs)


def compared(office, credit_office, draft):
    """Try a draft, hold the run against both copies, and release it for good."""
    run, begins, today = credit_office.tries(draft), draft.takes_effect_on, office.day.today
    without, cases_without, kept = what_happens(office, begins)
    office.day(today.isoformat())
    records, cases, still_kept = what_happens(office, begins, lambda: credit_office.releases(draft))
    office.day(today.isoformat())
    said = {line.record_id: (line.before, line.after) for line in run.lines.filter(case=None)}
    over = set(Publication.objects.filter(state="ended_by_repair").values_list("record", flat=True))
    moved = {pk for pk in records if records[pk] != without[pk]} - over
    assert said == {pk: (without[pk], records[pk]) for pk in moved}
    listed = {
        line.case_id: (as_said(line.before), as_said(line.after)) for line in run.lines.exclude(case=None)
    }
    assert {pk: pair for pk, pair in listed.items() if pair[0] != pair[1]} == {
        pk: (cases_without[pk], cases[pk]) for pk in cases if cases[pk] != cases_without[pk]
    }
    assert still_kept == kept
    credit_office.releases(draft)
    office.day(begins.isoformat())
    ruling.take_effect(begins)
    assert as_they_stand(begins) == records
    return run
