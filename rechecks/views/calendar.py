"""The working calendar: the notice for a year entered, what it moves, and its release by a second person."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.models import CalendarNotice
from rechecks.services import calendars
from rechecks.views.rules import FORM, READ, for_the_credit_office
from repair.views.refusals import NOT_VALID, SignedInRequest
from rules.models import CalendarYear

NAV = "calendar"
SHOWN = 200
MOST_BYTES = 100_000


def _asked(words: Any) -> dict[str, Any]:
    return {"required": words, "invalid": words, "min_value": words, "max_value": words}


class NoticeForm(forms.Form):
    """A notice as rows, typed or as a file."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=2000,
        max_value=2999,
        error_messages=_asked(gettext_lazy("Please enter a year")),
    )
    source = forms.CharField(
        label=gettext_lazy("Notice of the State Council"),
        max_length=200,
        help_text=gettext_lazy("Title and document number of the notice."),
        error_messages=_asked(gettext_lazy("Please enter the notice")),
    )
    days = forms.CharField(
        label=gettext_lazy("Days"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "A line for each day: date, off or work, name. Such as: 2027-10-01 off National Day"
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file (CSV, UTF-8)"),
        required=False,
        help_text=gettext_lazy("The same three columns, without a heading."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        file = said.get("file")
        if file and file.size <= MOST_BYTES:
            try:
                said["days"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is not written in UTF-8"))
        elif file:
            self.add_error("file", _("The file is larger than a notice can be"))
        elif not said.get("days"):
            self.add_error("days", _("Please enter the days, or choose a file"))
        return said


@for_the_credit_office(*FORM)
def calendar(request: SignedInRequest) -> HttpResponse:
    """The years, the notices that were entered, and a form for the next one."""
    today = timezone.localdate()
    form = NoticeForm(request.POST or None, request.FILES or None, initial={"year": today.year + 1})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("source", "days")}
        try:
            notice = calendars.draft_notice(form.cleaned_data["year"], **said, **_who(request))
        except CaseError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("rechecks:calendar_notice", notice.pk)
    failed = request.method == "POST"
    years = CalendarYear.objects.filter(year__gte=today.year - 1).order_by("year")
    notices = CalendarNotice.objects.select_related("drafted_by", "release__released_by").order_by("-pk")[:20]
    context = {
        "nav": NAV, "form": form, "failed": failed, "years": years, "notices": notices,
        "undecided": None if CalendarYear.objects.filter(year=today.year + 1, decided=True) else today.year + 1,
    }  # fmt: skip
    return render(request, "rechecks/calendar.html", context, status=NOT_VALID if failed else 200)


@for_the_credit_office(*READ)
def calendar_notice(request: SignedInRequest, notice: int) -> HttpResponse:
    """What a notice says, which due dates would move with it, and what can be done with it."""
    found = CalendarNotice.objects.select_related("drafted_by").get(pk=notice)
    moves = calendars.moves_under(found, timezone.localdate()) if found.is_open else []
    days = calendars.days_of(found)
    context = {
        "nav": NAV, "notice": found, "days": days, "moves": moves[:SHOWN], "n_moves": len(moves), "shown": SHOWN,
        "departments": sorted(Counter(each.case.department.name for each in moves).items()),
        "n_off": sum(not each.works for each in days), "n_worked": sum(each.works for each in days),
        "given_days": calendars.given_days_under(found, timezone.localdate()) if found.is_open else [],
        "changed": len(calendars.changed_days(found)) if found.is_open else 0,
        "is_mine": found.drafted_by_id == request.user.pk,
    }  # fmt: skip
    return render(request, "rechecks/calendar_notice.html", context)


@for_the_credit_office("POST")
def release_notice(request: SignedInRequest, notice: int) -> HttpResponse:
    """Make it the calendar of its year."""

    def released() -> str:
        calendars.release_notice(notice, digest=request.POST.get("sha256", ""), **_who(request))
        return _("Released. The due dates follow, and departments and applicants are told.")

    return _done(request, notice, released)


@for_the_credit_office("POST")
def discard_notice(request: SignedInRequest, notice: int) -> HttpResponse:
    """Give a notice up that was entered wrongly."""

    def given_up() -> str:
        calendars.discard_notice(notice, **_who(request))
        return _("The notice was given up.")

    return _done(request, notice, given_up)


def _done(request: SignedInRequest, notice: int, step: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, step())
    except NotOpenAnyMore:
        raise
    except CaseError as refusal:
        messages.error(request, str(refusal))
    return redirect("rechecks:calendar_notice", notice)


def _who(request: SignedInRequest) -> dict[str, Any]:
    return {"by": request.user, "on": timezone.localdate()}
