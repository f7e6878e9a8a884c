"""R12 两书同达: penalties whose party has not been told yet how to repair the record, and the proof that others were."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.names import clean_name
from casework.evidence.refusals import nothing_chosen
from casework.evidence.uploading import receives_files
from notifications.models import Bundle
from registry.duties import departments_where
from repair.desk_forms import NoticesForm, ServiceForm
from repair.selectors.notices import about_service, notices_of, served_notices, without_served_notice
from repair.services.evidence import check_here
from repair.services.notices import confirm_scan, draw_notices, file_scan, note_service
from repair.views.desk_access import my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal
from repair.views.shown_notices import served_rows


@login_required
@require_safe
@personal
def notices(request: SignedInRequest) -> HttpResponse:
    """New penalties without a served notice."""
    return _shown(request)


def _shown(
    request: SignedInRequest,
    chosen: Form | None = None,
    service: ServiceForm | None = None,
    of: str = "",
    problems: list[str] | None = None,
) -> HttpResponse:
    """The lists; with the refusal where papers were not drawn, a service not noted, a scan not taken."""
    _reviews(request)
    today = timezone.localdate()
    rows: list[dict[str, Any]] = []
    for record in without_served_notice(request.user, today):
        notice = getattr(record, "repair_notice", None)
        form = ServiceForm(prefix=record.public_id, initial={"served_on": today}) if notice else None
        if service and record.public_id == of:
            form = service
        rows.append({"record": record, "notice": notice, "form": form})
    refused = chosen or service or problems
    context = {
        "nav": "notices", "rows": rows, "chosen": chosen, "failed": bool(refused),
        "served": served_rows(served_notices(request.user, today), {of: problems or []}),
        "file_problems": [(f"scan_{of}", words) for words in problems or []],
    }  # fmt: skip
    return render(request, "repair/notices.html", context, status=NOT_VALID if refused else 200)


def _reviews(request: SignedInRequest) -> None:
    """Notices are the business of who reviews; whoever holds another duty at a desk is told so."""
    my_departments(request)
    if not departments_where(request.user, "review_cases"):
        raise PermissionDenied


@login_required
@require_POST
@personal
def draw(request: SignedInRequest) -> HttpResponse:
    """Draw the notices of the ticked penalties, in one file to be printed."""
    _reviews(request)
    form, made, today = NoticesForm(request.POST), list[Bundle](), timezone.localdate()
    if form.is_valid() and attempt(
        form, lambda: made.append(draw_notices(form.public_ids(), by=request.user, on=today))
    ):
        return redirect("notifications:bundle_pdf", made[0].public_id)
    return _shown(request, chosen=form)


@login_required
@require_POST
@personal
def served(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Note on which day and how a notice was served."""
    _reviews(request)
    notices_of(request.user).get(record__public_id=public_id)
    form, today = ServiceForm(request.POST, prefix=public_id), timezone.localdate()
    if form.is_valid() and attempt(
        form, lambda: note_service(public_id, **form.cleaned_data, by=request.user, on=today)
    ):
        messages.success(request, _("Noted: the notice has been served."))
        return redirect("repair:notices")
    return _shown(request, service=form, of=public_id)


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def scan(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The scanned receipt of one service: uploaded, replaced, confirmed; a script asks how far its check is."""
    _reviews(request)
    notices_of(request.user).get(record__public_id=public_id)
    problems = _act(request, public_id) if request.method == "POST" else []
    if "application/json" in request.headers.get("Accept", ""):
        return _told(request, public_id, problems)
    if problems:
        return _shown(request, of=public_id, problems=problems)
    return redirect(f"{reverse('repair:notices')}#n-{public_id}")


def _act(request: SignedInRequest, public_id: str) -> list[str]:
    """Confirm the scan, or take another one in; says what was wrong with it."""
    upload, name = request.FILES.get(f"scan_{public_id}"), ""
    try:
        if "confirm" in request.POST:
            confirm_scan(public_id, request.POST["confirm"], by=request.user, on=timezone.localdate())
            messages.success(request, _("Confirmed: the scan has been filed."))
        elif upload is None:
            raise nothing_chosen(_("the receipt of service"))
        else:
            name = f"{clean_name(upload.name or '')}："
            file_scan(public_id, upload, by=request.user, now=timezone.now())
            check_here(timezone.now())
    except NotOpenAnyMore:
        raise
    except CaseError as refusal:
        return [f"{name}{refusal}"]
    return []


def _told(request: SignedInRequest, public_id: str, problems: list[str]) -> JsonResponse:
    """What the script shows of one receipt."""
    notice = about_service(notices_of(request.user)).get(record__public_id=public_id)
    (row,) = served_rows([notice])
    rows = render_to_string("repair/parts/scan_rows.html", {"row": row}, request)
    said = {
        "rows": rows,
        "problems": problems,
        "checking": row.is_checking,
        "hint": row.hint,
        "sign_again": False,
    }
    return JsonResponse(said, status=NOT_VALID if problems else 200)
