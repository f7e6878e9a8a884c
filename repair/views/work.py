"""The department's desk: the queue, the case file, and what is decided on it (R1 to R6)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.errors import NotOpenAnyMore
from casework.models import Desk
from casework.wording import person_name
from registry.documents import document_key
from registry.duties import departments_where, holds
from registry.models import Department
from repair import services
from repair.forms import CountersignForm, DecideForm, Decision, ExtendForm
from repair.models import RepairCase, Status
from repair.selectors import CaseFile, Queue, case_file, queue
from repair.selectors.queue import LENSES
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal
from repair.views.shown_cases import staff_timeline
from repair.views.shown_clock import shown_clock
from repair.views.shown_queue import SOON, fulfilment_lines, lens_chips, queue_rows
from repair.views.shown_rules import shown_conditions
from rules.services import office_calendar
from rules.words import source_line

LONGEST_KEY = 18  # digits of a number that the database still takes
DESK_DUTIES = ("review_cases", "countersign_cases", "lead_department")


def my_departments(request: SignedInRequest) -> set[int]:
    """Where one holds a duty at the desk; whoever holds none has no business here."""
    ids = {pk for duty in DESK_DUTIES for pk in departments_where(request.user, duty)}
    if not ids:
        raise PermissionDenied
    return ids


def case_at_desk(request: SignedInRequest, number: str) -> RepairCase:
    """A case of one's departments; any other is not found."""
    ours = RepairCase.objects.filter(department_id__in=my_departments(request)).exclude(submitted_on=None)
    return ours.select_related(
        "record__subject", "record__department", "subject", "department", "claimed_by"
    ).get(number=number)


def page_of_queue(request: SignedInRequest) -> Queue:
    """The page of the queue that the address asks for."""
    today = timezone.localdate()
    lens = request.GET.get("show", "all")
    words = request.GET.get("q", "").strip()[:128]
    searched = document_key(words) if any(sign in words for sign in "〔〕[]【】（）()号") else words
    return queue(
        request.user,
        on=today,
        soon=office_calendar().after(today, SOON),
        lens=lens if lens in LENSES else "all",
        search=searched,
        after=_after(request),
    )


def _after(request: SignedInRequest) -> str:
    """The key of the page before; anything else than a key begins at the beginning."""
    key = request.GET.get("after", "")
    day, _sep, pk = key.rpartition("_")
    if not pk.isdecimal() or len(pk) > LONGEST_KEY:
        return ""
    try:
        return key if not day or date.fromisoformat(day) else ""
    except ValueError:
        return ""


def frame(request: SignedInRequest, page: Queue, *, current: str = "") -> dict[str, Any]:
    """What stands around every page of the desk: the rail, the queue, the filters."""
    today, calendar = timezone.localdate(), office_calendar()
    words = request.GET.get("q", "").strip()[:128]
    here = reverse("repair:queue")
    departments = Department.objects.filter(pk__in=my_departments(request))
    return {
        "queue_title": _("The department's queue"),
        "rows": queue_rows(page, request.user, today, calendar, current=current),
        "chips": lens_chips(page),
        "filtered": bool(words) or page.lens != "all",
        "words": words,
        "next_url": f"{here}?show={page.lens}&after={page.next_key}" if page.next_key and not words else "",
        "working_day": calendar.is_working(today),
        "offices": list(departments.values_list("short_name", flat=True)),
        "rail": _rail(page.lens),
    }


def _rail(lens: str) -> list[dict[str, Any]]:
    here = reverse("repair:queue")
    places = [
        ("all", "inbox-fill", _("Queue")),
        ("waiting", "pause-circle", _("Being corrected")),
        ("countersign", "people", _("Countersign")),
        ("done", "archive", _("Closed cases")),
    ]
    known = {key for key, _icon, _label in places}
    at = lens if lens in known else "all"
    return [
        {
            "url": here if key == "all" else f"{here}?show={key}",
            "icon": icon,
            "label": label,
            "current": key == at,
        }
        for key, icon, label in places
    ]


@login_required
@require_safe
@personal
def work(request: SignedInRequest) -> HttpResponse:
    """The queue of one's departments, the nearest due date first."""
    my_departments(request)
    return render(request, "repair/work.html", frame(request, page_of_queue(request)))


@login_required
@require_safe
@personal
def desk(request: SignedInRequest, number: str) -> HttpResponse:
    """One case on the desk, with the queue beside it."""
    return show_desk(request, case_at_desk(request, number))


def show_desk(
    request: SignedInRequest, case: RepairCase, form: Form | None = None, extension: ExtendForm | None = None
) -> HttpResponse:
    """The desk with the case, and with the form as it was sent where it was refused."""
    today = timezone.localdate()
    file = case_file(case, today)
    context = frame(request, page_of_queue(request), current=case.number)
    context |= _file_context(file) | _rights(request, case)
    if extension or _may_extend(request, file, today):
        context["extension"] = extension or ExtendForm(prefix="extend")
    if form is None and context["may_decide"]:
        form = DecideForm(status=case.status, statements=file.statements)
    if form is None and context["may_countersign"]:
        form = CountersignForm()
    failed = any(each is not None and each.errors for each in (form, extension))
    context |= {"form": form, "failed": failed}
    return render(request, "repair/work.html", context, status=NOT_VALID if failed else 200)


def _file_context(file: CaseFile) -> dict[str, Any]:
    case = file.case
    conditions = file.assessed.conditions
    open_statements = [one for one in file.statements if one.accepted is None]
    return {
        "case": case,
        "clock": shown_clock(file.clock),
        "conditions": sorted(shown_conditions(file.assessed, every=True), key=lambda c: c.css == "xx-ok"),
        "source_line": source_line(file.assessed),
        "counts": {
            "met": sum(c.met is True for c in conditions),
            "unmet": sum(c.met is False for c in conditions),
            "open": len(open_statements),
        },
        "open_statements": open_statements,
        "fulfilment": fulfilment_lines(file),
        "supplements": [
            {
                "pairs": list(zip(s.items, [*s.answers, *[""] * len(s.items)], strict=False)),
                "asked_on": s.asked_on,
                "answer_by": s.answer_by,
                "answered_on": s.answered_on,
            }
            for s in file.supplements
        ],
        "letters": file.letters,
        "timeline": staff_timeline(file),
        "earlier": RepairCase.objects.filter(record=case.record).exclude(pk=case.pk).order_by("-pk")[:10],
        "supplement_left": _supplement_left(file),
    }


def _supplement_left(file: CaseFile) -> int:
    asked = sum(one.stage == file.case.status for one in file.supplements)
    return max(file.case.supplement_rounds - asked, 0)


def _rights(request: SignedInRequest, case: RepairCase) -> dict[str, Any]:
    """What the reader may do with the case now, or the sentence that says why nothing."""
    user = request.user
    reviews = holds(user, "review_cases", case.department_id)
    signs = holds(user, "countersign_cases", case.department_id)
    at_desk = case.desk == Desk.DEPARTMENT and not case.closed
    at_second = case.desk == Desk.COUNTERSIGN and not case.closed
    mine = case.claimed_by_id == user.pk
    rights = {
        "may_decide": reviews and at_desk and mine,
        "may_claim": reviews and at_desk and case.claimed_by_id is None,
        "may_countersign": signs and at_second and case.proposed_by_id != user.pk,
    }
    standing = ""
    if at_desk and case.claimed_by_id and not mine:
        standing = _("%(name)s is working on this case; you can read it") % {
            "name": person_name(case.claimed_by)
        }
    elif at_second and case.proposed_by_id == user.pk:
        standing = _("You handle this case, so you cannot countersign it")
    elif case.status == "supplementing":
        standing = _("The applicant is correcting the application; the clock stands still")
    return rights | {"standing": standing}


def _may_extend(request: SignedInRequest, file: CaseFile, on: date) -> bool:
    """Whether the reader heads the department and the term of this review can still be extended."""
    case, days = file.case, file.assessed.days("extension_working_days")
    runs = case.status == Status.ACCEPTED and case.due_on is not None and on <= case.due_on
    extended = any(event.verb == "extend" for event in file.events)
    return bool(runs and days and not extended and holds(request.user, "lead_department", case.department_id))


def _stale(request: SignedInRequest, case: RepairCase) -> bool:
    """Whether the page was opened before the case took its last step."""
    seen = request.POST.get("seq", "")
    return bool(seen) and seen != str(case.seq)


@login_required
@require_POST
@personal
def claim(request: SignedInRequest, number: str) -> HttpResponse:
    """Take a waiting case."""
    case_at_desk(request, number)
    services.claim(number, by=request.user)
    return redirect("repair:desk", number)


@login_required
@require_POST
@personal
def release(request: SignedInRequest, number: str) -> HttpResponse:
    """Put a case back into the queue."""
    case_at_desk(request, number)
    services.release(number, by=request.user)
    return redirect("repair:queue")


@login_required
@require_POST
@personal
def decide(request: SignedInRequest, number: str) -> HttpResponse:
    """Take up, ask for a correction, grant, or refuse; then on to the next case."""
    case = case_at_desk(request, number)
    if not holds(request.user, "review_cases", case.department_id):
        raise PermissionDenied
    if _stale(request, case) or case.desk != Desk.DEPARTMENT:
        raise NotOpenAnyMore
    form = DecideForm(
        request.POST, status=case.status, statements=case.statements.select_related("obligation")
    )
    if form.is_valid() and attempt(form, _step(form, number, request.user)):
        messages.success(request, _outcome(form.cleaned_data["decision"]) % {"number": number})
        return _to_the_next(request, number)
    return show_desk(request, case, form)


def _outcome(decision: str) -> str:
    return {
        Decision.ACCEPT: _("%(number)s: taken up"),
        Decision.NOT_ACCEPT: _("%(number)s: not taken up; the applicant has been told"),
        Decision.SUPPLEMENT: _(
            "%(number)s: the request for correction has been sent; the clock stands still"
        ),
        Decision.REJECT: _("%(number)s: the refusal waits for a second person"),
        Decision.APPROVE: _("%(number)s: repair granted; publication is being ended"),
    }[Decision(decision)]


def _step(form: DecideForm, number: str, user: Any) -> Callable[[], Any]:
    """The service that the decision stands for."""
    said, today = form.cleaned_data, timezone.localdate()
    reason = said["reason"].strip()
    steps: dict[str, Callable[[], Any]] = {
        Decision.ACCEPT: lambda: services.accept(number, by=user, on=today),
        Decision.NOT_ACCEPT: lambda: services.decline(number, reasons=reason, by=user, on=today),
        Decision.SUPPLEMENT: lambda: services.ask_supplement(number, items=form.items(), by=user, on=today),
        Decision.REJECT: lambda: services.propose_refusal(
            number, reasons=reason, remedy=said.get("remedy", "").strip(), by=user, on=today
        ),
        Decision.APPROVE: lambda: _judge_and_approve(form, number, user),
    }
    return steps[said["decision"]]


def _judge_and_approve(form: DecideForm, number: str, user: Any) -> None:
    """The judgements and the decision that rests on them are kept together, or neither is."""
    today = timezone.localdate()
    with transaction.atomic():
        if judgements := form.judgements():
            services.judge(number, judgements, by=user, on=today)
        services.approve(number, by=user, on=today)


@login_required
@require_POST
@personal
def countersign(request: SignedInRequest, number: str) -> HttpResponse:
    """The second person signs the refusal, or sends it back."""
    case = case_at_desk(request, number)
    if not holds(request.user, "countersign_cases", case.department_id):
        raise PermissionDenied
    if _stale(request, case) or case.desk != Desk.COUNTERSIGN:
        raise NotOpenAnyMore
    form = CountersignForm(request.POST)
    today = timezone.localdate()

    def step() -> None:
        if form.cleaned_data["decision"] == "confirm":
            services.countersign(number, by=request.user, on=today)
        else:
            services.send_back(number, reasons=form.cleaned_data["reason"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        signed = form.cleaned_data["decision"] == "confirm"
        outcome = _("%(number)s: refused") if signed else _("%(number)s: sent back to review")
        messages.success(request, outcome % {"number": number})
        return redirect(f"{reverse('repair:queue')}?show=countersign")
    return show_desk(request, case, form)


@login_required
@require_POST
@personal
def extend(request: SignedInRequest, number: str) -> HttpResponse:
    """The head of the department extends the term once, with a reason the applicant reads."""
    case = case_at_desk(request, number)
    if not holds(request.user, "lead_department", case.department_id):
        raise PermissionDenied
    if _stale(request, case) or case.status != Status.ACCEPTED:
        raise NotOpenAnyMore
    form = ExtendForm(request.POST, prefix="extend")
    today = timezone.localdate()
    if form.is_valid() and attempt(
        form,
        lambda: services.extend(number, reason=form.cleaned_data["reason"], by=request.user, on=today),
    ):
        messages.success(request, _("%(number)s: the term has been extended") % {"number": number})
        return redirect("repair:desk", number)
    return show_desk(request, case, extension=form)


def _to_the_next(request: SignedInRequest, number: str) -> HttpResponse:
    """The nearest due case that is left, else the queue."""
    today = timezone.localdate()
    left = queue(request.user, on=today, soon=office_calendar().after(today, SOON))
    following = next((case.number for case in left.cases if case.number != number), None)
    return redirect("repair:desk", following) if following else redirect("repair:queue")
