"""What every page needs: who runs the platform, and how the reader wants to see it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from notifications.services import unread_count

THEMES = {"light", "dark", "system"}
SIZES = {"normal", "elder"}
THEME_COOKIE = "xx_theme"
SIZE_COOKIE = "xx_size"


def site(request: HttpRequest) -> dict[str, object]:
    """Name the platform and its office, and read the display choices from their cookies."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    size = request.COOKIES.get(SIZE_COOKIE, "")
    return {
        "platform": settings.SITE,
        "today": timezone.localdate(),
        "theme": theme
        if theme in THEMES
        else "",  # nobody has chosen: light, or as an officer's system has it
        "idle_seconds": settings.SESSION_IDLE_MINUTES * 60,
        "size": size if size in SIZES else "normal",
        "unread": SimpleLazyObject(lambda: _unread(request)),  # asked for only where a page shows it
    }


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return unread_count(user) if user and user.is_authenticated else 0
