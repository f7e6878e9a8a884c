"""Dates and amounts as officials write them, in the language of the page."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.policy import SYSTEM_USERNAME


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


def long_day(value: date | None) -> str:
    """2026年12月8日（周二）: a date inside a sentence."""
    if not value:
        return ""
    day = _day(value)
    return _("%(date)s (%(weekday)s)") % {
        "date": date_format(day, pgettext("date format", "j F Y")),
        "weekday": _weekday(day),
    }


def short_day(value: date | None) -> str:
    """12月8日（周二）: a date near today."""
    if not value:
        return ""
    day = _day(value)
    return _("%(date)s (%(weekday)s)") % {
        "date": date_format(day, pgettext("date format", "j F")),
        "weekday": _weekday(day),
    }


def plain_day(value: date | None) -> str:
    """2026年12月8日, without the weekday."""
    return date_format(_day(value), pgettext("date format", "j F Y")) if value else ""


def iso_day(value: date | None) -> str:
    """2026-12-08: a date in a table or on the axis."""
    return _day(value).isoformat() if value else ""


def slash_day(value: date | None) -> str:
    """11/24: a date in the dense lists of the desk."""
    return f"{_day(value).month}/{_day(value).day}" if value else ""


def moment(value: datetime | None) -> str:
    """11月17日 09:20: when something happened."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return f"{date_format(local, pgettext('date format', 'j F'))} {local:%H:%M}"


def person_name(user: Any) -> str:
    """A person's name as it is said here, family name first, nothing between; what nobody did, the system did."""
    if user.get_username() == SYSTEM_USERNAME:
        return pgettext("capacity", "system")
    return f"{user.last_name}{user.first_name}" or user.get_username()
