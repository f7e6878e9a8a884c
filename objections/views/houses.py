"""Whose pages an objection is written on: those of its party, of the department, or of the credit office."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from objections.models import ObjectionCase, Origin
from objections.views.steps import page


@dataclass(frozen=True)
class House:
    """The staff's pages around an objection that they raise: its list, the search for a record, the case."""

    nav: str
    find: str
    start: str
    case: str
    title: Any
    origins: tuple[Origin, ...]


DEPARTMENT = House(
    nav="objections",
    find="objections:find_ours",
    start="objections:found",
    case="objections:desk",
    title=_("A mistake found by the department"),
    origins=(Origin.DEPARTMENT,),
)
OFFICE = House(
    nav="office_objections",
    find="objections:find_any",
    start="objections:report",
    case="objections:office_case",
    title=_("A complaint or a report"),
    origins=(Origin.COMPLAINT, Origin.PLATFORM),
)


def house_of(case: ObjectionCase) -> House | None:
    """None where its party writes it."""
    return next((each for each in (DEPARTMENT, OFFICE) if case.origin in each.origins), None)


def around(case: ObjectionCase) -> dict[str, Any]:
    """What stands around a page of an objection: the site of its party, or the desk."""
    house = house_of(case)
    if house is None:
        party = {"layout": "base_public.html", "nav": "applications"}
        return party | {"up_url": case.get_absolute_url(), "up_name": case.number}
    return around_of(house)


def around_of(house: House) -> dict[str, Any]:
    return {
        "layout": "base_staff.html",
        "nav": house.nav,
        "up_url": reverse(house.find),
        "up_name": house.title,
    }


def after_filing(case: ObjectionCase) -> str:
    """Where filing leads: the confirmation for its party, the case for staff."""
    house = house_of(case)
    return reverse(house.case, args=[case.number]) if house else page("filed", case)


def after_withdrawal(case: ObjectionCase) -> str:
    house = house_of(case)
    if house is None:
        return case.get_absolute_url()
    return reverse(house.case, args=[case.number]) if case.is_handed_in else reverse(house.find)
