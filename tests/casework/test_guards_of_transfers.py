"""A case changes hands by a transfer and in no other way: by the ORM and by raw SQL, for the application and the owner.

Each attack is lawful but for the one thing it does wrong.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from casework.models import Case, CaseEvent
from registry.models import Record, RecordMove
from repair.models import RepairCase
from tests.casework.scene import FORWARD, NO_RIGHT, refusal

PLACE = "event_in_the_department_of_its_case"
ORDER = "event_keeps_to_the_transfer"
NAMES = "event_of_a_transfer_names_the_other_department"
TOGETHER = "case_in_the_department_of_its_record"


@dataclass
class HandedOn:
    """A case nobody is asked about, one that another department is asked for, one given back, one disputed."""

    office: Any
    keys: dict[str, int]

    def at(self, name: str) -> RepairCase:
        return RepairCase.objects.get(pk=self.keys[name])

    def event(self, name: str, verb: str, mark: str, **lies: Any) -> CaseEvent:
        """The next event of a case, lawful for its mark, with the lies put in."""
        case, office = self.at(name), self.office
        abroad = mark in ("take", "return")
        place = office.elsewhere if abroad else office.department
        columns = {
            "case_id": case.pk, "seq": case.seq + 1, "machine": "repair", "verb": verb, "source": case.status,
            "target": case.status, "capacity": "department", "closes": False, "second": False, "transfer": mark,
            "to_department": None if mark in ("", "return") else office.elsewhere, "department": place,
            "officer_of": place, "on": date(2026, 11, 23),
            "actor": office.stranger.user if abroad else office.reviewer.user,
        }  # fmt: skip
        return CaseEvent.objects.create(**columns | lies)

    def moved(self, name: str, **columns: Any) -> None:
        case = self.at(name)
        Case.objects.filter(pk=case.pk).update(**{"seq": case.seq + 1} | columns)

    def ours(self) -> dict[str, Any]:
        """The columns of a step by the department that has the case."""
        office = self.office
        return {
            "department": office.department,
            "officer_of": office.department,
            "actor": office.reviewer.user,
        }


@pytest.fixture
def handed_on(office):
    asked = office.reviewer.asks_to_take_over(office.has_taken_up(), office.elsewhere)
    back = office.stranger.gives_back(
        office.reviewer.asks_to_take_over(office.has_taken_up(), office.elsewhere)
    )
    disputed = office.stranger.gives_back(
        office.reviewer.asks_to_take_over(office.has_taken_up(), office.elsewhere)
    )
    office.reviewer.asks_to_take_over(disputed, office.elsewhere)
    office.stranger.takes_over(office.reviewer.asks_to_take_over(office.has_received(), office.elsewhere))
    quiet = office.has_taken_up()
    return HandedOn(office, {"quiet": quiet.pk, "asked": asked.pk, "back": back.pk, "disputed": disputed.pk})


@pytest.fixture(params=["application", "owner"])
def by(request):
    """As whom the attack is made; `handed_on` is built before the rights change."""
    request.getfixturevalue("handed_on")
    if request.param == "owner":
        request.getfixturevalue("as_the_owner")
    return request.param


def taken_and_kept(h):
    h.event("asked", "accept_transfer", "take")
    h.moved("asked", transfer_to=None)


def taken_without_its_record(h):
    h.event("asked", "accept_transfer", "take")
    h.moved("asked", transfer_to=None, department=h.office.elsewhere)


def asked_in_silence(h):
    h.event("quiet", "propose_transfer", "ask")
    h.moved("quiet")


def moves_only_the_record(h):
    Record.objects.filter(pk=h.at("asked").record_id).update(department=h.office.elsewhere)


ATTACKS = {
    "department changed without a step": (lambda h: h.moved("quiet", seq=h.at("quiet").seq, department=h.office.elsewhere), FORWARD),
    "department changed while another is asked": (lambda h: h.moved("asked", seq=h.at("asked").seq, department=h.office.elsewhere), FORWARD),
    "the question withdrawn without a step": (lambda h: h.moved("asked", seq=h.at("asked").seq, transfer_to=None), FORWARD),
    "taken over by a department that was not asked": (lambda h: h.event("quiet", "accept_transfer", "take"), PLACE),
    "taken over by the department that has it": (
        lambda h: h.event("asked", "accept_transfer", "take", to_department=h.office.department, **h.ours()), PLACE,
    ),
    "taken over by somebody from nowhere": (
        lambda h: h.event("asked", "accept_transfer", "take", actor=h.office.reviewer.user), "event_of_an_officer_of_the_department",
    ),
    "given back by the department that has it": (lambda h: h.event("asked", "return_transfer", "return", **h.ours()), PLACE),
    "given back a second time": (lambda h: h.event("disputed", "return_transfer", "return"), ORDER),
    "asked a second time": (lambda h: h.event("back", "propose_transfer", "ask"), ORDER),
    "asked while asked": (lambda h: h.event("asked", "propose_transfer", "ask"), ORDER),
    "taken over while disputed": (lambda h: h.event("disputed", "accept_transfer", "take"), ORDER),
    "disputed before it was asked": (lambda h: h.event("quiet", "dispute_transfer", "refer"), ORDER),
    "settled by nobody's request": (
        lambda h: h.event("quiet", "settle_transfer", "settle", capacity="office", officer_of=None), ORDER,
    ),
    "settled by a department": (lambda h: h.event("disputed", "settle_transfer", "settle"), "event_is_a_legal_step"),
    "a transfer dressed as an ordinary step": (lambda h: h.event("quiet", "propose_transfer", ""), "event_is_a_legal_step"),
    "asked of itself": (lambda h: h.event("quiet", "propose_transfer", "ask", to_department=h.office.department), NAMES),
    "asked of nobody": (lambda h: h.event("quiet", "propose_transfer", "ask", to_department=None), NAMES),
    "decided while another is asked": (lambda h: h.event("asked", "approve", "", target="approved"), ORDER),
    "decided while it is disputed": (lambda h: h.event("disputed", "approve", "", target="approved"), ORDER),
    "decided by the department that is asked": (
        lambda h: h.event("asked", "approve", "", target="approved", department=h.office.elsewhere,
                          officer_of=h.office.elsewhere, actor=h.office.stranger.user), PLACE,
    ),
    "taken over, and kept": (taken_and_kept, FORWARD),
    "taken over without its record": (taken_without_its_record, TOGETHER),
    "asked, and nobody told": (asked_in_silence, FORWARD),
    "the record alone": (moves_only_the_record, "record_goes_with_its_case"),
    "the move forgotten": (lambda h: RecordMove.objects.all()._raw_delete("default"), "record_move_is_never_changed"),
}  # fmt: skip


def test_every_other_way_is_refused_by_its_guard(handed_on, by):
    wanted = {name: guard for name, (_attack, guard) in ATTACKS.items()}
    if by == "application":
        wanted["the move forgotten"] = NO_RIGHT
    assert {name: refusal(partial(attack, handed_on)) for name, (attack, _guard) in ATTACKS.items()} == wanted


def test_the_same_statements_made_lawfully_pass(handed_on, by):
    """So that the refusals above are refusals of the lie, not of the statement."""

    def take_over():
        handed_on.event("asked", "accept_transfer", "take")
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {TOGETHER} DEFERRED")
        handed_on.moved("asked", transfer_to=None, department=handed_on.office.elsewhere)
        moves_only_the_record(handed_on)

    assert refusal(take_over) == ""


def test_a_closed_case_keeps_the_department_that_decided_it_when_its_record_moves(office):
    record = office.identifies()
    closed = office.reviewer.declines(office.representative.applies(record), "材料与该信息无关。")
    again = office.representative.applies(office.reload(closed).record)
    office.stranger.takes_over(office.reviewer.asks_to_take_over(again, office.elsewhere))
    assert office.reload(closed).department == office.department
    assert office.reload(again).department == Record.objects.get(pk=record.pk).department == office.elsewhere
