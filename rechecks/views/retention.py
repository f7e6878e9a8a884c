"""C10: how long things are kept, lists of what is to be disposed of, and cases that are held."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.models import Disposable, Disposal, LegalHold
from rechecks.services import disposing
from rechecks.views.registers import for_watchers
from registry.duties import sits_in_credit_office
from registry.exporting import begun, registered
from registry.models import ExportForm
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, conflict, personal, posted
from rules.retention import retention_periods

SHOWN = 50


class HoldForm(forms.Form):
    """Which case is kept from disposal, and why."""

    number = forms.CharField(
        label=gettext_lazy("Case number"),
        max_length=20,
        error_messages={"required": gettext_lazy("Please enter the number of the case")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is held"),
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Please say why the case is held")},
    )


def _is_of_the_office(request: SignedInRequest) -> None:
    if not sits_in_credit_office(request.user):
        raise PermissionDenied


@for_watchers
def retention(request: SignedInRequest) -> HttpResponse:
    """What is kept how long, the lists, the holds, and for the office a form for another one."""
    return _page(request, HoldForm())


def _page(request: SignedInRequest, form: HoldForm, refused: str = "") -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "nav": "registers",
        "here": "retention",
        "form": form,
        "refused": refused,
        "acts": sits_in_credit_office(request.user),
        "kinds": [
            (kept, Disposable(kept.kind).label, kept.last_disposable(today))
            for kept in retention_periods().values()
        ],
        "disposals": Disposal.objects.select_related("proposed_by", "approved_by", "dropped_by").defer(
            "manifest"
        )[:SHOWN],
        "holds": LegalHold.objects.filter(lifted_on__isnull=True).select_related("case__record", "placed_by"),
    }
    wrong = refused or form.errors
    return render(request, "rechecks/retention.html", context, status=NOT_VALID if wrong else 200)


@login_required
@require_POST
@personal
def propose_disposal(request: SignedInRequest) -> HttpResponse:
    """Freeze the list of what is past its period."""
    _is_of_the_office(request)
    kind = request.POST.get("kind", "")
    if kind not in Disposable.values:
        return _page(request, HoldForm(), refused=_("Please say what is to be disposed of"))
    try:
        made = disposing.propose_disposal(kind, by=request.user, on=timezone.localdate())
    except CaseError as refusal:
        return _page(request, HoldForm(), refused=str(refusal))
    messages.success(
        request,
        _("List %(number)s waits for a colleague to approve it.") % {"number": made.number},
    )
    return redirect("rechecks:retention")


@login_required
@require_POST
@personal
def settle_disposal(request: SignedInRequest, list_number: str) -> HttpResponse:
    """A second person approves a list, or somebody drops it."""
    _is_of_the_office(request)
    get_object_or_404(Disposal, number=list_number)
    step = disposing.approve_disposal if "approve" in request.POST else disposing.drop_disposal
    try:
        step(list_number, by=request.user, on=timezone.localdate())
    except NotOpenAnyMore as refusal:
        return conflict(request, str(refusal), reverse("rechecks:retention"))
    except CaseError as refusal:
        return _page(request, HoldForm(), refused=str(refusal))
    return redirect("rechecks:retention")


@for_watchers
def disposal_list(request: SignedInRequest, list_number: str) -> HttpResponse:
    """The list itself, as it was frozen."""
    disposal = get_object_or_404(Disposal, number=list_number)
    manifest = disposal.manifest.encode()
    export = begun(
        _("List of what is to be disposed of"), ExportForm.LINES, rows=disposal.count, by=request.user,
        now=timezone.now(), asked={"number": disposal.number},
    )  # fmt: skip
    answer = HttpResponse(registered(export, manifest), content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{disposal.number}.jsonl"'
    return answer


@login_required
@require_POST
@personal
def hold(request: SignedInRequest) -> HttpResponse:
    """Keep a case from disposal."""
    _is_of_the_office(request)
    form = HoldForm(posted(request))
    if not form.is_valid() or not attempt(
        form, lambda: disposing.hold(**form.cleaned_data, by=request.user, on=timezone.localdate())
    ):
        return _page(request, form)
    return redirect("rechecks:retention")


@login_required
@require_POST
@personal
def lift_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a case go by its periods again."""
    _is_of_the_office(request)
    get_object_or_404(LegalHold, pk=pk)
    try:
        disposing.lift_hold(pk, by=request.user, on=timezone.localdate())
    except NotOpenAnyMore as refusal:
        return conflict(request, str(refusal), reverse("rechecks:retention"))
    return redirect("rechecks:retention")
