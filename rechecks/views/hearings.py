"""Where a subject reads why its repair may be revoked, and states its view (陈述、申辩)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access import acts_for
from rechecks.forms.orders import StatementForm
from rechecks.models import RecheckCase, Status
from rechecks.services.correcting import state
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def hearing(request: SignedInRequest, number: str) -> HttpResponse:
    """The notice, what was stated so far, and the form while there is time."""
    today = timezone.localdate()
    heard = RecheckCase.objects.select_related("record", "department", "proposal__notice")
    recheck = heard.get(number=number, proposal__statement_by__isnull=False)
    if not acts_for(request.user, recheck.subject_id, today):
        raise RecheckCase.DoesNotExist
    proposal = recheck.proposal
    is_open = recheck.status == Status.HEARING and proposal.is_open(today)
    form = StatementForm(posted(request)) if request.method == "POST" else StatementForm()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["text"]
        if attempt(form, lambda: state(number, text=said, by=request.user, on=today)):
            messages.success(request, _("Your statement has been handed in."))
            return redirect("rechecks:hearing", number)
    context = {
        "recheck": recheck,
        "proposal": proposal,
        "statements": list(proposal.statements.all()),
        "form": form,
        "is_open": is_open,
        "is_decided": recheck.status in (Status.CORRECTED, Status.CLOSED),
        "stands": recheck.status == Status.ORDER_WITHDRAWN,
        "left": (proposal.statement_by - today).days if is_open else 0,
    }
    return render(request, "rechecks/hearing.html", context, status=NOT_VALID if form.errors else 200)
