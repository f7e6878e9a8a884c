"""两书同达: the notice how to repair a record goes to its party along with the penalty decision."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.handing_in import take_file_back
from casework.evidence.receiving import Place, receive
from casework.models import EvidenceFile
from casework.models.evidence import Purpose
from notifications.bundles import bundle
from notifications.models import Bundle
from registry.assessing import assess_record
from registry.models import Record
from repair.letters import RepairNotice as NoticeLetter
from repair.models import RepairNotice
from repair.selectors.notices import notices_of, scans_of, without_served_notice
from repair.services.evidence import have_it_checked
from repair.services.letter_facts import repair_notice_facts
from rules.library import Library
from rules.services import current_library


@transaction.atomic
def draw_notices(public_ids: Iterable[str], *, by: Any, on: date) -> Bundle:
    """Draw up the notices of these penalties, in one file to be printed; drawing one again changes nothing."""
    wanted = set(public_ids)
    records = [each for each in without_served_notice(by, on) if each.public_id in wanted]
    if len(records) != len(wanted):
        raise NotOpenAnyMore
    if any(each.repairable_from is None for each in records):
        raise CaseError(_("A record without a first day to apply has no notice yet."))
    library = current_library()
    for each in records:
        RepairNotice.objects.get_or_create(record=each, defaults={"drawn_on": on, "drawn_by": by})
    papers = [(each.department.name, _notice(each, library, on)) for each in records]
    return bundle(papers, title=NoticeLetter.title, by=by, on=on)


def _notice(record: Record, library: Library, on: date) -> NoticeLetter:
    address = f"{settings.SITE_URL}/records/{record.public_id}/"
    return repair_notice_facts(record, assess_record(record, on, library), on=on, leads_to=address)


@transaction.atomic
def note_service(
    public_id: str, *, served_on: date, way: str, receipt: str, by: Any, on: date
) -> RepairNotice:
    """Note that a notice was served; what is noted stays."""
    notice = notices_of(by).select_for_update(of=("self",)).get(record__public_id=public_id)
    if notice.served_on:
        raise NotOpenAnyMore
    if not notice.drawn_on <= served_on <= on:
        raise CaseError(
            _("The day of service lies between the day the notice was drawn up and today."), field="served_on"
        )
    notice.served_on, notice.way, notice.receipt, notice.noted_by = served_on, way, receipt, by
    notice.save(update_fields=["served_on", "way", "receipt", "noted_by"])
    return notice


@transaction.atomic
def file_scan(public_id: str, upload: UploadedFile, *, by: Any, now: datetime) -> EvidenceFile:
    """Take in the scanned receipt of a service, in the place of one that nobody has confirmed yet."""
    notice = _awaiting_its_scan(public_id, by)
    earlier = scans_of([notice.record_id]).get(notice.record_id)
    if earlier:
        take_file_back(earlier, now)
    file = receive(notice.record, upload, Place(Purpose.SERVICE), by=by)
    transaction.on_commit(have_it_checked)
    return file


@transaction.atomic
def confirm_scan(public_id: str, file: str, *, by: Any, on: date) -> RepairNotice:
    """Confirm that this scan is the receipt; from then on it stays, and the party may see it too."""
    notice = _awaiting_its_scan(public_id, by)
    scan = scans_of([notice.record_id]).get(notice.record_id)
    if scan is None or scan.public_id != file:
        raise NotOpenAnyMore(_("Another file has been uploaded since you opened this page."))
    if not scan.is_clean:
        raise CaseError(_("The scan can be confirmed once it has been checked."))
    scan.handed_in_on, scan.used_anyway = on, bool(scan.blurred_pages)
    scan.save(update_fields=["handed_in_on", "used_anyway"])
    notice.scan, notice.scan_confirmed_by = scan, by
    notice.save(update_fields=["scan", "scan_confirmed_by"])
    return notice


def _awaiting_its_scan(public_id: str, by: Any) -> RepairNotice:
    """A served notice without a confirmed scan, locked; its record is locked first, as everywhere."""
    record = notices_of(by).get(record__public_id=public_id).record
    Record.objects.select_for_update(no_key=True).only("pk").get(pk=record.pk)
    notice = notices_of(by).select_for_update(of=("self",)).select_related("record").get(record=record)
    if notice.served_on is None:
        raise NotOpenAnyMore(_("The notice has not been served yet."))
    if notice.scan_id:
        raise NotOpenAnyMore(_("The scan has been confirmed; it stays as it is."))
    return notice
