"""The service window (服务窗口): a clerk files for a person who is there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from repair.entity_forms import CounterForm
from repair.services.counter import Visitor, begin_filing, is_clerk, subject_with_number
from repair.views.records import CHOSEN
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def counter(request: SignedInRequest) -> HttpResponse:
    """Who is here, for whom, and on which authorisation; then the applicant's own pages."""
    if not is_clerk(request.user):
        raise PermissionDenied
    form, today = CounterForm(posted(request)), timezone.localdate()
    if form.is_valid():
        said = form.cleaned_data
        subject = subject_with_number(said["number"])
        names = ("person", "standing", "phone", "email", "authorisation")
        visitor = Visitor(**{name: said[name] for name in names})
        if subject is None:
            form.add_error("number", _("No entity with this number is in the register"))
        elif attempt(form, lambda: begin_filing(subject, visitor, by=request.user, on=today)):
            request.session[CHOSEN] = subject.public_id
            words = _("You can file for %(subject)s today. The person is told by message.")
            messages.success(request, words % {"subject": subject.shown_name})
            return redirect("repair:records")
    context = {"nav": "counter", "form": form}
    return render(request, "repair/counter.html", context, status=NOT_VALID if form.errors else 200)
