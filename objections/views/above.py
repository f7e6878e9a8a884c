"""The re-check by an organ above, as the credit office looks after it: sent there, its document entered, extended."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.evidence.uploading import receives_files
from objections import services
from objections.desk_forms import ReasonForm, ReviewDocumentForm, SendAboveForm
from objections.models import Status
from objections.models.status import IN_REVIEW
from objections.views.at_desk import carry_out
from objections.views.office import done, ours, show_office
from repair.services.evidence import check_here
from repair.views.refusals import SignedInRequest, personal, posted


@login_required
@require_POST
@personal
def send_above(request: SignedInRequest, number: str) -> HttpResponse:
    """Send the request to the organ that re-checks by the rules."""
    case = ours(request, number, Status.REVIEWING)
    form = SendAboveForm(posted(request), prefix="send_above")
    return done(request, case, form, services.send_above, _("%(number)s: sent on; the subject has been told"))


@receives_files
@login_required
@require_POST
@personal
def review_document(request: SignedInRequest, number: str) -> HttpResponse:
    """Enter the document with which the organ above has answered."""
    case = ours(request, number, Status.REVIEWING_ABOVE)
    form = ReviewDocumentForm(posted(request), request.FILES, prefix="review_document")

    def enter() -> None:
        upload, today = form.cleaned_data["upload"], timezone.localdate()
        services.note_document(number, form.document(), upload, by=request.user, on=today)

    answer = carry_out(
        request,
        form,
        enter,
        said=_("%(number)s: the document is entered; now its answer to every claim") % {"number": number},
        page=reverse("objections:office_case", args=[number]),
        show=lambda: show_office(request, case, review_document=form),
    )
    check_here(timezone.now())
    return answer


@login_required
@require_POST
@personal
def extend_review(request: SignedInRequest, number: str) -> HttpResponse:
    """Note that the term of the re-check is extended, where the rules allow it."""
    case = ours(request, number, *IN_REVIEW)
    form = ReasonForm(posted(request), prefix="extend_review")
    return done(request, case, form, services.extend_review, _("%(number)s: the term has been extended"))
