"""The places of the desk, as the rail beside every page of the staff offers them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.duties import departments_where
from repair.selectors.classes import SHOWN, to_classify

IN_VIEW = 5  # side by side at the foot of a telephone, wide enough for a finger


@dataclass(frozen=True)
class Place:
    """One entry of the rail; `waiting` counts what nobody else reminds of, `spoken` says it in words."""

    key: str
    icon: str
    label: str
    url: str
    waiting: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class Rail:
    """The places of somebody: on a narrow window the first stay in view, the others stand behind “more”."""

    first: tuple[Place, ...]
    further: tuple[Place, ...]
    here: str

    @property
    def is_further(self) -> bool:
        return any(place.key == self.here for place in self.further)

    @property
    def waits(self) -> bool:
        return any(place.waiting for place in self.further)


def rail(places: list[Place], here: str) -> Rail:
    """All of them where they are few enough to be touched side by side."""
    first = len(places) if len(places) <= IN_VIEW else IN_VIEW - 1
    return Rail(tuple(places[:first]), tuple(places[first:]), here)


def desk_places(user: Any, on: date) -> list[Place]:
    """What is open to somebody with a duty at the desk, in the order of a day's work."""
    here, reviews = reverse("repair:queue"), bool(departments_where(user, "review_cases"))
    places = [
        Place("all", "inbox-fill", _("Queue"), here),
        Place("waiting", "pause-circle", _("On hold"), f"{here}?show=waiting"),
        Place("countersign", "people", _("Countersign"), f"{here}?show=countersign"),
        Place("done", "archive", _("Closed cases"), f"{here}?show=done"),
    ]
    if reviews:
        places += [
            _classes(user, on),
            Place("notices", "file-earmark-text", _("Repair notices"), reverse("repair:notices")),
        ]
    return [*places, Place("settings", "pencil-square", _("Settings"), reverse("repair:desk_settings"))]


def _classes(user: Any, on: date) -> Place:
    """The records without class: no queue and no term shows them, so their number stands here."""
    count = len(to_classify(user, on))
    waiting = "" if not count else f"{count}+" if count == SHOWN else str(count)
    spoken = ngettext("%(n)s record", "%(n)s records", count) % {"n": waiting} if count else ""
    return Place("classes", "question-circle", _("To classify"), reverse("repair:classes"), waiting, spoken)
