"""An objection being written: what is wrong, where, with which evidence, and the whole once more (E19)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.errors import NotOpenAnyMore
from casework.evidence.uploading import receives_files
from casework.wording import person_name
from notifications.models import Letter
from objections import services
from objections.forms import CheckForm, KindForm, TrueForm, WhatIsWrongForm
from objections.letters import Receipt
from objections.models import ObjectionCase, ObjectionKind
from objections.models.kinds import OF_FIELDS
from objections.services import law
from objections.views.drafting import keeps_draft
from objections.views.evidence import ClaimFiles
from objections.views.houses import after_filing, around
from objections.views.mine import being_written, my_objections, raised_by_us
from objections.views.shown_claims import claims_form
from objections.views.shown_evidence import claim_boxes
from objections.views.shown_meanwhile import meanwhile, plan_of
from objections.views.steps import page, step_to_go, stepper, way_on
from registry.models import Record
from registry.secret import masked_number
from repair.models import RepairCase
from repair.selectors.records import running_on
from repair.services.counter import filing_behind, filing_of
from repair.views.drafted import Drafting
from repair.views.records import mandate_for, my_record
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted


def repair_on(record: Record) -> RepairCase | None:
    """The application for repair that would have to wait."""
    running = running_on(record).first()
    return running if running and not running.is_paused else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def start(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The first step, on a record: what is wrong. The draft begins with it."""
    record, today = my_record(request, public_id), timezone.localdate()
    if open_one := my_objections(request).filter(record=record, closed=False).first():
        return redirect(open_one)
    if record.withdrawn_on:
        raise NotOpenAnyMore(_("This record has been withdrawn; there is nothing left to object to."))
    repair = repair_on(record)
    suggested = request.GET.get("kind", "")
    initial = {"kind": suggested} if suggested in ObjectionKind.values else {}
    form = KindForm(posted(request), initial=initial, repair_runs=repair is not None)
    begun: list[ObjectionCase] = []

    def begin() -> None:
        kind, contested = form.cleaned_data["kind"], form.cleaned_data["contested"]
        said = {"kind": kind, "contested": contested, "pause_repair": repair is not None}
        begun.append(services.begin(record, **said, by=request.user, on=today))

    if form.is_valid() and repair and form.repair_comes_first:
        return redirect(repair)
    if form.is_valid() and attempt(form, begin):
        return redirect("objections:claims", begun[0].number)
    context = {
        "layout": "base_public.html",
        "nav": "records",
        "up_url": reverse("repair:record", args=[record.public_id]),
        "up_name": record.document_number,
        "here": _("Raise an objection"),
        "record": record,
        "form": form,
        "repair": repair,
        "stepper": stepper(1),
    }
    return render(request, "objections/kind.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def kind(request: SignedInRequest, number: str) -> HttpResponse:
    """The first step again: something else is wrong."""
    case, today = being_written(request, number), timezone.localdate()
    form_class = KindForm if case.is_the_subjects else WhatIsWrongForm
    form = form_class(posted(request), initial={"kind": case.kind, "contested": case.contested})

    def change() -> None:
        said = {"contested": case.contested} | form.cleaned_data
        services.change_kind(number, **said, by=request.user, on=today)

    if form.is_valid() and attempt(form, change):
        return redirect(_on(request, case, "claims"))
    context = _context(request, case, form, 1)
    return render(request, "objections/kind.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("claims")
def claims(request: SignedInRequest, number: str) -> HttpResponse:
    """The second step: which fields are wrong and what they should say, or what is wrong with the record."""
    case, today = being_written(request, number), timezone.localdate()
    form = claims_form(case, posted(request))
    draft = Drafting(request, case, "claims")
    draft.recall(form)

    def claim() -> None:
        services.claim_fields(number, form.claims(), by=request.user, on=today)

    if form.is_valid() and draft.attempt(form, claim):
        return redirect(_on(request, case, "papers"))
    context = _context(request, case, form, 2) | {"draft": draft, "of_fields": case.kind in OF_FIELDS}
    return render(request, "objections/claims.html", context, status=NOT_VALID if form.errors else 200)


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def papers(request: SignedInRequest, number: str) -> HttpResponse:
    """The third step: only the papers that fit the kind, and what proves each claim."""
    case = being_written(request, number)
    if not case.claims.exists():
        return redirect("objections:claims", number)
    files = ClaimFiles(request, case, lambda: claim_boxes(case))
    if request.method == "POST" and files.pressed and not files.refused:
        return redirect(request.get_full_path())
    if request.method == "POST" and not files.pressed and files.nothing_is_missing():
        return redirect(_on(request, case, "check"))
    context = _context(request, case, None, 3) | files.context()
    return render(request, "objections/papers.html", context, status=NOT_VALID if files.refused else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("check")
def check(request: SignedInRequest, number: str) -> HttpResponse:
    """The last step: everything on one page, then the filing."""
    case, today = being_written(request, number), timezone.localdate()
    if (missing := step_to_go(case)) != page("check", case):
        return redirect(missing)
    rules = law.governing(case, today)
    shown = rules.word("statement_shown", case.kind) == "yes"
    repair = repair_on(case.record)
    asks = repair is not None and services.begun_since(case, repair)
    form = _check_form(request, case, may_be_shown=shown, repair_runs=asks)
    draft = Drafting(request, case, "check")
    draft.recall(form)

    def hand_in() -> None:
        acting: dict[str, Any] = {"by": request.user, "on": today}
        services.state(number, **form.stated(), **acting)
        services.file(number, **form.contact(), pause_repair=form.repair_waits, **acting)

    if form.is_valid() and repair and form.repair_comes_first:
        return go_on_with(repair, draft)
    if form.is_valid() and draft.attempt(form, hand_in):
        return redirect(after_filing(case))
    context = _context(request, case, form, 4) | {
        "draft": draft,
        "claims": case.claims.all(),
        "boxes": [box for box in claim_boxes(case) if box.files],
        "meanwhile": meanwhile(case, rules),
        "plan": plan_of(case, rules, today) if case.is_the_subjects else None,
        "mandate": mandate_for(request, case.subject),
        "repair": repair,
    }
    return render(request, "objections/check.html", context, status=NOT_VALID if form.errors else 200)


def _check_form(
    request: SignedInRequest, case: ObjectionCase, *, may_be_shown: bool, repair_runs: bool
) -> CheckForm | TrueForm:
    if not case.is_the_subjects:
        return TrueForm(posted(request))
    return CheckForm(
        posted(request),
        initial=_who_is_told(request, case),
        may_be_shown=may_be_shown,
        repair_runs=repair_runs,
    )


def go_on_with(repair: RepairCase, draft: Drafting) -> HttpResponse:
    """The repair comes first: what was typed is kept for later."""
    draft.keep()
    messages.success(draft.request, _("Saved. What you typed is kept for 90 days."))
    return redirect(repair)


def _who_is_told(request: SignedInRequest, case: ObjectionCase) -> dict[str, Any]:
    """Whom to ask back, as far as it is known."""
    filing = filing_behind(mandate_for(request, case.subject))
    known = {"contact_name": filing.person if filing else person_name(request.user)}
    if filing:
        known["contact_phone"] = filing.phone
    return known | {
        "statement": case.statement,
        "statement_shown": case.statement_shown,
        "notice_wanted": case.notice_wanted,
    }


@login_required
@require_safe
@personal
def filed(request: SignedInRequest, number: str) -> HttpResponse:
    """The confirmation; it can be opened again at any time."""
    case = raised_by_us(request, number)
    if case.filed_on is None or not case.is_the_subjects:
        return redirect(after_filing(case) if case.is_handed_in else step_to_go(case))
    rules = law.governing(case, case.filed_on)
    context = {
        "nav": "applications",
        "case": case,
        "plan": plan_of(case, rules, case.filed_on),
        "meanwhile": meanwhile(case, rules),
        "masked_phone": masked_number(case.contact_phone),
        "receipt": Letter.objects.of_case(case).filter(kind=Receipt.kind).first(),
    }
    return render(request, "objections/filed.html", context)


def _on(request: SignedInRequest, case: ObjectionCase, following: str) -> str:
    return way_on(case, request.GET.get("back") == "check", following)


def _context(request: SignedInRequest, case: ObjectionCase, form: Any, at: int) -> dict[str, Any]:
    """What every step shows."""
    return around(case) | {
        "case": case,
        "record": case.record,
        "form": form,
        "stepper": stepper(at),
        "here": stepper(at).here,
        "filing": filing_of(case),
        "back": "?back=check" if request.GET.get("back") == "check" else "",
    }
