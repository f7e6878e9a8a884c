"""C1: how the departments do, at a glance; every number leads to its cases."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from objections.views.at_desk import for_the_office_only
from rechecks.figures import (
    MEASURES,
    Asked,
    Figures,
    Period,
    by_department,
    by_week,
    period_before,
    period_named,
    together,
)
from rechecks.figures.rechecks import faults_by_department, latest_draw
from rechecks.views.figure_asking import Question, choices, question
from rechecks.views.shown_chart import FEW_WEEKS, Week, chart, first_day, weeks
from rechecks.views.shown_figures import table
from rechecks.views.shown_indicators import COMPARED_WITH, indicators
from rechecks.views.shown_register import records_shown, sample_shown, shares_shown
from repair.views.refusals import SignedInRequest, personal

SHOWN_OVERDUE = 5
TABLE = ("received", "finished", "in_time", "net_days", "returned", "refused_share", "overdue", "rechecked")
SORTED_BY = ("in_time", False)  # the department furthest behind first
WIDE, NARROW = 620, 330  # of the picture, in its own units


@login_required
@require_safe
@personal
def overview(request: SignedInRequest) -> HttpResponse:
    """The first page of the credit office."""
    for_the_office_only(request)
    now = timezone.localtime()
    asks, instead_of = _question(request, now.date())
    found = _with_rechecks(by_department(asks.asked), asks.asked, request.user)
    whole = together(found.values())
    before = together(by_department(_before(asks)).values()) if asks.period_name else None
    key, descending = _sorting(request)
    shown = table(TABLE, found, whole, asks).sorted_by(key, descending=descending)
    links = _sorting_links(asks, key, descending=descending)
    context = {
        "nav": "overview",
        "as_of": now,
        "asks": asks,
        "instead_of": instead_of,
        "indicators": indicators(whole, before, asks),
        "compared": COMPARED_WITH.get(asks.period_name, ""),
        "reports_url": f"{reverse('rechecks:reports')}?{urlencode(asks.words)}",
        "choices": choices(asks),
        "table": shown,
        "sorting": links,
        "headers": [(column, links[column.key]) for column in shown.columns],
        **_weeks(asks),
        **sample_shown(request.user),
        "coming": records_shown(now.date()),
        "shares": shares_shown(now.date()),
        **_overdue(asks, whole.counts["overdue"]),
    }
    return render(request, "rechecks/overview.html", context)


def _question(request: SignedInRequest, on: Any) -> tuple[Question, str]:
    """What is asked; while nothing is finished this month the last one is shown, and how to see this one."""
    asks = question(request, on)
    empty = asks.period_name == "month" and not asks.asked.counted(MEASURES["finished"]).exists()
    if not empty or "as_is" in request.GET:
        return asks, ""
    this_month = f"{reverse('rechecks:overview')}?{urlencode(asks.words | {'as_is': '1'})}"
    asked = replace(asks.asked, period=period_named("last_month", on))
    return replace(asks, asked=asked, period_name="last_month"), this_month


def _with_rechecks(found: dict[int, Figures], asked: Asked, reader: Any) -> dict[int, Figures]:
    """What the sample drawn last found in each department, beside its figures."""
    draw = latest_draw()
    faults = faults_by_department(draw, asked.kind, reader) if draw else {}
    for department, numbers in faults.items():
        if asked.department in {None, department}:
            found.setdefault(department, Figures()).counts.update(numbers)
    return found


def _before(asks: Question) -> Asked:
    return replace(asks.asked, period=period_before(asks.period_name, asks.asked.on))


def _weeks(asks: Question) -> dict[str, Any]:
    """The last weeks, whatever period is asked for."""
    asked = asks.asked
    rows = by_week(replace(asked, period=Period(first_day(asked.on), asked.on)))
    shown = [replace(each, urls=_urls(each, asks)) for each in weeks(rows, asked.on)]
    return {"weeks": shown, "chart": chart(shown, WIDE), "small_chart": chart(shown[-FEW_WEEKS:], NARROW)}


def _urls(week: Week, asks: Question) -> dict[str, str]:
    asked = replace(asks.asked, period=Period(week.since, week.until))
    return {name: asks.cases_url(MEASURES[name], asked) for name, count in week.counts.items() if count}


def _overdue(asks: Question, count: int) -> dict[str, Any]:
    """The longest overdue first."""
    measure = MEASURES["overdue"]
    rows: Any = asks.asked.counted(measure).select_related("case__subject", "department")
    first = [
        (row, (asks.asked.on - row.case.due_on).days)
        for row in rows.order_by("case__due_on", "pk")[:SHOWN_OVERDUE]
    ]
    return {"overdue": first, "overdue_count": count, "overdue_url": asks.cases_url(measure)}


def _sorting(request: SignedInRequest) -> tuple[str, bool]:
    key = request.GET.get("sort", "")
    return (key, request.GET.get("dir") == "desc") if key in {*TABLE, "name"} else SORTED_BY


def _sorting_links(asks: Question, key: str, *, descending: bool) -> dict[str, dict[str, str]]:
    """For each header its address, and how the table is sorted by it now."""
    links = {}
    for name in ("name", *TABLE):
        now = name == key
        said = asks.words | {"sort": name, "dir": "desc" if now and not descending else "asc"}
        links[name] = {
            "url": f"{reverse('rechecks:overview')}?{urlencode(said)}#departments",
            "sorted": ("descending" if descending else "ascending") if now else "none",
        }
    return links
