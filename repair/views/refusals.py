"""How a refusal is answered: not visible 404, not allowed 403, not open any more 409, else words on the form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.typed import visible

LOCK_NOT_AVAILABLE = "55P03"
NOT_VALID = 422
OURS = frozenset({"csrfmiddlewaretoken", "draft_version", "draft_window"})
# Whose page lies above each of its steps.
PAGE_ABOVE = frozenset({"hearings", "objections", "orders", "rechecks", "supervision"})
SHORT = 10  # characters: dates, choices and ticks are quickly made again


class SignedInRequest(HttpRequest):
    """A request behind `login_required`: its user is somebody."""

    user: User


def conflict(request: HttpRequest, words: str, back_url: str) -> HttpResponse:
    """409: somebody was faster, or a page of the past was opened; say so, and offer the page as it is now."""
    sent = request.method == "POST"
    context = {
        "heading": _moved_on(request) if sent else _("This step is over"),
        "words": words,
        "todo": _("Nothing you entered was carried out. Please look at the case as it is now.")
        if sent
        else "",
        "back_url": back_url,
        "back_name": _("See it as it is now"),
        "typed": words_typed(request),
    }
    return render(request, "message_page.html", context, status=409)


def _moved_on(request: HttpRequest) -> str:
    at_the_desk = request.path.startswith(("/work/", "/office/"))
    return _("This has been handled already") if at_the_desk else _("The matter has moved on")


def personal(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about somebody: never kept by a cache, and its refusals have the right status."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as missing:
            raise Http404 from missing
        except NotOpenAnyMore as refusal:
            return conflict(request, str(refusal), _page_to_see(request, kwargs))
        except OperationalError as busy:
            if getattr(busy.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            return conflict(request, str(NotOpenAnyMore()), _page_to_see(request, kwargs))

    return never_cache(answered)


def _page_to_see(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    """The case itself, or where those who read such addresses begin."""
    number, place = kwargs.get("number"), request.path.split("/")[1]
    if number and PAGE_ABOVE & set(request.path.split("/")[1:3]):
        return request.path.partition(number)[0] + f"{number}/"
    if number is None:
        return reverse({"work": "repair:queue", "office": "repair:transfers"}.get(place, "repair:records"))
    kind = request.resolver_match.app_name if request.resolver_match else "repair"
    return reverse(f"{kind}:desk" if place == "work" else f"{kind}:case", args=[number])


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where nothing was ticked, without signs that nobody sees; nothing on a mere look."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    for name, values in request.POST.lists():
        sent.setlist(name, [visible(value) for value in values])
    return sent


def words_typed(request: HttpRequest) -> list[str]:
    """The longer texts of a form that cannot be carried out, to be copied and used again."""
    sent = posted(request) or {}
    return [value for name, value in sent.items() if name not in OURS and len(value) > SHORT]


def attempt(form: BaseForm, step: Callable[[], Any]) -> bool:
    """Take a step for a valid form; a refusal in words becomes an error of the form."""
    try:
        step()
    except NotOpenAnyMore:
        raise
    except ConditionsNotMet as refusal:
        for reason in refusal.reasons:
            form.add_error(None, str(reason))
        return False
    except CaseError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
