"""约谈 of subjects: the department keeps the record of what it said, and the credit office reads it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.evidence.uploading import receives_files
from casework.models import EvidenceFile
from objections.views.at_desk import for_the_office_only
from rechecks.forms.supervision import SubjectTalkForm
from rechecks.models import Interview
from rechecks.selectors.supervision import SHOWN
from rechecks.services.escalation import interviews_cite
from rechecks.services.interviewing import interview_subject, record_meant, theirs
from repair.services.evidence import check_here
from repair.views.desk_access import my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.shown_evidence import shown_file


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def our_interviews(request: SignedInRequest) -> HttpResponse:
    """The interviews of one's departments, and the form for another one."""
    my_departments(request)
    today, sent = timezone.localdate(), posted(request)
    begun = {"held_on": today, "document_number": request.GET.get("document", "")}
    form = SubjectTalkForm(sent, request.FILES or None, initial=begun)

    def step() -> None:
        record = record_meant(form.cleaned_data["document_number"], request.user)
        said = {"kind": form.cleaned_data["kind"], "talk": form.talk(), "upload": form.cleaned_data["upload"]}
        interview_subject(record, **said, by=request.user, on=today)

    if sent is not None and not theirs(request.user):
        raise PermissionDenied
    if sent is not None and form.is_valid() and attempt(form, step):
        check_here(timezone.now())
        messages.success(request, _("The interview is on file."))
        return redirect("rechecks:our_interviews")
    rows = Interview.objects.filter(department__in=theirs(request.user))
    return _listed(request, rows, {"form": form, "nav": "our_supervision"}, failed=bool(form.errors))


@login_required
@require_safe
@personal
def office_interviews(request: SignedInRequest) -> HttpResponse:
    """Every interview, of subjects and of departments."""
    for_the_office_only(request)
    return _listed(request, Interview.objects.all(), {"nav": "supervision"})


def _listed(
    request: SignedInRequest, rows: Any, context: dict[str, Any], *, failed: bool = False
) -> HttpResponse:
    found = rows.select_related("record__subject", "department", "notice__letter", "file", "recorded_by")
    context["interviews"] = [{"row": each, "file": _signed(each)} for each in found[:SHOWN]]
    context["cites"] = interviews_cite()
    return render(request, "rechecks/interviews.html", context, status=NOT_VALID if failed else 200)


def _signed(interview: Interview) -> Any:
    file: EvidenceFile | None = interview.file
    return shown_file(file, interview.record) if file and interview.record else None
