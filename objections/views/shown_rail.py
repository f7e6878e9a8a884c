"""The objections in the rail beside every page of the staff, with how many wait."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext, pgettext

from objections.selectors.lists import waiting_at_desk, waiting_at_office
from repair.views.shown_rail import Place


def objections_place(user: Any, on: date) -> Place:
    """The objections of one's departments; no other list shows them, so their number stands here."""
    label = pgettext("place", "Objections")
    return _counted("objections", label, reverse("objections:queue"), waiting_at_desk(user, on))


def office_place(on: date) -> Place:
    """The objections that wait for the credit office."""
    label = pgettext("place", "Objections to handle")
    return _counted("office_objections", label, reverse("objections:office"), waiting_at_office(on))


def _counted(key: str, label: str, url: str, count: int) -> Place:
    spoken = ngettext("%(n)s objection", "%(n)s objections", count) % {"n": count} if count else ""
    return Place(key, "flag", label, url, str(count) if count else "", spoken)
