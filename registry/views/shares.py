"""The share log of the credit office: who received which record, entered and looked up."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registry.duties import sits_in_credit_office
from registry.sharing import CannotEnter, enter_share, latest_shares, record_meant

SHOWN = 50
NOT_VALID = 422


def _asked(words: Any) -> dict[str, Any]:
    return {"required": words, "invalid": words}


class ShareForm(forms.Form):
    """Who received what of which record, and on which day."""

    document_number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=128,
        error_messages=_asked(gettext_lazy("Please enter the document number")),
    )
    uscc = forms.CharField(
        label=gettext_lazy("Credit code of the subject"),
        max_length=18,
        required=False,
        help_text=gettext_lazy("Only where several subjects have the document number."),
    )
    receiver = forms.CharField(
        label=gettext_lazy("Receiver"),
        max_length=100,
        error_messages=_asked(gettext_lazy("Please enter who received it")),
    )
    address = forms.EmailField(
        label=gettext_lazy("E-mail of the receiver"),
        help_text=gettext_lazy("A correction or withdrawal is sent there by itself."),
        error_messages=_asked(gettext_lazy("Please enter an e-mail address, such as data@example.cn")),
    )
    what = forms.CharField(
        label=gettext_lazy("What was handed over"),
        max_length=200,
        error_messages=_asked(gettext_lazy("Please enter what was handed over")),
    )
    shared_on = forms.DateField(
        label=gettext_lazy("Handed over on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_asked(gettext_lazy("Please enter a day")),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shares(request: HttpRequest) -> HttpResponse:
    """The latest entries, and a form for the next one."""
    if not sits_in_credit_office(request.user):
        raise PermissionDenied
    form = ShareForm(request.POST or None, initial={"shared_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _entered(request, form):
        messages.success(request, _("Noted. The receiver is told when the record is corrected or withdrawn."))
        return redirect("registry:shares")
    context = {"form": form, "shares": latest_shares(SHOWN), "nav": "shares"}
    return render(
        request, "registry/shares.html", context, status=NOT_VALID if request.method == "POST" else 200
    )


def _entered(request: HttpRequest, form: ShareForm) -> bool:
    said = dict(form.cleaned_data)
    try:
        record = record_meant(said.pop("document_number"), said.pop("uscc"))
        enter_share(record, **said, by=request.user, on=timezone.localdate())
    except CannotEnter as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True
