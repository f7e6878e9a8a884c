"""The entities behind the share of dishonest entities: those with a record on show now, page by page."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from objections.views.at_desk import for_the_office_only
from rechecks.figures.records import dishonest_entities
from registry.models import Publication, Record
from repair.views.refusals import SignedInRequest, personal
from repair.views.work import key_asked

PAGE = 50


@login_required
@require_safe
@personal
def subjects_behind(request: SignedInRequest) -> HttpResponse:
    """Those that the register got last first, each with how many of its records are on show."""
    for_the_office_only(request)
    now = timezone.localtime()
    entities: Any = dishonest_entities(now.date())
    key = key_asked(request)
    rows = entities.filter(pk__lt=int(key)) if key.isdecimal() else entities
    page = list(rows.order_by("-pk")[: PAGE + 1])
    here = reverse("rechecks:counted_subjects")
    context = {
        "nav": "overview",
        "as_of": now,
        "count": entities.count(),
        "rows": _with_records(page[:PAGE], now.date()),
        "first_url": here if key else "",
        "next_url": f"{here}?after={page[PAGE - 1].pk}" if len(page) > PAGE else "",
    }
    return render(request, "rechecks/counted_subjects.html", context)


def _with_records(page: list[Any], on: Any) -> list[tuple[Any, int]]:
    shown = Publication.objects.on_show(on).filter(record=OuterRef("pk"))
    of_page = Record.objects.filter(Exists(shown), subject__in=page).values_list("subject", flat=True)
    found = list(of_page)
    return [(each, found.count(each.pk)) for each in page]
