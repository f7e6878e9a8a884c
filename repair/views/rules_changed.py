"""The rules changed between the last look and the submission: what is different now is shown before it counts (E13)."""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from casework.wording import plain_day
from repair.models import RepairCase
from repair.views.refusals import SignedInRequest
from rules.assessment import Assessment

SALT = "repair.rules_seen"
CONFLICT = 409


@dataclass(frozen=True)
class Difference:
    """One thing that the rules say otherwise now."""

    label: str
    before: str
    now: str


def as_seen(assessed: Assessment) -> str:
    """What the page carries of the rules it was shown under, so that nobody is judged by others unseen."""
    return signing.dumps(assessed.to_json(), salt=SALT, compress=True)


def differences(request: SignedInRequest, now: Assessment) -> list[Difference]:
    """What the rules say otherwise than when the page was opened; nothing where their versions are the same."""
    try:
        seen = Assessment.from_json(signing.loads(request.POST.get("rules_seen", ""), salt=SALT))
    except signing.BadSignature:
        return []
    if seen.layers == now.layers:
        return []
    said = zip(_said(seen), _said(now), strict=True)
    found = [Difference(label, before, after) for (label, before), (_label, after) in said]
    return [each for each in found if each.before != each.now]


def _said(assessed: Assessment) -> list[tuple[str, str]]:
    return [
        (_("Rules"), f"{assessed.title}（{assessed.number}）{assessed.rule_version}"),
        (_("Class"), assessed.class_name),
        (_("Minimum period ends on"), _day(assessed.min_period_ends_on)),
        (_("Can be applied for from"), _day(assessed.repairable_from)),
        (_("Maximum period ends on"), _day(assessed.max_period_ends_on)),
        (_("Working days until it is taken up"), _days(assessed, "accept_working_days")),
        (_("Working days until the decision"), _days(assessed, "decide_working_days")),
    ]


def _day(day: date | None) -> str:
    return plain_day(day) if day else "—"


def _days(assessed: Assessment, deadline: str) -> str:
    days = assessed.days(deadline)
    return "—" if days is None else str(days)


def show_differences(
    request: SignedInRequest, case: RepairCase, found: list[Difference], now: Assessment
) -> HttpResponse:
    """The page in between: nothing has been handed in, and one click hands it in under the rules of now."""
    ours = {"csrfmiddlewaretoken", "rules_seen"}
    typed = {name: value for name, value in request.POST.items() if name not in ours}
    context = {
        "nav": "applications",
        "case": case,
        "differences": found,
        "typed": typed,
        "seen": as_seen(now),
    }
    return render(request, "repair/rules_changed.html", context, status=CONFLICT)
