"""Template tags of every page: icons, dates as officials write them, fields, the axis, the day cells."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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
        '<span class="xx-seal" aria-hidden="true"><svg><use href="{}#seal"></use></svg></span>', static(SPRITE)
    )


# --- Dates and amounts ----------------------------------------------------------------------


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _weekday(day: date) -> str:
    names = [
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ]
    return names[day.weekday()]


@register.filter
def long_day(value: date | None) -> str:
    """2026年12月8日（周二）: a date inside a sentence."""
    if not value:
        return ""
    day = _day(value)
    return _("%(date)s (%(weekday)s)") % {
        "date": date_format(day, pgettext("date format", "j F Y")),
        "weekday": _weekday(day),
    }


@register.filter
def short_day(value: date | None) -> str:
    """12月8日（周二）: a date near today."""
    if not value:
        return ""
    day = _day(value)
    return _("%(date)s (%(weekday)s)") % {
        "date": date_format(day, pgettext("date format", "j F")),
        "weekday": _weekday(day),
    }


@register.filter
def plain_day(value: date | None) -> str:
    """2026年12月8日, without the weekday."""
    return date_format(_day(value), pgettext("date format", "j F Y")) if value else ""


@register.filter
def iso_day(value: date | None) -> str:
    """2026-12-08: a date in a table or on the axis."""
    return _day(value).isoformat() if value else ""


@register.filter
def slash_day(value: date | None) -> str:
    """11/24: a date in the dense lists of the desk."""
    return f"{_day(value).month}/{_day(value).day}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """11月17日 09:20: when something happened."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return f"{date_format(local, pgettext('date format', 'j F'))} {local:%H:%M}"


@register.filter
def yuan(value: Decimal | int | None) -> str:
    """32,000 元, with cents only where there are any."""
    if value is None:
        return ""
    amount = f"{value:,.2f}".removesuffix(".00")
    return _("%(amount)s yuan") % {"amount": amount}


# --- Forms ----------------------------------------------------------------------------------

WIDGET_CSS = {"select": "form-select", "checkbox": "form-check-input", "radioselect": "", "checkboxselectmultiple": ""}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, rows: int | None = None) -> dict[str, object]:
    """One field with its label, hint and error; Django wires them with aria-describedby."""
    kind = bound.widget_type
    attrs: dict[str, object] = {"class": WIDGET_CSS.get(kind, "form-control")}
    if rows:
        attrs["rows"] = rows
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
def cells(used: int, total: int, state: str = "running") -> dict[str, object]:
    """One cell for each working day of a term; text and colour both tell how many are left."""
    left = total - used
    tone = "xx-b" if left < 0 else "xx-w" if left <= 2 else ""
    marks = ["xx-d" if n < used - 1 else "xx-now" if n == used - 1 else "" for n in range(total)]
    return {"marks": marks, "used": min(used, total), "total": total, "tone": tone, "paused": state == "paused"}
