"""通报, as everybody on the staff reads them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rechecks.selectors.circulars import circulars_for
from rechecks.selectors.supervision import SHOWN
from registry.duties import is_an_officer, sits_in_credit_office
from repair.views.refusals import SignedInRequest, personal


@login_required
@require_safe
@personal
def circulars(request: SignedInRequest) -> HttpResponse:
    """Every circular that is one's to read, the newest first."""
    if not is_an_officer(request.user):
        raise PermissionDenied
    nav = "supervision" if sits_in_credit_office(request.user) else "our_supervision"
    rows = circulars_for(request.user)[:SHOWN]
    return render(request, "rechecks/circulars.html", {"circulars": rows, "nav": nav})
