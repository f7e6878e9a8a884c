"""Why a file is not kept, in the words its sender reads."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.errors import CaseError

MEGABYTE = 1 << 20

WORDS = {
    "type": _("The file should be a PDF, OFD, JPG or PNG"),
    "empty": _("The file is empty, please choose it again"),
    "password": _("The file has a password; please remove it and upload the file again"),
    "virus": _("The file did not pass the security check and was not kept"),
    "failed": _("The upload did not succeed, please try again. What you filled in is not affected"),
    "damaged": _("The file cannot be opened and may be damaged; please save it again and upload it anew"),
    "too_long": _("A file should have 300 pages at most; please split it"),
    "too_large": _("The picture should have 40 million pixels at most; please make it smaller"),
}


class FileRefused(CaseError):
    """A file that is not kept; the others stay."""

    def __init__(self, code: str, words: Any = "") -> None:
        self.code = code
        super().__init__(words or WORDS[code])


def too_big(size: int) -> FileRefused:
    limit = settings.EVIDENCE_FILE_BYTES // MEGABYTE
    words = _("The file should be smaller than %(limit)s MB; this one has %(size)s MB")
    return FileRefused("size", words % {"limit": limit, "size": -(-size // MEGABYTE)})


def too_many() -> FileRefused:
    most = settings.EVIDENCE_FILES
    words = ngettext("At most %(n)s file can be uploaded", "At most %(n)s files can be uploaded", most)
    return FileRefused("too_many", words % {"n": most})


def too_much() -> FileRefused:
    words = _("All files together should be smaller than %(limit)s MB")
    return FileRefused("total", words % {"limit": settings.EVIDENCE_CASE_BYTES // MEGABYTE})


def nothing_chosen(what: str) -> FileRefused:
    return FileRefused("none", _("Please upload: %(what)s") % {"what": what})


def blurred_words(page: int) -> str:
    """The hint beside a page that cannot be read well."""
    words = _(
        "Page %(page)s cannot be read well; better take it again. To use it all the same, choose “Use it anyway”"
    )
    return str(words % {"page": page})
