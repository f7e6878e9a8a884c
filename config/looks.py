"""Which pages are looks at a case: those whose address bears its number, once they were shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.looks import note_look

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
            and "number" in match.kwargs
            and request.user.is_authenticated
        ):
            note_look(request.user, match.kwargs["number"], match.view_name, now=timezone.now())
        return response


def _was_shown(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is the page; a form sent and refused brings it back with everything on it."""
    return response.status_code == SHOWN_AGAIN or (request.method == "GET" and response.status_code == SHOWN)
