"""Checking a letter, reading one's messages, fetching a letter."""

import hashlib
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.access import acts_for, may_see_case, watches
from notifications import outbox
from notifications.codes import normalised
from notifications.dead import dead_rows
from notifications.delivery import LetterFileBroken, pdf_of
from notifications.forms import CodeForm, PdfForm, ReminderForm
from notifications.lookups import too_many
from notifications.models import Bundle, Letter, LetterPreview, Message, PublicCopy, ReminderSettings
from notifications.readers import READERS
from registry.duties import DESK_DUTIES, holds, is_an_officer

PAGE = 20
ADMINISTRATORS = "administrator"  # the role beside the departments


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, found by no search engine."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter; works without JavaScript."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return private(redirect("notifications:verify", form.cleaned_data["code"]))
    return private(render(request, "notifications/verify_form.html", {"form": form, "nav": "verify"}))


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a letter is genuine and valid, and never what it was about.

    POST compares an uploaded PDF with the one that was issued; the upload is not kept.
    """
    now = timezone.now()
    if too_many(request, now):
        response = render(request, "notifications/verify_too_often.html", {"nav": "verify"}, status=429)
        response["Retry-After"] = "60"
        return private(response)
    wanted = normalised(code)
    if request.method != "POST" and wanted and wanted != code:
        return private(redirect("notifications:verify", wanted))
    letter = Letter.objects.select_related("replaced_by").filter(code=wanted).first() if wanted else None
    context = {"letter": letter, "checked_at": now, "nav": "verify", "form": CodeForm()}
    if letter:
        context |= compared(request, letter)
    page = "notifications/verify.html"
    return private(render(request, page, context, status=200 if letter else 404))


def compared(request: HttpRequest, letter: Letter) -> dict[str, object]:
    """The form for a PDF and, where one was sent, whether it is the letter's own."""
    if request.method != "POST":
        return {"pdf_form": PdfForm()}
    form = PdfForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"pdf_form": form}
    issued = {letter.sha256, *PublicCopy.objects.filter(letter=letter).values_list("sha256", flat=True)}
    same = letter.is_rendered and sha256_of(form.cleaned_data["pdf"]) in issued
    return {"pdf_form": PdfForm(), "compared": True, "same": same}


def sha256_of(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@login_required
@require_safe
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """One's own messages, newest first, a page at a time."""
    mine = Message.objects.in_inbox_of(request.user).select_related("letter")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        mine = mine.filter(pk__lt=int(before))
    rows = list(mine[: PAGE + 1])
    page = rows[:PAGE]
    older = f"{reverse('notifications:inbox')}?before={page[-1].pk}" if len(rows) > PAGE else ""
    unread = Message.objects.in_inbox_of(request.user).unread().exists()
    context = {"inbox": page, "older_url": older, "has_unread": unread, "nav": "inbox"}
    context["keeps_the_outbox"] = is_administrator(request.user)
    return private(render(request, "notifications/inbox.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reminders(request: HttpRequest) -> HttpResponse:
    """What one is reminded of; progress of one's own cases is always told."""
    officer = is_an_officer(request.user)
    form = ReminderForm(request.POST or None, instance=ReminderSettings.of(request.user), officer=officer)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your settings have been kept"))
        return redirect("notifications:reminders")
    context = {"form": form, "nav": "inbox", "officer": officer}
    status = 422 if form.errors else 200
    return private(render(request, "notifications/reminders.html", context, status=status))


@login_required
@require_POST
def inbox_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one of one's own messages as read."""
    message = get_object_or_404(Message.objects.in_inbox_of(request.user), pk=pk)
    Message.objects.filter(pk=message.pk).unread().update(read_at=timezone.now())
    return redirect("notifications:inbox")


@login_required
@require_POST
def inbox_read_all(request: HttpRequest) -> HttpResponse:
    """Mark all of one's own messages as read."""
    Message.objects.in_inbox_of(request.user).unread().update(read_at=timezone.now())
    return redirect("notifications:inbox")


def is_administrator(user: Any) -> bool:
    """Whether the user keeps the system running; a superuser without the role does not."""
    return user.is_active and user.groups.filter(name=ADMINISTRATORS).exists()


@login_required
@require_safe
@never_cache
def dead_letters(request: HttpRequest) -> HttpResponse:
    """What could not be drawn or sent, for administrators: reason, attempts, and a way to try again."""
    if not is_administrator(request.user):
        raise PermissionDenied
    before = request.GET.get("before", "")
    rows = dead_rows(
        int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None, PAGE + 1
    )
    page = rows[:PAGE]
    older = f"{reverse('notifications:dead_letters')}?before={page[-1].pk}" if len(rows) > PAGE else ""
    context = {"rows": page, "older_url": older, "nav": "inbox"}
    return private(render(request, "notifications/dead_letters.html", context))


@login_required
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a given-up row again; who did so is kept."""
    if not is_administrator(request.user):
        raise PermissionDenied
    if outbox.resend(pk, by=request.user):
        messages.success(request, _("It is being sent again"))
    else:
        messages.warning(request, _("Nothing to do: it has been sent or is on its way"))
    return redirect("notifications:dead_letters")


@login_required
@require_safe
def preview_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """A letter as it would be issued, for the officer who asked to see it; not found for all others."""
    mine = LetterPreview.objects.select_related("case").filter(user=request.user)
    shown = get_object_or_404(mine, public_id=public_id)
    if not may_see_case(request.user, shown.case):
        raise Http404
    if not shown.sha256:
        response = render(request, "notifications/preview_soon.html", {"sheet": shown.sheet}, status=202)
        response["Refresh"] = "2"
        return private(response)
    return pdf_response(pdf_of(shown), f"{shown.sheet.title}.pdf")


@login_required
@require_safe
def bundle_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """Papers in one file, for whoever had them drawn; not found for all others."""
    made = get_object_or_404(Bundle, user=request.user, public_id=public_id)
    if not made.sha256:
        response = render(request, "notifications/bundle_soon.html", {"bundle": made}, status=202)
        response["Refresh"] = "2"
        return private(response)
    return pdf_response(pdf_of(made), f"{made.title}.pdf")


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """A PDF to look at, under the name it is saved by."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename=\"letter.pdf\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return private(response)


def _may_read(user: Any, letter: Letter) -> bool:
    """As the case it was issued in; outside any case it is its addressee's, and open to who watches."""
    if letter.case:
        return may_see_case(user, letter.case)
    if letter.department_id:
        if any(reads(user, letter) for reads in READERS):
            return True
        return watches(user) or any(holds(user, duty, letter.department_id) for duty in DESK_DUTIES)
    return acts_for(user, letter.subject_id, timezone.localdate()) or watches(user)


@login_required
@require_safe
def letter_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """A letter's PDF, for the parties of its case and its department, or its addressee; not found for others."""
    letter = get_object_or_404(Letter.objects.select_related("case"), public_id=public_id)
    if not _may_read(request.user, letter):
        raise Http404
    if not letter.is_rendered:
        response = render(request, "notifications/letter_soon.html", {"letter": letter}, status=202)
        response["Refresh"] = "3"
        return private(response)
    try:
        pdf = pdf_of(letter)
    except LetterFileBroken:
        return private(render(request, "notifications/letter_broken.html", {"letter": letter}, status=503))
    return pdf_response(pdf, letter.file_name)
