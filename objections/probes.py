"""Attacks on the guards of objections: no claim rewritten, no answer out of time, no outcome against the answers."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.models import LegalStep
from casework.probes.attack import Attack
from casework.probes.world import A_DAY, EVENT, event_of, go_on, lawful_case
from objections.models import ClaimAnswer, ObjectionCase, ObjectionKind, Status

ROAD = ("begin", "file", "accept", "forward")
CLAIM = """
    INSERT INTO objections_claim (case_id, number, field, stated, claimed, explanation)
    VALUES (%(objection)s, %(number)s, %(field)s, '1', '2', '')"""
ANSWER = """
    INSERT INTO objections_claimanswer (claim_id, round, answer, value, reason, source, cites, by_id, "on")
    VALUES (%(claim)s, %(round)s, %(answer)s, '2', 'probe', '', '', %(actor)s, %(day)s)"""

LEVEL = """
    UPDATE objections_objectioncase
    SET review_level = 'provincial', review_asked_on = %(day)s, review_asked_seq = 2 WHERE case_ptr_id = %(case)s"""


def attacks_on_objections(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if ClaimAnswer._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings objections there is nothing to guard
    road = _road()
    world |= _objections(world, road)
    late = world | {"number": 2, "field": "title"}
    yield Attack("claim_stands_once_filed", CLAIM, late)
    yield Attack(
        "claim_stands_once_filed", "UPDATE objections_claim SET claimed = '3' WHERE id = %(claim)s", world
    )
    yield Attack("claim_stands_once_filed", "DELETE FROM objections_claim WHERE id = %(claim)s", world)
    yield Attack("claim_is_answered_in_its_time", ANSWER, world | {"round": 2})
    yield Attack("claim_is_answered_in_its_time", ANSWER, world | {"claim": world["draft_claim"]})
    upheld = LegalStep.objects.get(machine=ObjectionCase.MACHINE, verb="uphold", source=Status.VERIFYING)
    unanswered = event_of(upheld, case=world["objection"], seq=len(road) + 1, world=world)
    yield Attack("answers_carry_the_outcome", EVENT, unanswered)
    yield from _on_re_checks(world)


def _on_re_checks(world: dict[str, Any]) -> Iterator[Attack]:
    """One that an organ above re-checks does not end without the document of that organ."""
    road = _to_the_re_check()
    here = world | {"number": "PROBE-R", "record": world["hidden"]}
    case = lawful_case(here, road[:1])
    ObjectionCase(case_ptr_id=case, kind=ObjectionKind.WRONG_CONTENT).save_base(raw=True, force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(LEVEL, {"case": case, "day": A_DAY})
    go_on(here, case, road[1:], after=1)
    ended = LegalStep.objects.get(
        machine=ObjectionCase.MACHINE, verb="review_dismiss", source=Status.REVIEWING_ABOVE
    )
    undocumented = event_of(ended, case=case, seq=len(road) + 1, world=here)
    yield Attack("above_answers_with_its_document", EVENT, undocumented)


def _to_the_re_check() -> list[LegalStep]:
    """From the draft of the subject to the organ above."""
    steps = LegalStep.objects.filter(machine=ObjectionCase.MACHINE)
    later = [
        steps.get(verb="find_unverifiable"),
        steps.get(verb="apply_to_record", source=Status.UNVERIFIABLE),
        steps.get(verb="close"),
        steps.get(verb="ask_review", source=Status.CLOSED),
        steps.get(verb="send_above"),
    ]
    return [*_road(), *later]


def _road() -> list[LegalStep]:
    """From the draft of the subject to the department."""
    steps = LegalStep.objects.filter(machine=ObjectionCase.MACHINE)
    found = [steps.filter(verb=verb).order_by("pk") for verb in ROAD]
    first = found[0].get(capacity="applicant")
    return [first, *(each.get() for each in found[1:])]


def _objections(world: dict[str, Any], road: list[LegalStep]) -> dict[str, Any]:
    """One that is verified, with a claim that nobody has answered, and one that is still a draft."""
    here = world | {"machine": ObjectionCase.MACHINE}
    objection, claim = _begun(here | {"number": "PROBE-O", "record": world["record"]}, road[0])
    _draft, draft_claim = _begun(here | {"number": "PROBE-D", "record": world["free"]}, road[0])
    go_on(here, objection, road[1:], after=1)
    return {
        "objection": objection, "claim": claim, "draft_claim": draft_claim, "machine": ObjectionCase.MACHINE,
        "round": 1, "answer": "corrected",
    }  # fmt: skip


def _begun(world: dict[str, Any], begins: LegalStep) -> tuple[int, int]:
    """A draft with one claim."""
    case = lawful_case(world, [begins])
    kind = ObjectionKind.WRONG_CONTENT
    ObjectionCase(case_ptr_id=case, kind=kind).save_base(raw=True, force_insert=True)  # its own columns alone
    with connection.cursor() as cursor:
        said = world | {"objection": case, "number": 1, "field": "content"}
        cursor.execute(f"{CLAIM} RETURNING id", said)
        return case, cursor.fetchone()[0]
