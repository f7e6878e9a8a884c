"""The rechecks behind a number of the latest sample: exactly those that it counts, page by page."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from objections.views.at_desk import for_the_office_only
from rechecks.figures.rechecks import RECHECK_MEASURES, counted_rechecks, latest_draw, left_out
from rechecks.models import RecheckCase
from rechecks.views.figure_asking import KIND_NAMES, question
from repair.views.refusals import SignedInRequest, personal
from repair.views.work import key_asked

PAGE = 50


@login_required
@require_safe
@personal
def rechecks_behind(request: SignedInRequest) -> HttpResponse:
    """The newest first."""
    for_the_office_only(request)
    asks = question(request, timezone.localdate())
    name = request.GET.get("count", "")
    measure = RECHECK_MEASURES.get(name, RECHECK_MEASURES["concluded"])
    kind = asks.asked.kind if request.GET.get("kind") in KIND_NAMES else ""
    draw = latest_draw()
    rows: Any = RecheckCase.objects.none()
    if draw:
        rows = counted_rechecks(draw, measure.name, request.user, kind=kind, department=asks.asked.department)
    count = rows.count()
    key = key_asked(request)
    if key.isdecimal():
        rows = rows.filter(pk__lt=int(key))
    rows = rows.select_related("examines", "subject", "department").order_by("-pk")
    page = list(rows[: PAGE + 1])
    here = rechecks_url(measure.name, kind=kind, department=asks.department)
    context = {
        "nav": "overview",
        "measure": measure,
        "draw": draw,
        "count": count,
        "rows": page[:PAGE],
        "kind_name": KIND_NAMES[kind] if kind else "",
        "department": asks.department,
        "left_out": left_out(draw, request.user) if draw else 0,
        "first_url": here if key else "",
        "next_url": f"{here}&{urlencode({'after': page[PAGE - 1].pk})}" if len(page) > PAGE else "",
    }
    return render(request, "rechecks/counted_rechecks.html", context)


def rechecks_url(name: str, *, kind: str = "", department: Any = None) -> str:
    """The list of exactly the rechecks that a number counts."""
    said = {"count": name, "kind": kind, "department": department.uscc if department else ""}
    return f"{reverse('rechecks:counted_rechecks')}?{urlencode({key: word for key, word in said.items() if word})}"
