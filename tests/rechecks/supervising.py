"""A department that is late, and the credit office that asks why."""

from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client

from rechecks.models import SupervisionNotice
from rechecks.services import supervising
from rechecks.services.supervision_nightly import supervise_by_rule
from tests.world import Office


def late_case(office: Office) -> Any:
    """Taken up on Monday 23 November, due on 2 December; it is Monday 7 December now: three working days over."""
    office.day("2026-11-23")
    case = office.has_taken_up()
    assert case.due_on == date(2026, 12, 2)
    office.day("2026-12-07")
    return case


def draft(office: Office, *cases: Any, **facts: Any) -> supervising.Draft:
    said = {
        "responsible": office.second.user,
        "facts": "三件案件超期未办结。",
        "reply_by": date(2026, 12, 10),
    }
    return supervising.Draft(cases=tuple(each.number for each in cases), **said | facts)


def issued(office: Office, *cases: Any, **facts: Any) -> SupervisionNotice:
    made = draft(office, *cases, **facts)
    return supervising.issue_notice(made, by=office.credit_officer.user, on=office.day.today)


def replied(office: Office, notice: SupervisionNotice) -> SupervisionNotice:
    return supervising.reply(
        notice.number, reason="承办人请假。", measures="已调整承办人。", expected_on=date(2026, 12, 11),
        by=office.reviewer.user, on=office.day.today,
    )  # fmt: skip


def night(office: Office, *days: str) -> dict[str, int]:
    """Each night twice; what the last one did the first time."""
    done: dict[str, int] = {}
    for each in days:
        office.day(each)
        done = supervise_by_rule(office.day.today)
        assert not any(supervise_by_rule(office.day.today).values())
    return done


def browser_of(person: Any) -> Client:
    client = Client()
    client.force_login(person.user, settings.AUTHENTICATION_BACKENDS[1])
    return client
