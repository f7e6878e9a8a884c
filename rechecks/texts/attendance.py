"""Why a row of a training list is not recorded, in words."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.importing.problems import Problem, in_language

REASONS = {
    "unknown_subject": _("No entity with this code is in the register."),
    "in_the_future": _("The day of the training is still to come."),
    "not_offered": _("No course with this code or title was offered on that day."),
    "for_others": _("The course is not for this kind of entity."),
    "twice": _("The same person, course and day stands further up in the list."),
    "bad_result": _("The result should be 合格 or 不合格."),
    "bad_hours": _("The hours should be a number, such as 4 or 1.5."),
}


def reason(code: str) -> str:
    """A reason in the language of the page."""
    words = REASONS.get(code)
    return str(words) if words else in_language(Problem("", code).message, get_language() or "")
