"""From where on a figure is marked: as shipped, until the office sets its own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casework.errors import CaseError
from rechecks.models import FigureThreshold
from registry.duties import sits_in_credit_office

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "thresholds.toml"


@dataclass(frozen=True)
class Threshold:
    """The limits of a figure, and on which side of them it is worse."""

    watch: Decimal
    chase: Decimal
    lower_is_worse: bool = False

    @property
    def is_in_order(self) -> bool:
        """What is to be chased is worse than what is to be watched, or as bad."""
        return self.chase <= self.watch if self.lower_is_worse else self.chase >= self.watch

    def tone(self, value: float) -> str:
        """How a figure is marked."""
        return "bad" if self._beyond(self.chase, value) else "warn" if self._beyond(self.watch, value) else ""

    def _beyond(self, limit: Decimal, value: float) -> bool:
        return value < limit if self.lower_is_worse else value >= limit


@cache
def shipped() -> dict[str, Threshold]:
    """The limits of every figure that can be marked."""
    read = tomllib.loads(SHIPPED.read_text(encoding="utf-8"), parse_float=Decimal)
    return {
        name: Threshold(Decimal(each["watch"]), Decimal(each["chase"]), each.get("lower_is_worse", False))
        for name, each in read.items()
    }


def thresholds_in_force() -> dict[str, Threshold]:
    """What the office has set last for each figure, and else what is shipped."""
    rows = FigureThreshold.objects.order_by("figure", "-pk").distinct("figure")
    own = {row.figure: row for row in rows}
    return {
        name: Threshold(own[name].watch, own[name].chase, each.lower_is_worse) if name in own else each
        for name, each in shipped().items()
    }


@transaction.atomic
def set_thresholds(limits: Mapping[str, tuple[Decimal, Decimal]], *, by: Any) -> list[FigureThreshold]:
    """Set the limits that differ from those in force; what was set before stays on file."""
    if not sits_in_credit_office(by):
        raise PermissionDenied
    made = []
    for name, known in thresholds_in_force().items():
        watch, chase = limits.get(name, (known.watch, known.chase))
        wanted = Threshold(watch, chase, known.lower_is_worse)
        if not wanted.is_in_order:
            words = _("What is to be chased must not be better than what is to be watched")
            raise CaseError(words, field=f"{name}_chase")
        if wanted != known:
            made.append(FigureThreshold.objects.create(figure=name, watch=watch, chase=chase, set_by=by))
    return made
