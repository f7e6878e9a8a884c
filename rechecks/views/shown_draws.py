"""What the pages of draws show: a plan in words, its strata, what is warned of, the loads."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from casework.wording import person_name, plain_day
from objections.models import Status as ObjectionStatus
from rechecks.drawing import Layer, Population, layers_of
from rechecks.forms.draws import (
    KIND_WORDS,
    REASON_WORDS,
    RECORD_STRATUM_WORDS,
    RISK_WORDS,
    STRATUM_WORDS,
)
from rechecks.models import Draw, DrawnPopulation, Holds
from registry.models.records import RecordKind, Severity
from repair.models import RepairCase
from repair.models import Status as RepairStatus

# What stands in a stratum, by its name; the kinds of cases and of records are named differently.
CHOICES: dict[str, Mapping[str, Any]] = {
    "kind": {**KIND_WORDS, **dict(RecordKind.choices)},
    "reason": REASON_WORDS,
    "severity": {"": _lazy("not classified"), **dict(Severity.choices)},
}


@dataclass(frozen=True)
class LayerRow:
    """One stratum as a row of the table."""

    label: str
    count: int
    weight: int
    size: int
    part: str
    is_whole: bool


@dataclass(frozen=True)
class Preview:
    """The strata of a population, and what has to be said of them before anybody draws."""

    rows: list[LayerRow]
    count: int
    size: int
    part: str
    warning: str


def preview_of(population: Population) -> Preview:
    """Raises CannotDraw where the strata need more than the sample."""
    layers, least = layers_of(population), population.plan.minimum
    small = sum(each.count < least for each in layers)
    words = ngettext(
        "%(n)s stratum holds fewer than %(least)s: all of it is drawn",
        "%(n)s strata hold fewer than %(least)s: all of them is drawn",
        small,
    )
    count, size = len(population.items), population.size
    return Preview(
        rows=[layer_row(population.plan.strata, each) for each in layers],
        count=count,
        size=size,
        part=f"{size / count:.1%}",
        warning=words % {"n": small, "least": least} if small else "",
    )


def layer_row(names: Sequence[str], layer: Layer) -> LayerRow:
    label, whole = stratum_words(names, layer.key), layer.size == layer.count
    return LayerRow(label, layer.count, layer.weight, layer.size, f"{layer.part:.1%}", whole)


def stratum_words(names: Sequence[str], key: Sequence[str]) -> str:
    return " × ".join(str(_in_words(name, word)) for name, word in zip(names, key, strict=True))


def _in_words(name: str, word: str) -> Any:
    if name in CHOICES:
        return CHOICES[name].get(word, word)
    if name == "outcome":
        machine, _dot, status = word.partition(".")
        return (RepairStatus if machine == RepairCase.MACHINE else ObjectionStatus)(status).label
    return word


def kinds_in_words(kinds: Iterable[str]) -> str:
    return "、".join(str((KIND_WORDS | REASON_WORDS)[each]) for each in kinds)


def period_in_words(since: date, until: date) -> str:
    return f"{plain_day(since)} – {plain_day(until)}"


def header_of(content: str) -> dict[str, Any]:
    """The first line of a file of ours."""
    read: dict[str, Any] = json.loads(content.partition("\n")[0])
    return read


def plan_in_words(frozen: DrawnPopulation, header: Mapping[str, Any]) -> list[tuple[str, str]]:
    """By what is drawn, as it was stated before there was a seed."""
    weights = header["weights"]
    said = "；".join(f"{RISK_WORDS[risk]} +{adds}" for risk, adds in weights.items())
    words = RECORD_STRATUM_WORDS if frozen.holds == Holds.RECORDS else STRATUM_WORDS
    strata = " × ".join(str(words[each]) for each in header["strata"])
    return [
        *_scope_in_words(frozen, header["scope"]),
        (_("Strata"), strata),
        (_("In the population"), str(header["items"])),
        (_("Drawn are"), size_in_words(header)),
        (_("At least of each stratum"), str(header["minimum"])),
        (_("Weights: 1 for each, and"), said or _("nothing more")),
        *_look_back(header["scope"]),
        (_("Who may be drawn to check"), _people(header["checkers"])),
    ]


def _look_back(scope: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Populations frozen before this was weighed say nothing of it."""
    days = scope.get("look_back_days")
    return [] if days is None else [(_("Earlier findings are those of"), _days(days))]


def _scope_in_words(frozen: DrawnPopulation, scope: Mapping[str, Any]) -> list[tuple[str, str]]:
    period, kinds = period_in_words(frozen.period_from, frozen.period_to), kinds_in_words(frozen.kinds)
    if frozen.holds == Holds.RECORDS:
        return [
            (_("To be gone in"), period),
            (_("Why they should be gone"), kinds),
            (_("Still there on"), plain_day(date.fromisoformat(scope["on"]))),
            (_("Repairable for long, from"), _days(scope["long_days"])),
        ]
    return [
        (_("Closed in"), period),
        (_("Kinds of case"), kinds),
        (_("A grant is fast within"), _days(scope["fast_days"])),
    ]


def size_in_words(header: Mapping[str, Any]) -> str:
    if header["share"] is None:
        return str(header["size"])
    share = Fraction(header["share"])
    words = f"{float(share * 100):g}%" if (share * 1000).denominator == 1 else str(share)
    return _("%(n)s, that is %(share)s, rounded up") % {"n": header["size"], "share": words}


def _days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}


def _people(count: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": count}


def drawn_rows(draw: Draw, header: Mapping[str, Any]) -> list[LayerRow]:
    """The strata as the list states them."""
    names = header_of(draw.population.content)["strata"]
    return [
        layer_row(names, Layer(tuple(each["stratum"]), each["items"], each["weight"], each["drawn"]))
        for each in header["strata"]
    ]


def loads_in_words(header: Mapping[str, Any]) -> list[tuple[str, int]]:
    """How many cases each of the drawn checkers got, the most first."""
    loads = {name: count for name, count in header["loads"].items() if count}
    people = {each.username: person_name(each) for each in User.objects.filter(username__in=loads)}
    return sorted(
        ((people.get(name, name), count) for name, count in loads.items()),
        key=lambda each: (-each[1], each[0]),
    )
