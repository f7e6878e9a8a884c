"""Template tags of every page: icons, dates as officials write them, fields, the axis, the day cells."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.wording import iso_day, long_day, moment, person_name, plain_day, short_day, slash_day
from objections.views.shown_rail import objections_place
from rechecks.views.beside import matters_beside
from rechecks.views.places import checker_places, office_places, supervision_place
from registry.duties import (
    DUTIES,
    departments_where,
    is_an_officer,
    may_import,
    sits_at_a_desk,
    sits_in_credit_office,
)
from registry.models import Department
from registry.wording import yuan
from repair.views.shown_rail import Place, Rail, desk_places, rail

register = template.Library()

SPRITE = "vendor/bootstrap-icons-1.13.1/icons.svg"


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """One icon of the sprite; with a label it speaks, without one it is decoration."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="xx-i {}" {}><use href="{}#{}"></use></svg>', css, spoken, static(SPRITE), name
    )


@register.simple_tag
def seal() -> SafeString:
    """The platform's mark: 信 on vermilion."""
    return format_html(
        '<span class="xx-seal" aria-hidden="true"><svg><use href="{}#seal"></use></svg></span>',
        static(SPRITE),
    )


# What is read as one: a date, with its weekday, and the number of a document.
WHOLE = re.compile(
    r"\d{4}-\d\d-\d\d|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（[周週].）)?|[^\s>；，。]{1,8}〔\d{4}〕\d+号"
)


@register.filter
def whole(text: str) -> SafeString:
    """The text with its dates and document numbers kept from breaking over two lines."""
    return mark_safe(WHOLE.sub(r'<span class="xx-nb">\g<0></span>', conditional_escape(text)))  # noqa: S308 - escaped before


@register.filter
def frame(user: Any) -> str:
    """What stands around a page that officers and the public both read: an officer keeps the rail."""
    known = getattr(user, "is_authenticated", False)
    return "base_staff.html" if known and is_an_officer(user) else "base_public.html"


@register.simple_tag(takes_context=True)
def staff_places(context: template.Context) -> Rail:
    """The places of the staff that are open to the reader."""
    user = context["user"]
    places = _places(user, context["today"]) if user.is_authenticated else []
    return rail(places, context.get("nav", ""))


def _places(user: Any, today: date) -> list[Place]:
    places = desk_places(user, today) if sits_at_a_desk(user) else []
    if places:
        places.insert(1, objections_place(user, today))
        places.insert(2, supervision_place(user))
        places[-1:-1] = checker_places(user)
        correct = Place(
            "our_orders", "arrow-clockwise", _("Corrections ordered"), reverse("rechecks:our_orders")
        )
        places.insert(-1, correct)
        places.insert(-1, Place("contests", "bank2", _("Contested"), reverse("objections:contests")))
    if sits_in_credit_office(user):
        places += office_places(user, today)
    if departments_where(user, "lead_department"):
        away = pgettext("place", "Withdrawn")
        places.append(Place("reopenings", "arrow-return-left", away, reverse("objections:reopenings")))
    if may_import(user):
        places.append(Place("imports", "upload", _("Import"), reverse("registry:imports")))
    return places


@register.simple_tag(takes_context=True)
def staff_office(context: template.Context) -> str:
    """For whom the reader works: a department, and how many others, or the credit office."""
    user = context["user"]
    if not user.is_authenticated:
        return ""
    ids = {pk for duty in DUTIES for pk in departments_where(user, duty)}
    names = list(Department.objects.filter(pk__in=ids).values_list("short_name", flat=True)) if ids else []
    if len(names) > 1:
        return _("%(name)s and others, %(n)s departments") % {"name": names[0], "n": len(names)}
    return names[0] if names else _("Credit office") if sits_in_credit_office(user) else ""


for written in (long_day, short_day, plain_day, iso_day, slash_day, moment, person_name, yuan):
    register.filter(written.__name__, written)


# --- Forms ----------------------------------------------------------------------------------

WIDGET_CSS = {
    "select": "form-select",
    "checkbox": "form-check-input",
    "radioselect": "",
    "checkboxselectmultiple": "",
}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, rows: int | None = None) -> dict[str, object]:
    """One field with its label, hint and error; Django wires them with aria-describedby."""
    kind = bound.widget_type
    # No browser cuts off what is pasted: what is too long stays, and is told.
    attrs: dict[str, str | bool] = {"class": WIDGET_CSS.get(kind, "form-control"), "maxlength": False}
    if rows:
        attrs["rows"] = str(rows)
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs) if attrs["class"] else bound.as_widget(),
        "is_check": kind == "checkbox",
        "is_group": kind in {"radioselect", "checkboxselectmultiple"},
    }


# --- The publication axis and the working-day cells -------------------------------------------


@dataclass(frozen=True)
class Tick:
    """One labelled date on the axis."""

    at: str
    label: str
    on: date
    anchor: str


def _share(start: date, on: date, end: date) -> float:
    span = max((end - start).days, 1)
    return min(max(100 * (on - start).days / span, 0.0), 100.0)


def _anchor(at: float) -> str:
    """Where a label hangs, so that it never runs out of the picture."""
    if at < 8:
        return ""
    return "xx-end" if at > 92 else "xx-mid"


@register.inclusion_tag("components/axis.html")
def axis(
    start: date, minimum: date | None, maximum: date | None, today: date, stops_by_itself: bool = True
) -> dict[str, object]:
    """From the decision to the end of publication, as one picture and one sentence."""
    end = maximum or minimum or today
    middle = _share(start, minimum, end) if minimum else 0.0
    now = _share(start, today, end)
    ticks = [Tick("0", _("Identified"), start, "")]
    if minimum and start < minimum < end:
        ticks.append(Tick(f"{middle:.2f}", _("Minimum period ends"), minimum, _anchor(middle)))
    if maximum:
        last = _("Publication ends by itself") if stops_by_itself else _("Maximum period ends")
        ticks.append(Tick("100", last, maximum, "xx-end"))
    return {
        "ticks": ticks,
        "middle": f"{middle:.2f}",
        "rest": f"{100 - middle:.2f}",
        "now": f"{now:.2f}",
        "now_anchor": _anchor(now),
        "blocked": not stops_by_itself,
        "today": today,
    }


@register.inclusion_tag("components/cells.html")
def cells(clock: Any) -> dict[str, object]:
    """One cell for each working day of a term: for the eye; the sentence says the same with its dates."""
    left = clock.total - clock.used
    tone = "xx-b" if left < 0 else "xx-w" if left <= 2 else ""
    used = clock.used
    marks = ["xx-d" if n < used - 1 else "xx-now" if n == used - 1 else "" for n in range(clock.total)]
    return {"marks": marks, "tone": tone, "paused": clock.state == "paused", "sentence": clock.sentence}


@register.inclusion_tag("rechecks/parts/beside.html", takes_context=True)
def beside(context: template.Context, case: Any) -> dict[str, Any]:
    """What the credit office has to do with a case, for whoever may know it."""
    return {"matters": matters_beside(context["user"], case)}
