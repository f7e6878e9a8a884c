"""The places of the credit office in the rail beside every page of the staff."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from objections.views.shown_rail import office_place
from rechecks.selectors.lists import to_check
from rechecks.selectors.supervision import unanswered_by
from registry.duties import sits_in_credit_office
from repair.views.shown_rail import Place


def office_places(user: Any, on: date) -> list[Place]:
    """What is open to the credit office, in the order of a day's work."""
    return [
        Place("overview", "speedometer2", pgettext("place", "Overview"), reverse("rechecks:overview")),
        office_place(on),
        Place(
            "supervision",
            "bell",
            pgettext("place", "Supervision of departments"),
            reverse("rechecks:supervision"),
        ),
        Place("draws", "list", _("Draws"), reverse("rechecks:draws")),
        recheck_place(user),
        Place("orders", "arrow-clockwise", _("Corrections ordered"), reverse("rechecks:office_orders")),
        Place("transfers", "arrow-left-right", _("Transfers"), reverse("repair:transfers")),
        Place("reports", "file-earmark-bar-graph", pgettext("place", "Reports"), reverse("rechecks:reports")),
        Place("rules", "journal-text", _("Rules"), reverse("rechecks:rule_sets")),
        Place("calendar", "clock-history", pgettext("place", "Calendar"), reverse("rechecks:calendar")),
        Place("training", "mortarboard", pgettext("place", "Training"), reverse("rechecks:training")),
        Place("shares", "people", _("Share log"), reverse("registry:shares")),
        Place("registers", "archive", _("Registers"), reverse("rechecks:looks")),
    ]


def supervision_place(user: Any) -> Place:
    """What the office asks of one's departments: those without a reply are counted here."""
    count = unanswered_by(user)
    spoken = ngettext("%(n)s waits for a reply", "%(n)s wait for a reply", count) % {"n": count}
    label, url = pgettext("place", "Supervision"), reverse("rechecks:our_supervision")
    return Place("our_supervision", "bell", label, url, str(count or ""), spoken if count else "")


def recheck_place(user: Any) -> Place:
    """The rechecks, with how many wait for the reader as their checker."""
    label, count = pgettext("place", "Rechecks"), to_check(user).count()
    spoken = ngettext("%(n)s recheck", "%(n)s rechecks", count) % {"n": count} if count else ""
    url = reverse("rechecks:rechecks")
    return Place("rechecks", "clipboard2-check", label, url, str(count) if count else "", spoken)


def checker_places(user: Any) -> list[Place]:
    """For a reviewer who was drawn to check cases of another department."""
    drawn = not sits_in_credit_office(user) and to_check(user).exists()
    return [recheck_place(user)] if drawn else []
