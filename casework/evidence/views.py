"""Opening an evidence file: for its parties and its department, and each look is kept."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access import may_open
from casework.evidence import storage
from casework.evidence.kinds import CONTENT_TYPES
from casework.models import EvidenceFile, EvidenceLook
from casework.wording import plain_day

# Whatever the bytes turn out to be: no script, no form, no frame, nothing loaded.
POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


class DisposedOf(Exception):
    """The file was open to the reader, but its years are over and its bytes are gone."""


def open_to(user: Any, public_id: str) -> EvidenceFile:
    """A clean file that the user may open today; raises DisposedOf where its bytes were disposed of."""
    files = EvidenceFile.objects.standing().select_related("case", "record")
    file = files.filter(public_id=public_id).first()
    if file is None or not file.is_clean or not may_open(user, file):
        raise Http404
    if file.disposed_on is not None:
        raise DisposedOf(file.disposed_on)
    return file


def _or_gone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """410 in words where a file was disposed of after its years."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except DisposedOf as gone:
            words = _(
                "It was kept for as long as the rules ask, and disposed of on %(day)s. Its hash is kept."
            )
            context = {
                "heading": _("This file is no longer kept"),
                "words": words % {"day": plain_day(gone.args[0])},
            }
            return render(request, "message_page.html", context, status=410)

    return answered


@login_required
@require_safe
@_or_gone
def evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file itself, to be saved: a browser never opens it in our name."""
    file = open_to(request.user, public_id)
    response = _handed_out(storage.bytes_of(file.stored), CONTENT_TYPES[file.kind])
    response["Content-Disposition"] = (
        f"attachment; filename=\"evidence.{file.kind}\"; filename*=UTF-8''{quote(file.name)}"
    )
    _note_look(file, request.user, None)
    return response


@login_required
@require_safe
@_or_gone
def evidence_page(request: HttpRequest, public_id: str, sheet: int) -> HttpResponse:
    """The picture of one page, drawn in the sandbox."""
    file = open_to(request.user, public_id)
    picture = storage.picture_of(file.stored, sheet) if 1 <= sheet <= file.shown_pages else None
    if picture is None:
        raise Http404
    kind = "image/png" if picture.suffix == ".png" else "image/jpeg"
    response = _handed_out(picture, kind)
    _note_look(file, request.user, sheet)
    return response


def _note_look(file: EvidenceFile, user: Any, page: int | None) -> None:
    EvidenceLook.objects.create(file=file, user=user, page=page)


def _handed_out(path: Path, content_type: str) -> HttpResponse:
    try:
        response = HttpResponse(path.read_bytes(), content_type=content_type)
    except OSError as gone:
        raise Http404 from gone
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
