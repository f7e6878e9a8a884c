"""My records: one answer for each, with the reason and the dates (E2 to E4)."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.models import Mandate, Record, Subject
from repair.models import RepairCase, RepairNotice
from repair.selectors import card_of, cards_of
from repair.views.refusals import SignedInRequest, personal
from repair.views.shown_records import Row, groups_of, headings, row_of

log = logging.getLogger(__name__)
CHOSEN = "subject"  # session key: the public id of the subject one acts for
DONE_ON_FIRST_PAGE = 5


@dataclass(frozen=True)
class Chip:
    """One filter with its count."""

    label: str
    count: int
    url: str
    current: bool


def subjects_of(request: SignedInRequest) -> list[Subject]:
    """Everybody the signed-in person may act for today."""
    return list(Subject.objects.acted_for_by(request.user, timezone.localdate()).order_by("name"))


def chosen_subject(request: SignedInRequest, subjects: list[Subject]) -> Subject | None:
    """The subject chosen in this session, else the first one."""
    chosen = request.session.get(CHOSEN)
    return next((one for one in subjects if one.public_id == chosen), subjects[0] if subjects else None)


def mandate_for(request: SignedInRequest, subject: Subject) -> Mandate | None:
    """By which right the signed-in person acts for the subject."""
    today = timezone.localdate()
    return Mandate.objects.in_force(today).filter(user=request.user, subject=subject).first()


def my_record(request: SignedInRequest, public_id: str) -> Record:
    """A record of a subject one acts for; any other is not found."""
    mine = Subject.objects.acted_for_by(request.user, timezone.localdate())
    return get_object_or_404(
        Record.objects.select_related("subject", "department"), public_id=public_id, subject__in=mine
    )


@login_required
@require_safe
@personal
def records(request: SignedInRequest) -> HttpResponse:
    """Every record of the chosen subject, under the answer it has today."""
    subjects = subjects_of(request)
    subject = chosen_subject(request, subjects)
    context: dict[str, Any] = {"nav": "records", "subjects": subjects, "subject": subject}
    if subject:
        today = timezone.localdate()
        try:
            rows = [row_of(card, today) for card in cards_of(subject, today)]
        except DatabaseError:
            log.exception("the records of a subject cannot be read")
            return render(request, "repair/records.html", context | {"unreadable": True}, status=503)
        show = request.GET.get("show", "")
        show = show if show in headings() else ""
        groups = groups_of([row for row in rows if not show or row.key == show])
        context |= {
            "mandate": mandate_for(request, subject),
            "chips": _chips(rows, show),
            "groups": groups,
            "show": show,
            "older_hidden": _shorten_done(groups, show),
        }
    return render(request, "repair/records.html", context)


def _chips(rows: list[Row], show: str) -> list[Chip]:
    here = reverse("repair:records")
    short = {
        "go": _("You can apply"),
        "doing": _("In progress"),
        "stop": _("Something to do first"),
        "wait": _("Waiting"),
        "unclear": _("Class to be decided"),
        "other": _("Another channel"),
        "never": _("Not repairable"),
        "done": _("Repaired"),
    }
    chips = [Chip(_("All"), len(rows), here, not show)]
    for key, label in short.items():
        count = sum(row.key == key for row in rows)
        if count or key == show:
            chips.append(Chip(label, count, f"{here}?{urlencode({'show': key})}", key == show))
    return chips


def _shorten_done(groups: list[Any], show: str) -> bool:
    """Keep the newest repaired records on the first page; True where some were left out."""
    for group in groups:
        if group.key == "done" and show != "done" and len(group.rows) > DONE_ON_FIRST_PAGE:
            del group.rows[DONE_ON_FIRST_PAGE:]
            return True
    return False


@login_required
@require_POST
@personal
def choose_subject(request: SignedInRequest) -> HttpResponse:
    """Act for another subject from here on; one may only choose among one's own."""
    wanted = request.POST.get("subject", "")
    if wanted in {one.public_id for one in subjects_of(request)}:
        request.session[CHOSEN] = wanted
    return redirect("repair:records")


@login_required
@require_safe
@personal
def record(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One record with everything known about it."""
    mine = my_record(request, public_id)
    row = row_of(card_of(mine, timezone.localdate()), timezone.localdate())
    context = {
        "nav": "records",
        "row": row,
        "record": row.record,
        "open": True,
        "obligations": row.record.obligations.all(),
        "publications": row.record.publications.all(),
        "measures": row.record.sanctions.order_by("pk"),
        "notice": RepairNotice.objects.filter(record=mine, served_on__isnull=False)
        .select_related("scan")
        .first(),
        "cases": RepairCase.objects.filter(record=mine).select_related("transfer_to").order_by("-pk"),
    }
    return render(request, "repair/record.html", context)
