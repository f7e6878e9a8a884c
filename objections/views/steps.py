"""The four steps of an objection, and how far one has come (E19)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from objections.models import ObjectionCase
from objections.services import missing_papers


@dataclass(frozen=True)
class Stepper:
    """The bar on top of each step: where one is, as words and as segments."""

    names: tuple[str, ...]
    at: int  # from 1

    @property
    def here(self) -> str:
        return self.names[self.at - 1]

    @property
    def then(self) -> str:
        return self.names[self.at] if self.at < len(self.names) else ""

    @property
    def segments(self) -> list[str]:
        """One word of colour for each step."""
        return [
            "xx-done" if place < self.at else "xx-now" if place == self.at else ""
            for place in range(1, len(self.names) + 1)
        ]


def stepper(at: int) -> Stepper:
    names = (_("What is wrong"), _("Where and how"), pgettext("step", "Evidence"), _("Check and submit"))
    return Stepper(names, at)


def page(name: str, case: ObjectionCase) -> str:
    return reverse(f"objections:{name}", args=[case.number])


def step_to_go(case: ObjectionCase) -> str:
    """The address of the first step that still lacks something."""
    if not case.claims.exists():
        return page("claims", case)
    return page("papers", case) if missing_papers(case) else page("check", case)


def way_on(case: ObjectionCase, back_to_check: bool, following: str) -> str:
    """Where a finished step leads: to the next one, or back to the check from which it was opened."""
    return step_to_go(case) if back_to_check else page(following, case)
