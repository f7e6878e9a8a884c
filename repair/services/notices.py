"""两书同达: the notice how to repair a record goes to its party along with the penalty decision."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from notifications.bundles import bundle
from notifications.models import Bundle
from registry.assessing import assess_record
from registry.models import Record
from repair.letters import RepairNotice as NoticeLetter
from repair.models import RepairNotice
from repair.selectors.notices import notices_of, without_served_notice
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
