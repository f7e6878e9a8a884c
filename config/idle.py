"""A session that nobody uses ends: after half an hour, by default, the next page asks for a new sign-in.

When somebody was last there is kept in a signed cookie, so that looking at a page writes nothing.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from repair.services.drafts import last_saved_at

SEEN_COOKIE = "xx_seen"
IS_WATCHED = "idle_ends"  # in sessions that began on the sign-in page: they go on with the cookie only


class IdleSessions:
    """Sign out whoever has been away for too long; scripts that only ask do not count as being there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.user.is_authenticated
            and _is_over(request)
        ):
            words = _words(request)
            logout(request)
            messages.warning(request, words)
        response = self.get_response(request)
        asked_by_script = request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "empty"
        if request.user.is_authenticated and not asked_by_script:
            keep_seen(request, response)
        return response


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="config.idle")


def keep_seen(request: HttpRequest, response: HttpResponse) -> None:
    """Note that somebody was there now."""
    response.set_cookie(
        SEEN_COOKIE,
        _signer().sign(str(request.user.pk)),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _is_over(request: HttpRequest) -> bool:
    """Whether this user was last seen too long ago, or a browser has dropped what would tell."""
    kept = request.COOKIES.get(SEEN_COOKIE, "")
    if not kept.startswith(f"{request.user.pk}:"):
        return bool(request.session.get(IS_WATCHED))
    try:
        _signer().unsign(kept, max_age=settings.SESSION_IDLE_MINUTES * 60)
    except BadSignature:
        return True
    return False


def _words(request: HttpRequest) -> str:
    saved = last_saved_at(request.user, since=timezone.localdate())
    if saved is None:
        return _("The page was open too long, please sign in again. Drafts are kept.")
    words = _("The page was open too long, please sign in again. The draft is saved up to %(time)s")
    return words % {"time": f"{timezone.localtime(saved):%H:%M}"}
