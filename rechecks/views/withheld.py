"""What a checker does not get before the first finding: said in words, on a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rechecks.selectors.blindness import Withheld

NOT_YET: dict[Withheld, Any] = {
    Withheld.IS_BLIND: gettext_lazy(
        "It says how the cases ended, and you recheck one of these records without knowing. It is open to you "
        "after your first finding; a colleague who does not check can take it out at any time."
    ),
    Withheld.MAY_BE_DRAWN: gettext_lazy(
        "It says how the cases ended, and you may be drawn to recheck them without knowing. Before the draw "
        "somebody who is not named as a checker can take it out; its fingerprint shows that it stays the same."
    ),
}


def not_yet(request: HttpRequest, words: Any, back_url: str, back_name: str) -> HttpResponse:
    """403, and why."""
    context = {
        "heading": _("Not open to you yet"),
        "words": words,
        "back_url": back_url,
        "back_name": back_name,
    }
    return render(request, "message_page.html", context, status=403)
