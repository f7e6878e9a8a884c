"""The application, from the first page to the confirmation (E5 to E14)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.evidence.uploading import receives_files
from casework.waiting import what_comes_first
from casework.wording import person_name
from notifications.models import Letter
from registry.secret import masked_number
from repair import services
from repair.forms import CheckForm, FulfilmentForm, StartForm, TrainingForm
from repair.letters import Receipt
from repair.models import Contact, RepairCase, SubjectCheck
from repair.selectors import card_of, case_file, others_to_apply_for
from repair.selectors.training import shelves
from repair.services.counter import filing_behind, filing_of
from repair.services.training import certificate_for_training
from repair.views.answers import way_on
from repair.views.drafted import Drafting
from repair.views.drafting import keeps_draft
from repair.views.evidence import FilesOnPage
from repair.views.mine import my_case, preparing
from repair.views.records import mandate_for, my_record
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.rules_changed import as_seen, differences, show_differences
from repair.views.shown_evidence import files_shown, fulfilment_boxes, hints_of
from repair.views.shown_other import comes_first
from repair.views.shown_records import row_of
from repair.views.shown_rules import plan_from, shown_conditions
from repair.views.shown_tasks import is_prepared, open_obligations, task_groups
from rules.words import condition_text

MAY_BEGIN = frozenset({"go", "wait"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def start(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Begin an application, or say why it cannot begin yet."""
    record, today = my_record(request, public_id), timezone.localdate()
    card = card_of(record, today)
    row = row_of(card, today)
    if row.key == "doing" and row.case:
        return redirect("repair:tasks" if row.case.is_preparing else "repair:case", row.case.number)
    context: dict[str, Any] = {"nav": "records", "record": record, "row": row}
    if row.key not in MAY_BEGIN:
        return render(request, "repair/not_yet.html", context)
    others = {one.public_id: one for one in others_to_apply_for(record, today)}
    form = StartForm(posted(request), others=others.values())
    begun: list[RepairCase] = []

    def begin() -> None:
        chosen = [others[each] for each in form.cleaned_data.get("others", [])]
        begun.extend(services.start_together([record, *chosen], by=request.user, on=today))

    if form.is_valid() and attempt(form, begin):
        if len(begun) > 1:
            words = _("%(n)s applications have been begun; what they share is asked once.")
            messages.success(request, words % {"n": len(begun)})
        return redirect("repair:tasks", next(case for case in begun if case.record_id == record.pk).number)
    context |= {"form": form, "plan": plan_from(card.assessed, today)} | comes_first(what_comes_first(record))
    return render(request, "repair/start.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_safe
@personal
def tasks(request: SignedInRequest, number: str) -> HttpResponse:
    """The task list; after submission the case page takes its place."""
    case = my_case(request, number)
    if not case.is_preparing:
        return redirect(case)
    groups = task_groups(case)
    every = [task for group in groups for task in group.tasks if not task.is_optional]
    assessed = case_file(case, timezone.localdate()).assessed
    context = {
        "nav": "applications",
        "case": case,
        "record": case.record,
        "groups": groups,
        "done": sum(task.state in {"done", "given"} for task in every),
        "total": len(every),
        "next_task": next((task for task in every if task.url and task.state in {"todo", "attention"}), None),
        "plan": plan_from(assessed, timezone.localdate()),
        "period_ends_on": assessed.min_period_ends_on,
        "waiting_until": assessed.repairable_from if case.status == "applied" else None,
    }
    context |= comes_first(case.paused_for)
    return render(request, "repair/tasks.html", context)


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("fulfilment")
def fulfilment(request: SignedInRequest, number: str) -> HttpResponse:
    """Say since when, and by which proof, each open obligation is fulfilled."""
    case = preparing(request, number)
    stated = {one.obligation_id: one for one in case.statements.all()}
    initial: dict[str, Any] = {}
    for pk, one in stated.items():
        initial |= {f"on_{pk}": one.fulfilled_on, f"proof_{pk}": one.proof}
    obligations = open_obligations(case)
    files = FilesOnPage(request, case, lambda: fulfilment_boxes(case, obligations))
    draft, today = Drafting(request, case, "fulfilment"), timezone.localdate()
    if files.leave_the_rest(draft):
        return redirect("repair:fulfilment", number)
    form = FulfilmentForm(files.rest(posted(request)), obligations=obligations, initial=initial)
    draft.recall(form)
    if files.in_order(form) and draft.attempt(
        form, lambda: services.state_fulfilment(number, form.statements(), by=request.user, on=today)
    ):
        return redirect(way_on(request, number))
    context = {"nav": "applications", "case": case, "record": case.record, "form": form, "draft": draft}
    context["known"] = case.record.obligations.filter(fulfilled=True).order_by("pk")
    context |= files.context()
    context["groups"] = [(*group, box) for group, box in zip(form.groups(), context["boxes"], strict=True)]
    wrong = files.refused or form.errors
    return render(request, "repair/fulfilment.html", context, status=NOT_VALID if wrong else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def training(request: SignedInRequest, number: str) -> HttpResponse:
    """Confirm the training where the rules ask for one; where they do not, the courses are an offer."""
    case = preparing(request, number)
    if not case.training_asked or case.trained_on:
        return redirect("repair:courses", case.subject.public_id)
    today = timezone.localdate()
    assessed = case_file(case, today).assessed
    form = TrainingForm(posted(request), report_asked=assessed.condition("credit_report") is not None)

    def confirm() -> None:
        services.confirm_training(number, **form.cleaned_data, by=request.user, on=today)

    if form.is_valid() and attempt(form, confirm):
        return redirect("repair:tasks", number)
    asked, certificate = assessed.condition("training"), certificate_for_training(case.subject, today)
    context = {
        "nav": "applications",
        "case": case,
        "form": form,
        "open": condition_text(asked) if asked and not certificate else "",
        "clause": asked.cites if asked else "",
        "certificate": certificate,
        "shelves": [one for one in shelves(case.subject, request.user, today) if one.is_required],
    }
    return render(request, "repair/training.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("check")
def check(request: SignedInRequest, number: str) -> HttpResponse:
    """Everything on one page, then the submission."""
    case, today = preparing(request, number), timezone.localdate()
    if not is_prepared(case, open_obligations(case)):
        return redirect("repair:tasks", number)
    filing = filing_behind(mandate_for(request, case.subject))
    initial = {"contact_name": filing.person if filing else person_name(request.user)}
    given = Contact.objects.filter(case=case).first()
    form = CheckForm(posted(request), initial=initial, contact=given)
    draft = Drafting(request, case, "check")
    draft.recall(form)

    def submit() -> None:
        services.submit(number, by=request.user, on=today, **form.contact())

    file = case_file(case, today)
    if form.is_valid() and (changed := differences(request, file.assessed)):
        return show_differences(request, case, changed, file.assessed)
    if form.is_valid() and draft.attempt(form, submit):
        return redirect("repair:submitted", number)
    context = {
        "nav": "applications",
        "case": case,
        "record": case.record,
        "form": form,
        "draft": draft,
        "contact": given,
        "filing": filing_of(case),
        "subject_check": SubjectCheck.objects.filter(case=case).first(),
        "statements": file.statements,
        "evidence": files_shown(case),
        "hints": hints_of(case),
        "conditions": shown_conditions(file.assessed),
        "letters": file.letters,
        "mandate": mandate_for(request, case.subject),
        "plan": plan_from(file.assessed, today),
        "rules_seen": as_seen(file.assessed),
    }
    return render(request, "repair/check.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_safe
@personal
def submitted(request: SignedInRequest, number: str) -> HttpResponse:
    """The confirmation; it can be opened again at any time."""
    case = my_case(request, number)
    if case.submitted_on is None:
        return redirect("repair:tasks", number)
    plan = plan_from(case_file(case, timezone.localdate()).assessed, case.submitted_on)
    context = {
        "nav": "applications",
        "case": case,
        "plan": plan,
        "masked_phone": masked_number(case.contact_phone),
        "receipt": Letter.objects.of_case(case).filter(kind=Receipt.kind).first(),
    }
    return render(request, "repair/submitted.html", context)
