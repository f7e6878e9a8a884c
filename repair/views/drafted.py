"""Drafts on the pages of a case of any kind: kept while somebody types, shown again, never written over unseen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import models, transaction
from django.forms import BaseForm, BooleanField, Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Case
from casework.typed import visible
from casework.wording import person_name
from registry.secret import masked_name
from repair.models import Draft
from repair.services.drafts import ChangedMeanwhile, draft_of, hand_in, save_draft, take_over_draft
from repair.views.refusals import SignedInRequest, attempt, personal

FIELD_NAME = re.compile(r"(?!upload$|drop$|use$|why_)[a-z][a-z0-9_]{0,59}")  # not what is about files
# What is not part of a draft: our own fields, and a code that counts for minutes.
OURS = frozenset({"csrfmiddlewaretoken", "draft_version", "draft_window", "keep_mine", "code", "rules_seen"})
MOST_FIELDS = 100
STILL_WRITING = timedelta(minutes=5)


def address(case: Case, name: str, *args: str) -> str:
    """A page of a case; each kind of case has its own addresses under the same names."""
    return reverse(f"{case._meta.app_label}:{name}", args=[case.number, *args])


@dataclass
class Drafting:
    """The draft of one page of a case, for its view and its template."""

    request: SignedInRequest
    case: Case
    page: str
    kept_at: str = "draft"  # the name of the address that keeps it
    draft: Draft | None = field(init=False)
    kept: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.draft = draft_of(self.case, self.page)

    @property
    def url(self) -> str:
        return address(self.case, self.kept_at, self.page)

    @property
    def version(self) -> int:
        """What the page has seen: after a refusal that of the page that was sent."""
        seen = None if self.kept else _seen(self.request)
        return seen if seen is not None else self.draft.version if self.draft else 0

    @property
    def saved_at(self) -> Any:
        return self.draft.saved_at if self.draft and self.draft.data else None

    @property
    def elsewhere(self) -> str:
        """Who else is filling the page in right now, and since when it was last saved: it is read only then."""
        draft = self.draft
        if draft is None or not draft.data or draft.by_id == self.request.user.pk:
            return ""
        if timezone.now() - draft.saved_at > STILL_WRITING:
            return ""
        words = _("%(name)s is filling this in, %(time)s")
        time = f"{timezone.localtime(draft.saved_at):%H:%M}"
        return words % {"name": masked_name(person_name(draft.by)), "time": time}

    def recall(self, form: BaseForm) -> None:
        """Show what was typed before; a tick is a person's own statement and comes back to that person only."""
        if not self.draft or not self.draft.data or form.is_bound:
            return
        own, typed = self.draft.by_id == self.request.user.pk, self.draft.typed()
        for name, each in form.fields.items():
            if isinstance(each, BooleanField):
                if own:
                    form.initial[name] = name in typed  # what was unticked is not sent
            elif name in typed:
                form.initial[name] = typed[name]

    def keep(self) -> None:
        """Keep what was typed where a button of the page does something else than hand it in."""
        self.draft = save_draft(
            self.case,
            self.page,
            _typed(self.request),
            seen=_seen(self.request) or 0,
            window=self.request.POST.get("draft_window", "")[:40],
            by=self.request.user,
            now=timezone.now(),
        )
        self.kept = True

    def attempt(self, form: BaseForm, step: Callable[[], Any]) -> bool:
        """Hand the page in: the step and the end of its draft are one transaction."""

        @transaction.atomic
        def both() -> None:
            window = self.request.POST.get("draft_window", "")[:40]
            hand_in(
                self.case,
                self.page,
                seen=_seen(self.request),
                window=window,
                by=self.request.user,
                now=timezone.now(),
            )
            step()

        return attempt(form, both)


def _seen(request: SignedInRequest) -> int | None:
    stated = request.POST.get("draft_version", "")
    return int(stated) if stated.isdecimal() and len(stated) < 9 else None


def _typed(request: SignedInRequest) -> dict[str, str]:
    """The fields of a page as they came, without our own; files are no drafts."""
    names = [name for name in request.POST if name not in OURS and FIELD_NAME.fullmatch(name)]
    return {name: visible(request.POST[name]) for name in names[:MOST_FIELDS]}


def saved_words(kept: Draft) -> str:
    """10:42 已自动保存"""
    return _("%(time)s saved automatically") % {"time": f"{timezone.localtime(kept.saved_at):%H:%M}"}


@dataclass(frozen=True)
class DraftedPages:
    """The pages of one kind of case whose contents are kept, each named as its address is.

    `case_of` finds a case of those one acts for, `is_open` says whether a page of it is being
    filled in, `form_of` gives its empty form, and `way_back` leads on from "save and go on later".
    `kept_at` names the address of the draft; a page that is not addressed by its own name says at
    which it is read.
    """

    pages: type[models.TextChoices]
    case_of: Callable[[SignedInRequest, str], Any]
    is_open: Callable[[Any, str], bool]
    form_of: Callable[[Any, str], Form]
    way_back: Callable[[Any, str], str]
    kept_at: str = "draft"
    read_at: str = ""

    def _page_of(self, case: Case, page: str) -> str:
        return address(case, self.read_at or page)

    def keeps_draft(self, page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
        """A page with a draft: handing it in over an unseen change shows both."""

        def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            @wraps(view)
            def answered(request: SignedInRequest, number: str) -> HttpResponse:
                try:
                    return view(request, number)
                except ChangedMeanwhile as refusal:
                    return self.changed_meanwhile(request, self.case_of(request, number), page, refusal)

            return answered

        return wrap

    @property
    def take_over(self) -> Callable[..., HttpResponse]:
        """The view that goes on with what another person is filling in."""

        @login_required
        @require_POST
        @personal
        def take_over(request: SignedInRequest, number: str, page: str) -> HttpResponse:
            case = self._being_filled_in(request, number, page)
            take_over_draft(case, page, by=request.user, now=timezone.now())
            return redirect(self._page_of(case, page))

        return take_over

    @property
    def draft(self) -> Callable[..., HttpResponse]:
        """The view that keeps what is typed: every ten seconds by the script, or by the button."""

        @login_required
        @require_POST
        @personal
        def draft(request: SignedInRequest, number: str, page: str) -> HttpResponse:
            return self._keep(request, self._being_filled_in(request, number, page), page)

        return draft

    def _being_filled_in(self, request: SignedInRequest, number: str, page: str) -> Case:
        if page not in self.pages.values:
            raise Http404
        case: Case = self.case_of(request, number)
        if not self.is_open(case, page):
            raise NotOpenAnyMore
        return case

    def _keep(self, request: SignedInRequest, case: Case, page: str) -> HttpResponse:
        by_script = request.headers.get("Accept", "").startswith("application/json")
        data, seen = _typed(request), _seen(request) or 0
        window = request.POST.get("draft_window", "")[:40]
        try:
            kept = save_draft(case, page, data, seen=seen, window=window, by=request.user, now=timezone.now())
        except ChangedMeanwhile as refusal:
            if by_script:
                return JsonResponse({"words": str(refusal)}, status=409)
            return self.changed_meanwhile(request, case, page, refusal)
        except CaseError as refusal:
            return JsonResponse({"words": str(refusal)}, status=413)
        if by_script:
            return JsonResponse({"version": kept.version, "words": saved_words(kept)})
        if "keep_mine" in request.POST:
            return redirect(self._page_of(case, page))
        messages.success(request, _("Saved. What you typed is kept for 90 days."))
        return redirect(self.way_back(case, page))

    def changed_meanwhile(
        self, request: SignedInRequest, case: Case, page: str, refusal: ChangedMeanwhile
    ) -> HttpResponse:
        """409: what the page holds now beside what was typed here, and the choice."""
        theirs, mine = refusal.draft.typed(), _typed(request)
        context = {
            "nav": "applications",
            "case": case,
            "page": self.pages(page),
            "words": str(refusal),
            "saved_at": refusal.draft.saved_at,
            "rows": [
                {
                    "label": each.label,
                    "theirs": theirs.get(name, ""),
                    "mine": mine.get(name, ""),
                    "tick": isinstance(each, BooleanField),
                }
                for name, each in self.form_of(case, page).fields.items()
                if name in theirs or name in mine
            ],
            "mine": mine,
            "version": refusal.draft.version,
            "save_url": address(case, self.kept_at, page),
            "page_url": self._page_of(case, page),
        }
        return render(request, "repair/changed_meanwhile.html", context, status=409)
