"""C7: what a local set cannot state, as the form shows it: each figure that a higher rule fixes, with its clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rechecks.selectors.rule_sets import Offered, notional_set
from rechecks.texts.rules import figure_name, figure_value, place_name
from rules.instruments import Instrument
from rules.latitude import OBJECTIONS, Stated, above
from rules.services import current_library
from rules.terms import Figure


class Group(StrEnum):
    """The parts of the form, in the order in which they are asked."""

    PERIODS = "periods"
    TERMS = "terms"
    MATERIALS = "materials"
    BARS = "bars"
    OBJECTIONS = "objections"


OF_GROUP = {
    Group.PERIODS: (
        "start", "min_period", "no_min_period", "max_period", "on_show", "unfulfilled_at_maximum",
        "maximum_follows_ban",
    ),
    Group.MATERIALS: ("obligations", "commitment", "training", "credit_report"),
    Group.BARS: (
        "repair", "repairable_kind", "severity_known", "ban_expired", "false_statement_bar",
        "false_statement_published", "bankruptcy_abuse_bar",
    ),
}  # fmt: skip
GROUP_OF = {name: group for group, names in OF_GROUP.items() for name in names}


@dataclass(frozen=True)
class Locked:
    """A figure as a higher rule states it."""

    name: str
    value: str
    figure: Figure
    by: str


def locked_figures(place: str, fixed: list[Stated], on: date) -> dict[Group, list[Locked]]:
    """By the part of the form: periods, materials and bars class by class; of terms the statement that binds."""
    found: dict[Group, list[Locked]] = {group: [] for group in Group}
    for instrument in sorted(above(notional_set(place), current_library(), on), key=lambda i: -i.level):
        for name, row in _of_classes(instrument):
            found[GROUP_OF[name]].append(row)
    for each in fixed:
        if each.name not in GROUP_OF:
            group = Group.OBJECTIONS if each.part == OBJECTIONS else Group.TERMS
            said = Locked(figure_name(each.name), figure_value(each.figure), each.figure, each.by.title)
            found[group].append(said)
    return found


def _of_classes(instrument: Instrument) -> Iterator[tuple[str, Locked]]:
    classes = {each.key: each.name for each in instrument.classes}
    for place, figure in instrument.all_figures():
        part, name = place.partition(".")[0], place.rpartition(".")[2]
        if name in GROUP_OF and part in ("classes", name):
            yield name, Locked(place_name(place, classes), figure_value(figure), figure, instrument.title)


def group_of(each: Offered) -> Group:
    """Where in the form a figure is asked for that is left open."""
    if each.part == "objections":
        return Group.OBJECTIONS
    return GROUP_OF.get(each.stated.name, Group.TERMS)
