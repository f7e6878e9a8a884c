"""Records withdrawn by objection, as the head of their department sees them: filing the certificate that reopens one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework.wording import plain_day
from objections.services.notices import take_notice_off
from objections.services.reopening import DUTY, certify, withdrawn_records_of
from registry.duties import departments_where
from registry.models import ReopeningCertificate
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted

SHOWN = 100


class CertificateForm(forms.Form):
    """What shows that the record is right after all."""

    grounds = forms.CharField(
        label=gettext_lazy("New grounds"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=gettext_lazy("The subject reads them in the letter."),
        error_messages={"required": gettext_lazy("Please state what shows that the record is right")},
    )
    document = forms.CharField(
        label=gettext_lazy("Document that shows it"),
        max_length=200,
        help_text=gettext_lazy("With its number, such as the decision on the reconsideration."),
        error_messages={"required": gettext_lazy("Please name the document that shows it")},
    )


@login_required
@require_safe
@personal
def reopenings(request: SignedInRequest) -> HttpResponse:
    """The withdrawn records of one's departments, with the certificate of each."""
    return _shown(request)


@login_required
@require_POST
@personal
def reopen(request: SignedInRequest, public_id: str) -> HttpResponse:
    """File the certificate; the subject is told at once."""
    _leads(request)
    withdrawn_records_of(request.user).get(public_id=public_id)
    form, made = CertificateForm(posted(request), prefix=public_id), list[ReopeningCertificate]()
    said, today = form.cleaned_data if form.is_valid() else {}, timezone.localdate()
    if said and attempt(form, lambda: made.append(certify(public_id, **said, by=request.user, on=today))):
        words = _("Filed. The subject has been told; the record can be imported from %(day)s.")
        messages.success(request, words % {"day": plain_day(made[0].opens_on)})
        return redirect("objections:reopenings")
    return _shown(request, refused=form, of=public_id)


def _shown(request: SignedInRequest, refused: CertificateForm | None = None, of: str = "") -> HttpResponse:
    _leads(request)
    records = list(withdrawn_records_of(request.user).order_by("-withdrawn_on", "-pk")[:SHOWN])
    certificates = ReopeningCertificate.objects.filter(
        withdrawal_id__in=[each.withdrawal_id for each in records]
    ).select_related("filed_by")
    filed = {each.withdrawal_id: each for each in certificates}
    rows: list[dict[str, Any]] = [
        {
            "record": each,
            "certificate": filed.get(each.withdrawal_id),
            "form": refused if refused and each.public_id == of else CertificateForm(prefix=each.public_id),
        }
        for each in records
    ]
    context = {"rows": rows, "failed": bool(refused), "nav": "reopenings"}
    return render(request, "objections/reopenings.html", context, status=NOT_VALID if refused else 200)


def _leads(request: SignedInRequest) -> None:
    if not departments_where(request.user, DUTY):
        raise PermissionDenied


@login_required
@require_POST
@personal
def take_off(request: SignedInRequest, number: str) -> HttpResponse:
    """Whoever acts for the subject has its correction notice taken off the public page."""
    notice = take_notice_off(number, by=request.user, on=timezone.localdate())
    messages.success(
        request, _("The correction notice on %(number)s is taken off.") % {"number": notice.document_number}
    )
    return redirect("registry:public_records")
