"""Served notices as the desk sees them: what is known of the receipt, and what to do about it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from casework.evidence.refusals import MEGABYTE
from repair.models import RepairNotice
from repair.selectors.notices import scans_of
from repair.views.shown_evidence import ACCEPT, ShownFile, shown_file


@dataclass
class ServedRow:
    """One served notice with the scan of its receipt, if there is one."""

    notice: RepairNotice
    scan: ShownFile | None
    problems: list[str] = field(default_factory=list)  # of the upload of this request

    @property
    def key(self) -> str:
        return self.notice.record.public_id

    @property
    def is_confirmed(self) -> bool:
        return self.notice.scan_id is not None

    @property
    def is_checking(self) -> bool:
        return bool(self.scan and self.scan.file.is_being_checked)

    @property
    def accept(self) -> str:
        return ACCEPT

    @property
    def hint(self) -> str:
        words = _("One file: PDF, OFD, JPG or PNG, up to %(limit)s MB; on a phone you can take a photo.")
        return words % {"limit": settings.EVIDENCE_FILE_BYTES // MEGABYTE}


def served_rows(notices: list[RepairNotice], problems: dict[str, list[str]] | None = None) -> list[ServedRow]:
    """Served notices, each with its scan; `problems` of an upload by the public id of the record."""
    scans = scans_of(each.record_id for each in notices)
    return [
        ServedRow(
            each,
            shown_file(scans[each.record_id], each.record) if each.record_id in scans else None,
            (problems or {}).get(each.record.public_id, []),
        )
        for each in notices
    ]
