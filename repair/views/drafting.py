"""Drafts on the pages of a case: kept while somebody types, shown again, never written over unseen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import BaseForm, BooleanField, Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.errors import CaseError, NotOpenAnyMore
from casework.typed import visible
from casework.wording import person_name
from registry.secret import masked_name
from repair.entity_forms import ContactForm, SubjectForm
from repair.forms import AnswersForm, CheckForm, CommitmentForm, FulfilmentForm
from repair.models import Draft, RepairCase
from repair.models.drafts import DraftPage
from repair.services.drafts import ChangedMeanwhile, draft_of, hand_in, save_draft, take_over_draft
from repair.views.mine import my_case
from repair.views.refusals import SignedInRequest, attempt, personal
from repair.views.shown_tasks import open_obligations

FIELD_NAME = re.compile(r"(?!upload$|drop$|use$|why_)[a-z][a-z0-9_]{0,39}")  # not what is about files
# What is not part of a draft: our own fields, and a code that counts for minutes.
OURS = frozenset({"csrfmiddlewaretoken", "draft_version", "draft_window", "keep_mine", "code", "rules_seen"})
MOST_FIELDS = 100
STILL_WRITING = timedelta(minutes=5)


@dataclass
class Drafting:
    """The draft of one page of a case, for its view and its template."""

    request: SignedInRequest
    case: RepairCase
    page: str
    draft: Draft | None = field(init=False)
    kept: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.draft = draft_of(self.case, self.page)

    @property
    def url(self) -> str:
        return reverse("repair:draft", args=[self.case.number, self.page])

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
        if not self.draft or form.is_bound:
            return
        own = self.draft.by_id == self.request.user.pk
        for name, typed in self.draft.typed().items():
            if name in form.fields and (own or not isinstance(form.fields[name], BooleanField)):
                form.initial[name] = typed

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


def keeps_draft(page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page with a draft: handing it in over an unseen change shows both."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: SignedInRequest, number: str) -> HttpResponse:
            try:
                return view(request, number)
            except ChangedMeanwhile as refusal:
                return changed_meanwhile(request, my_case(request, number), page, refusal)

        return answered

    return wrap


def _seen(request: SignedInRequest) -> int | None:
    stated = request.POST.get("draft_version", "")
    return int(stated) if stated.isdecimal() and len(stated) < 9 else None


def _typed(request: SignedInRequest) -> dict[str, str]:
    """The fields of a page as they came, without our own; files are no drafts."""
    names = [name for name in request.POST if name not in OURS and FIELD_NAME.fullmatch(name)]
    return {name: visible(request.POST[name]) for name in names[:MOST_FIELDS]}


def _being_filled_in(request: SignedInRequest, number: str, page: str) -> RepairCase:
    if page not in DraftPage.values:
        raise Http404
    case = my_case(request, number)
    if not (case.status == "supplementing" if page == DraftPage.SUPPLEMENT else case.is_preparing):
        raise NotOpenAnyMore
    return case


@login_required
@require_POST
@personal
def take_over(request: SignedInRequest, number: str, page: str) -> HttpResponse:
    """Go on with what another person is filling in."""
    take_over_draft(_being_filled_in(request, number, page), page, by=request.user, now=timezone.now())
    return redirect(f"repair:{page}", number)


@login_required
@require_POST
@personal
def draft(request: SignedInRequest, number: str, page: str) -> HttpResponse:
    """Keep what is typed: every ten seconds by the script, or by the button "save and go on later"."""
    case = _being_filled_in(request, number, page)
    by_script = request.headers.get("Accept", "").startswith("application/json")
    data, seen = _typed(request), _seen(request) or 0
    window = request.POST.get("draft_window", "")[:40]
    try:
        kept = save_draft(case, page, data, seen=seen, window=window, by=request.user, now=timezone.now())
    except ChangedMeanwhile as refusal:
        if by_script:
            return JsonResponse({"words": str(refusal)}, status=409)
        return changed_meanwhile(request, case, page, refusal)
    except CaseError as refusal:
        return JsonResponse({"words": str(refusal)}, status=413)
    if by_script:
        return JsonResponse({"version": kept.version, "words": saved_words(kept)})
    if "keep_mine" in request.POST:
        return redirect(f"repair:{page}", number)
    messages.success(request, _("Saved. What you typed is kept for 90 days."))
    return redirect(case if page == DraftPage.SUPPLEMENT else reverse("repair:tasks", args=[number]))


def saved_words(kept: Draft) -> str:
    """10:42 已自动保存"""
    return _("%(time)s saved automatically") % {"time": f"{timezone.localtime(kept.saved_at):%H:%M}"}


def _empty_form(case: RepairCase, page: str) -> Form:
    """The form of a page, for the names of its fields."""
    if page == DraftPage.FULFILMENT:
        return FulfilmentForm(obligations=open_obligations(case))
    if page == DraftPage.SUPPLEMENT:
        return AnswersForm(asked=case.supplements.latest("pk"))
    plain = {
        DraftPage.SUBJECT: SubjectForm,
        DraftPage.CONTACT: ContactForm,
        DraftPage.COMMITMENT: CommitmentForm,
        DraftPage.CHECK: CheckForm,
    }
    return plain[DraftPage(page)]()


def changed_meanwhile(
    request: SignedInRequest, case: RepairCase, page: str, refusal: ChangedMeanwhile
) -> HttpResponse:
    """409: what the page holds now beside what was typed here, and the choice."""
    theirs, mine = refusal.draft.typed(), _typed(request)
    fields = _empty_form(case, page).fields
    context = {
        "nav": "applications",
        "case": case,
        "page": DraftPage(page),
        "words": str(refusal),
        "saved_at": refusal.draft.saved_at,
        "rows": [
            {
                "label": each.label,
                "theirs": theirs.get(name, ""),
                "mine": mine.get(name, ""),
                "tick": isinstance(each, BooleanField),
            }
            for name, each in fields.items()
            if name in theirs or name in mine
        ],
        "mine": mine,
        "version": refusal.draft.version,
        "save_url": reverse("repair:draft", args=[case.number, page]),
        "page_url": reverse(f"repair:{page}", args=[case.number]),
    }
    return render(request, "repair/changed_meanwhile.html", context, status=409)
