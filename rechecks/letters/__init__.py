"""The letters of the credit office: exactly the facts each one states."""

from rechecks.letters.supervision import LateCase, SupervisionLetter

__all__ = ["LateCase", "SupervisionLetter"]
