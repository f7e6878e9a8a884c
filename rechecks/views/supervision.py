"""C2 督办: what is late, the notices, one notice with its log, and the stages by the office's own rule."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.models import Case
from notifications.models import LetterPreview
from rechecks.forms.supervision import (
    CircularForm,
    FilterForm,
    NoticeForm,
    StagesForm,
    TalkForm,
    WordsForm,
    numbers_asked,
)
from rechecks.models import SupervisionNotice
from rechecks.selectors.supervision import SHOWN, departments_late, late_cases, notices, without_notice
from rechecks.services import supervising
from rechecks.services.circulars import send_circular as send_circular_of
from rechecks.services.escalation import rule_in_force, set_rule
from rechecks.views.shown_supervision import facts_to_begin_with, late_rows, log_of, notice_rows, standing
from registry.duties import sits_in_credit_office
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from rules.services import office_calendar

LENSES = ("late", "open", "closed")


def _for_the_office_only(request: SignedInRequest) -> None:
    if not sits_in_credit_office(request.user):
        raise PermissionDenied


@login_required
@require_safe
@personal
def supervision(request: SignedInRequest) -> HttpResponse:
    """Late cases without a notice, open notices, closed ones; narrowed as asked."""
    _for_the_office_only(request)
    return _listed(request)


def _listed(request: SignedInRequest, refused: str = "") -> HttpResponse:
    today, calendar = timezone.localdate(), office_calendar()
    lens = request.GET.get("show", "")
    lens = lens if lens in LENSES else "late"
    form = FilterForm(request.GET, departments=departments_late(today, calendar))
    asked = form.asked()
    late = without_notice(late_cases(today, calendar, asked))
    running = notices(today, calendar, closed=False, asked=asked)
    context: dict[str, Any] = {"nav": "supervision", "lens": lens, "filter": form, "refused": refused}
    context["cap"], context["lenses"] = SHOWN, _lenses(late, running)
    context["query"] = _kept(request)
    context["narrowed"] = bool(asked.department or asked.days_over or asked.repeated)
    if lens == "late":
        context["late"] = late_rows(list(late[:SHOWN]), today, calendar)
    else:
        shown = running if lens == "open" else notices(today, calendar, closed=True, asked=asked)
        context["notices"] = notice_rows(list(shown[:SHOWN]), today, calendar)
    context["rule"] = rule_in_force()
    return render(request, "rechecks/supervision.html", context, status=NOT_VALID if refused else 200)


def _lenses(late: Any, running: Any) -> list[tuple[str, str]]:
    """The filters with their counts, which stop at what is shown."""
    words = {"late": _("Late, no notice"), "open": _("Open notices"), "closed": _("Closed")}
    counted = {"late": late.order_by(), "open": running.order_by()}
    for name, rows in counted.items():
        count = rows[: SHOWN + 1].count()
        words[name] += f" {SHOWN}+" if count > SHOWN else f" {count}"
    return list(words.items())


def _kept(request: SignedInRequest) -> str:
    """What the list is narrowed to, for the other filters."""
    return urlencode(
        [(name, request.GET[name]) for name in ("department", "days", "repeated") if name in request.GET]
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def issue_notice(request: SignedInRequest) -> HttpResponse:
    """Draw up a notice about the ticked cases, look at its letter, issue it."""
    _for_the_office_only(request)
    today, calendar = timezone.localdate(), office_calendar()
    sent = posted(request)
    numbers = numbers_asked((sent or request.GET).getlist("case"))
    late = without_notice(late_cases(today, calendar)).filter(number__in=numbers)
    cases = list(late.order_by("department", "due_on", "pk"))
    if not cases:
        return _listed(request, _("Please tick late cases first"))
    if len({each.department_id for each in cases}) > 1:
        return _listed(request, _("A notice goes to one department: please tick cases of one department"))
    people = supervising.answerable(cases[0].department)
    begun = {
        "facts": facts_to_begin_with(cases, today, calendar),
        "reply_by": calendar.after(today, rule_in_force().reply_working_days),
        "responsible": people[0] if people else None,
    }
    form = NoticeForm(sent, people=people, cases=numbers, initial=begun)
    made: list[Any] = []
    if sent is not None and form.is_valid():
        if "preview" in sent and attempt(form, lambda: made.append(_looked_at(form, request))):
            return redirect("notifications:preview_pdf", made[0].public_id)
        if "preview" not in sent and attempt(form, lambda: made.append(_issued(form, request))):
            words = _("%(number)s has been issued; the department has been told")
            messages.success(request, words % {"number": made[0].letter.number})
            return redirect(made[0])
    context = {"nav": "supervision", "form": form, "rows": late_rows(cases, today, calendar)}
    context |= {"department": cases[0].department, "nobody": not people}
    return render(request, "rechecks/issue_notice.html", context, status=NOT_VALID if form.errors else 200)


def _looked_at(form: NoticeForm, request: SignedInRequest) -> LetterPreview:
    return supervising.preview_notice(form.draft(), by=request.user, on=timezone.localdate())


def _issued(form: NoticeForm, request: SignedInRequest) -> SupervisionNotice:
    return supervising.issue_notice(form.draft(), by=request.user, on=timezone.localdate())


@login_required
@require_safe
@personal
def supervision_notice(request: SignedInRequest, number: str) -> HttpResponse:
    """One notice with its log, and what the office can do next."""
    _for_the_office_only(request)
    return _shown(request, number)


def _shown(request: SignedInRequest, number: str, **refused: Form) -> HttpResponse:
    rows = SupervisionNotice.objects.with_standing()
    notice = rows.select_related("department", "responsible", "letter", "issued_by").get(number=number)
    today, calendar = timezone.localdate(), office_calendar()
    context = notice_context(notice, at_desk=False) | {"nav": "supervision", "failed": bool(refused)}
    context["standing"] = standing(notice, today, calendar)
    works_there = request.user.memberships.filter(department=notice.department, until=None).exists()
    if not notice.is_closed and not works_there:
        context["talk"] = refused.get("talk") or TalkForm(prefix="talk", initial={"held_on": today})
        context["circular"] = refused.get("circular") or CircularForm(prefix="circular")
        context["closing"] = refused.get("closing") or WordsForm(prefix="closing")
        context["may_close"] = notice.is_replied or not any(
            not each["row"].case.closed for each in context["supervised"]
        )
    status = NOT_VALID if refused else 200
    return render(request, "rechecks/supervision_notice.html", context, status=status)


def notice_context(notice: SupervisionNotice, *, at_desk: bool) -> dict[str, Any]:
    """What both sides see of a notice."""
    cases = notice.supervised.select_related("case__subject", "case__record")
    return {
        "notice": notice,
        "supervised": [{"row": each, "url": _page_of(each.case, at_desk)} for each in cases],
        "log": log_of(notice),
        "interviews": list(notice.interviews.select_related("recorded_by")),
    }


def _page_of(case: Case, at_desk: bool) -> str:
    """Where the department works on a case, or where the office looks at it."""
    if case.machine == "objection":
        return reverse("objections:desk" if at_desk else "objections:office_case", args=[case.number])
    if case.machine == "repair" and at_desk:
        return reverse("repair:desk", args=[case.number])
    return case.as_kind.get_absolute_url()


def _step(
    request: SignedInRequest, number: str, step: Callable[[], Any], *, said: str, **named: Form
) -> HttpResponse:
    """One step with its form: back to the notice, or the page with what was refused."""
    (form,) = named.values()
    if form.is_valid() and attempt(form, step):
        messages.success(request, said)
        return redirect("rechecks:supervision_notice", number)
    return _shown(request, number, **named)


@login_required
@require_POST
@personal
def keep_interview(request: SignedInRequest, number: str) -> HttpResponse:
    """Record an interview with the department."""
    _for_the_office_only(request)
    form, today = TalkForm(posted(request), prefix="talk"), timezone.localdate()

    def step() -> None:
        supervising.interview_department(number, form.talk(), by=request.user, on=today)

    return _step(
        request, number, step, said=_("The interview is on file; the department has been told"), talk=form
    )


@login_required
@require_POST
@personal
def send_circular(request: SignedInRequest, number: str) -> HttpResponse:
    """Issue a circular, to the department or to all."""
    _for_the_office_only(request)
    form, today = CircularForm(posted(request), prefix="circular"), timezone.localdate()

    def step() -> None:
        send_circular_of(number, form.said(), by=request.user, on=today)

    return _step(request, number, step, said=_("The circular has been sent"), circular=form)


@login_required
@require_POST
@personal
def close_notice(request: SignedInRequest, number: str) -> HttpResponse:
    """办结督办."""
    _for_the_office_only(request)
    form, today = WordsForm(posted(request), prefix="closing"), timezone.localdate()

    def step() -> None:
        supervising.close_notice(number, words=form.cleaned_data["words"], by=request.user, on=today)

    return _step(
        request, number, step, said=_("Supervision closed; the department has been told"), closing=form
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def stages(request: SignedInRequest) -> HttpResponse:
    """The office's own rule: which stage follows which, after how many working days."""
    _for_the_office_only(request)
    sent, rule = posted(request), rule_in_force()
    form = StagesForm(sent, initial=StagesForm.filled(rule))

    def step() -> None:
        said = form.cleaned_data
        set_rule(
            form.rungs(),
            reply_working_days=said["reply"],
            source=said["source"],
            confirmed=bool(said["source"].strip()),
            by=request.user,
            on=timezone.localdate(),
        )

    if sent is not None and form.is_valid() and attempt(form, step):
        messages.success(request, _("Saved. What was set before stays on file."))
        return redirect(reverse("rechecks:supervision_stages"))
    context = {"nav": "supervision", "form": form, "rule": rule}
    return render(
        request, "rechecks/supervision_stages.html", context, status=NOT_VALID if form.errors else 200
    )
