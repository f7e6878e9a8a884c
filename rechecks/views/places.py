"""The places of the credit office in the rail beside every page of the staff."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from objections.views.shown_rail import office_place
from repair.views.shown_rail import Place


def office_places(user: Any, on: date) -> list[Place]:
    """What is open to the credit office, in the order of a day's work."""
    return [
        Place("overview", "speedometer2", pgettext("place", "Overview"), reverse("rechecks:overview")),
        office_place(on),
        Place("transfers", "arrow-left-right", _("Transfers"), reverse("repair:transfers")),
        Place("shares", "people", _("Share log"), reverse("registry:shares")),
    ]
