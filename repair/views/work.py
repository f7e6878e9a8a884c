"""The department's queue, and a case on the desk beside it (R1 to R3)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from registry.duties import departments_where
from repair.decision_forms import CountersignForm, DecideForm, ExtendForm
from repair.desk_forms import AssignForm, RemarkForm
from repair.models import DeskSettings, RepairCase, SavedFilter, Status
from repair.phrases import what_would_change_it
from repair.selectors import Queue, case_file, queue
from repair.selectors.colleagues import reviewers_of
from repair.selectors.prepared import kept_words, waiting_of, waiting_on
from repair.selectors.queue import LENSES, arrived
from repair.transfer_forms import ReturnForm
from repair.views.desk_access import case_at_desk, my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, personal
from repair.views.shown_checks import effect_of_granting
from repair.views.shown_desk import file_context, library_for, may_extend, may_transfer, rights
from repair.views.shown_prepared import shown_prepared
from repair.views.shown_queue import SOON, lens_chips, queue_rows
from repair.views.viewer import comparison, viewer
from rules.services import office_calendar

MOST_WORDS = 128
AT_A_PLACE = ("waiting", "countersign", "done")  # filters of the queue that the rail names
LONGEST_KEY = 18  # digits of a number that the database still takes


def page_of_queue(request: SignedInRequest) -> Queue:
    """The page of the queue that the address asks for."""
    today = timezone.localdate()
    lens = request.GET.get("show") or _opens_with(request)
    return queue(
        request.user,
        on=today,
        soon=office_calendar().after(today, SOON),
        lens=lens if lens in LENSES else "all",
        search=words_of(request),
        after=key_asked(request),
    )


def _opens_with(request: SignedInRequest) -> str:
    """What the reader's queue opens with; a search looks through every case, closed ones too."""
    if words_of(request):
        return "found"
    return str(DeskSettings.of(request.user)["lens"])


def words_of(request: SignedInRequest) -> str:
    """What is searched for, without signs that nobody sees."""
    typed = request.GET.get("q", "").replace("\u3000", " ")[:MOST_WORDS]
    return "".join(sign for sign in typed if sign.isprintable()).strip()


def key_asked(request: SignedInRequest) -> str:
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
    words = words_of(request)
    here = reverse("repair:queue")
    return {
        "queue_title": _("The department's queue"),
        "rows": queue_rows(page, request.user, today, calendar, current=current, words=words),
        "chips": lens_chips(page),
        "filtered": bool(words) or page.lens != "all",
        "dense": DeskSettings.of(request.user)["dense"],
        "to_sign": page.counts["countersign"] if page.lens != "countersign" else 0,
        "words": words,
        "next_url": _next_url(page, words),
        "saved": SavedFilter.objects.filter(user=request.user).order_by("pk"),
        "shown_lens": page.lens,
        "working_day": calendar.is_working(today),
        "issued": [shown_prepared(each, timezone.now()) for each in waiting_of(request.user)],
        "nav": page.lens if page.lens in AT_A_PLACE else "all",
        "read_at": timezone.now().isoformat(),
        "here": request.get_full_path() if request.method == "GET" else here,
        "bulk_people": reviewers_of(departments_where(request.user, "lead_department")),
    }


def _next_url(page: Queue, words: str) -> str:
    asked = {"show": page.lens, "after": page.next_key} | ({"q": words} if words else {})
    return f"{reverse('repair:queue')}?{urlencode(asked)}" if page.next_key else ""


@login_required
@require_safe
@personal
def work(request: SignedInRequest) -> HttpResponse:
    """The queue of one's departments, the nearest due date first."""
    my_departments(request)
    return show_queue(request)


def show_queue(request: SignedInRequest, bulk: Form | None = None) -> HttpResponse:
    """The queue, and the refusal where something for several cases was refused."""
    context = frame(request, page_of_queue(request)) | {"bulk": bulk, "failed": bulk is not None}
    return render(request, "repair/work.html", context, status=NOT_VALID if bulk else 200)


@login_required
@require_safe
@personal
def arrivals(request: SignedInRequest) -> HttpResponse:
    """R1: how many cases came in since the page was read, in words; the page itself stays as it is."""
    my_departments(request)
    try:
        since = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        since = None
    count = arrived(request.user, since) if since and since.tzinfo else 0
    words = ngettext("%(n)s new case", "%(n)s new cases", count) % {"n": count}
    return JsonResponse({"count": count, "words": words})


@login_required
@require_safe
@personal
def desk(request: SignedInRequest, number: str) -> HttpResponse:
    """One case on the desk, with the queue beside it."""
    return show_desk(request, case_at_desk(request, number))


def show_desk(
    request: SignedInRequest,
    case: RepairCase,
    form: Form | None = None,
    *,
    extension: ExtendForm | None = None,
    assignment: Form | None = None,
    question: Form | None = None,
    returning: Form | None = None,
) -> HttpResponse:
    """The desk with the case, and with the form as it was sent where it was refused."""
    today = timezone.localdate()
    file = case_file(case, today)
    context = frame(request, page_of_queue(request), current=case.number)
    prepared = waiting_on(case)
    context |= file_context(file) | rights(request.user, case, today, prepared)
    context |= {"viewer": viewer(file, request.GET), "comparison": comparison(file)}
    if extension or (not prepared and may_extend(request.user, file, today)):
        context["extension"] = extension or ExtendForm(prefix="extend")
    if assignment or context["may_assign"]:
        context["assignment"] = assignment or AssignForm(people=reviewers_of([case.department_id]))
    if question or context["may_decide"]:
        context["question"] = question or RemarkForm(prefix="ask")
    if context["may_answer_transfer"]:
        context["returning"] = returning or ReturnForm(prefix="return")
        context["transfer_reason"] = next(e.words for e in reversed(file.events) if e.transfer == "ask")
    context["may_transfer"] = context["may_decide"] and may_transfer(file)
    if form is None and context["may_decide"]:
        kept, library = kept_words(case, request.user), library_for(case)
        if case.status == Status.ACCEPTED:
            kept = {"remedy": what_would_change_it(file.assessed)} | kept
            context["effect"] = effect_of_granting(case, today)
        form = DecideForm(status=case.status, statements=file.statements, library=library, initial=kept)
    if form is None and context["may_countersign"]:
        form = CountersignForm(initial=kept_words(case, request.user))
    sent = (form, extension, assignment, question, returning)
    failed = any(each is not None and each.errors for each in sent)
    context |= {"form": form, "failed": failed}
    return render(request, "repair/work.html", context, status=NOT_VALID if failed else 200)
