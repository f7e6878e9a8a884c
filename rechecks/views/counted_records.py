"""The records behind a number of the overview: exactly those that it counts, page by page."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from objections.views.at_desk import for_the_office_only
from rechecks.figures.records import RECORD_MEASURES, counted_records
from repair.views.refusals import SignedInRequest, personal
from repair.views.work import key_asked

PAGE = 50


@login_required
@require_safe
@personal
def records_behind(request: SignedInRequest) -> HttpResponse:
    """The nearest first day to apply first."""
    for_the_office_only(request)
    today = timezone.localdate()
    name = request.GET.get("count", "")
    name = name if name in RECORD_MEASURES else "coming"
    rows: Any = counted_records(name, today).select_related("subject", "department")
    page = list(_behind(rows, key_asked(request)).order_by("repairable_from", "pk")[: PAGE + 1])
    here = f"{reverse('rechecks:counted_records')}?{urlencode({'count': name})}"
    last = page[PAGE - 1] if len(page) > PAGE else None
    context = {
        "nav": "overview",
        "measure": RECORD_MEASURES[name],
        "count": rows.count(),
        "rows": page[:PAGE],
        "first_url": here if request.GET.get("after") else "",
        "next_url": f"{here}&{urlencode({'after': f'{last.repairable_from}_{last.pk}'})}" if last else "",
    }
    return render(request, "rechecks/counted_records.html", context)


def _behind(rows: Any, key: str) -> Any:
    day, _sep, pk = key.rpartition("_")
    if not day:
        return rows
    on = date.fromisoformat(day)
    return rows.filter(Q(repairable_from__gt=on) | Q(repairable_from=on, pk__gt=int(pk)))
