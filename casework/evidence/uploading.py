"""Uploads on their way in: what exceeds a limit is counted, and not stored."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect


class CappedUploads(TemporaryFileUploadHandler):
    """Writes to a temporary file up to the limits; the size told in the end is the true one."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._written = 0  # of all files of the request
        self._cut = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._cut = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._written += len(raw_data)
        too_big = start + len(raw_data) > settings.EVIDENCE_FILE_BYTES
        if too_big or self._written > 2 * settings.EVIDENCE_CASE_BYTES:
            self._cut = True
        if not self._cut:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        file = super().file_complete(file_size)
        if file is not None:
            file.cut_short = self._cut  # type: ignore[attr-defined]
        return file


def receives_files(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The outermost decorator of a view that takes files; the form's token is checked inside it.

    Handlers must be set before anything reads the form, and the middleware would read it first.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [CappedUploads(request)]
        return protected(request, *args, **kwargs)

    return answered
