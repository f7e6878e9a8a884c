"""R12 两书同达: penalties whose party has not been told yet how to repair the record."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications.models import Bundle
from registry.duties import departments_where
from repair.desk_forms import NoticesForm, ServiceForm
from repair.selectors.notices import notices_of, without_served_notice
from repair.services.notices import draw_notices, note_service
from repair.views.desk_access import my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal


@login_required
@require_safe
@personal
def notices(request: SignedInRequest) -> HttpResponse:
    """New penalties without a served notice."""
    return _shown(request)


def _shown(
    request: SignedInRequest, chosen: Form | None = None, service: ServiceForm | None = None, of: str = ""
) -> HttpResponse:
    """The list; with the refusal where papers were not drawn, or a service was not noted."""
    _reviews(request)
    today = timezone.localdate()
    rows: list[dict[str, Any]] = []
    for record in without_served_notice(request.user, today):
        notice = getattr(record, "repair_notice", None)
        form = ServiceForm(prefix=record.public_id, initial={"served_on": today}) if notice else None
        if service and record.public_id == of:
            form = service
        rows.append({"record": record, "notice": notice, "form": form})
    refused = chosen or service
    context = {"nav": "notices", "rows": rows, "chosen": chosen, "failed": bool(refused)}
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
