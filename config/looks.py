"""Which pages are looks at a case: those whose address bears its number, and its letters, once they were shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone

from casework.looks import note_look
from notifications.models import Letter

LETTER = "notifications:letter_pdf"  # its address bears no number
SHOWN = 200
SHOWN_AGAIN = 422  # a form that was refused stands on the same page


class LooksAtCases:
    """Enter every page of a case that an officer was shown in the register of looks, whatever view made it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if (
            match
            and _was_shown(request, response)
            and request.user.is_authenticated
            and (number := _number_of(match))
        ):
            note_look(request.user, number, match.view_name, now=timezone.now())
        return response


def _number_of(match: ResolverMatch) -> str:
    """The number of the case that the page may be of; empty where it is of none."""
    if match.view_name == LETTER:
        letter = Letter.objects.filter(public_id=match.kwargs["public_id"], case__isnull=False)
        return letter.values_list("case__number", flat=True).first() or ""
    number: str = match.kwargs.get("number", "")
    return number


def _was_shown(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is the page; a form sent and refused brings it back with everything on it."""
    return response.status_code == SHOWN_AGAIN or (request.method == "GET" and response.status_code == SHOWN)
