"""The letters of the credit office: exactly the facts each one states."""

from rechecks.letters.supervision import CircularLetter, LateCase, SupervisionLetter

__all__ = ["CircularLetter", "LateCase", "SupervisionLetter"]
