"""The commitment beside its record on the public page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from notifications.delivery import LetterFileBroken, pdf_of
from notifications.views import pdf_response
from registry.models import Record
from repair.selectors import published_commitment


@require_safe
def public_commitment(request: HttpRequest, public_id: str) -> HttpResponse:
    """The public copy as PDF; with the record it leaves its address too."""
    record = get_object_or_404(Record, public_id=public_id)
    copy = published_commitment(record, timezone.localdate())
    if copy is None:
        raise Http404
    try:
        return pdf_response(pdf_of(copy), copy.letter.file_name)
    except LetterFileBroken as broken:
        raise Http404 from broken
