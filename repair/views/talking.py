"""R9: the conversation of a case, from both sides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.errors import NotOpenAnyMore
from repair import services
from repair.desk_forms import RemarkForm
from repair.views.desk_access import case_at_desk, must_hold
from repair.views.mine import my_case
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.work import show_desk


@login_required
@require_POST
@personal
def ask(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask the applicant without stopping the clock."""
    case = case_at_desk(request, number)
    must_hold(request, "review_cases", case)
    form = RemarkForm(posted(request), prefix="ask")
    today = timezone.localdate()
    if form.is_valid() and attempt(
        form,
        lambda: services.ask_applicant(number, text=form.cleaned_data["text"], by=request.user, on=today),
    ):
        messages.success(request, _("%(number)s: the applicant has been asked") % {"number": number})
        return redirect("repair:desk", number)
    return show_desk(request, case, question=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def questions(request: SignedInRequest, number: str) -> HttpResponse:
    """What the department asked, and the answer to it."""
    case = my_case(request, number)
    remarks = list(case.conversation.select_related("by"))
    if not remarks:
        raise NotOpenAnyMore
    form = RemarkForm(posted(request))
    today = timezone.localdate()
    if (
        form.is_bound
        and form.is_valid()
        and attempt(
            form,
            lambda: services.answer_question(
                number, text=form.cleaned_data["text"], by=request.user, on=today
            ),
        )
    ):
        messages.success(request, _("Your answer has been sent."))
        return redirect("repair:questions", number)
    context = {"case": case, "remarks": remarks, "form": form}
    return render(request, "repair/questions.html", context, status=NOT_VALID if form.errors else 200)
