"""The cases behind a number: exactly those that it counts, page by page."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from objections.views.at_desk import for_the_office_only
from rechecks.figures import MEASURES, Asked, Measure
from rechecks.models import CaseFacts, Result
from rechecks.views.figure_asking import KIND_NAMES, question
from repair.views.refusals import SignedInRequest, personal
from repair.views.work import key_asked

PAGE = 50


@login_required
@require_safe
@personal
def counted_cases(request: SignedInRequest) -> HttpResponse:
    """What a number of the overview or of a report counts; the newest first."""
    for_the_office_only(request)
    asks = question(request, timezone.localdate())
    measure = MEASURES.get(request.GET.get("count", ""), MEASURES["open"])
    rows, next_key = _page(asks.asked, measure, key_asked(request))
    here = asks.cases_url(measure)
    context = {
        "nav": "overview",
        "asks": asks,
        "measure": measure,
        "count": asks.asked.counted(measure).count(),
        "rows": rows,
        "first_url": here if request.GET.get("after") else "",
        "next_url": f"{here}&{urlencode({'after': next_key})}" if next_key else "",
        "kind_name": KIND_NAMES[asks.asked.kind],
        "result_name": Result(asks.asked.result).label if asks.asked.result else "",
        "back_url": reverse("rechecks:overview"),
        "back_name": pgettext("place", "Overview"),
    }
    return render(request, "rechecks/counted_cases.html", context)


def _page(asked: Asked, measure: Measure, after: str) -> tuple[list[CaseFacts], str]:
    """A page of the cases behind the one with that key, and the key of its last one where more follow."""
    rows: Any = asked.counted(measure).select_related("case__record", "case__subject", "department")
    order = [f"-{measure.day}"] if measure.day else []
    page = list(_behind(rows, measure.day, after).order_by(*order, "-pk")[: PAGE + 1])
    if len(page) <= PAGE:
        return page, ""
    last = page[PAGE - 1]
    day = getattr(last, measure.day).isoformat() if measure.day else ""
    return page[:PAGE], f"{day}_{last.pk}"


def _behind(rows: Any, day: str, key: str) -> Any:
    said, _sep, pk = key.rpartition("_")
    if not pk or bool(said) != bool(day):
        return rows
    if not day:
        return rows.filter(pk__lt=int(pk))
    on = date.fromisoformat(said)
    return rows.filter(Q(**{f"{day}__lt": on}) | Q(**{day: on}, pk__lt=int(pk)))
