"""Refusals that carry words fit to show."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _


class CaseError(Exception):
    """A step that was refused; `str()` of it is for the person who tried."""

    default = _("This step is not possible.")

    def __init__(self, words: Any = None, *, field: str = "") -> None:
        self.words = words or self.default
        self.field = field  # the form field it speaks of, if any
        super().__init__(self.words)

    def __str__(self) -> str:
        return str(self.words)


class ConditionsNotMet(CaseError):
    """The law's conditions for the step are not met; one sentence each."""

    def __init__(self, reasons: Iterable[Any]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(str(reason) for reason in self.reasons))


class NotOpenAnyMore(CaseError):
    """The case has moved on since the page was opened (409)."""

    default = _("The case has moved on since you opened this page: a colleague or the applicant was faster.")


class AlreadyOpen(NotOpenAnyMore):
    """Another open case holds the record (409)."""

    default = _("There is already an open case on this record.")
