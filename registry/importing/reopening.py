"""A record withdrawn as wrong comes back behind the certificate of its department, once, and in no other way."""

from collections.abc import Iterable, Sequence
from datetime import date

from registry.assessing import DERIVED, assess_record, publish, stamp_periods
from registry.importing.entry import Row
from registry.importing.problems import Problem
from registry.importing.staging import Met
from registry.models import (
    CorrectionNotice,
    ImportBatch,
    Publication,
    PublicationChange,
    Record,
    ReopeningCertificate,
)
from registry.models.publication import PUBLIC_PAGE, PublicationState
from registry.models.righting import NoticeKind
from rules.library import Library

REOPENED_BECAUSE = "认定单位提交重新列入证明后再次列入"
Certified = dict[int, ReopeningCertificate]


def certified(met: Iterable[Met], on: date) -> Certified:
    """The withdrawn records among those met that may come back on that day, with their certificates."""
    withdrawn = [each.record_id for each in met if each.withdrawn_because]
    if not withdrawn:
        return {}
    certificates = ReopeningCertificate.objects.unused().filter(record__in=withdrawn, opens_on__lte=on)
    return {each.record_id: each for each in certificates}


def withdrawn(field: str, row: Row, met: Met) -> Problem:
    """What is said of a row that would bring a withdrawn record back."""
    return Problem(field, "withdrawn_by_objection", row.document_number, number=met.withdrawn_because)


def open_records(certificates: Sequence[ReopeningCertificate], *, batch: ImportBatch, on: date) -> None:
    """Use the certificates up: their records stand again, and take the content of their rows next."""
    for certificate in certificates:
        certificate.opened_on, certificate.batch = on, batch
        certificate.save(update_fields=["opened_on", "batch"])
        Record.objects.filter(pk=certificate.record_id).update(
            withdrawn_on=None, withdrawal_id=None, withdrawn_because=""
        )
        said_in_public = CorrectionNotice.objects.standing().filter(record=certificate.record_id)
        said_in_public.filter(kind=NoticeKind.WITHDRAWN).update(ended_on=on)


def show_again(certificates: Sequence[ReopeningCertificate], *, on: date, library: Library) -> None:
    """Show them as the rules say on that day; their measures were lifted and are not imposed anew by a file."""
    for certificate in certificates:
        record = Record.objects.get(pk=certificate.record_id)
        publication = Publication.objects.filter(
            record=record, channel__code=PUBLIC_PAGE, state=PublicationState.WITHDRAWN
        ).first()
        if publication:
            _show(publication, on)
        assessment = assess_record(record, on, library)
        stamp_periods(record, assessment, on)
        record.save(update_fields=DERIVED)
        publish(record, assessment, on, library=library)


def _show(publication: Publication, on: date) -> None:
    source, publication.state = publication.state, PublicationState.SHOWN
    publication.shown_from, publication.ended_on, publication.withdrawal_id = on, None, None
    publication.save(update_fields=["state", "shown_from", "ended_on", "withdrawal_id"])
    PublicationChange.objects.create(
        publication=publication, source=source, target=publication.state, on=on, because=REOPENED_BECAUSE
    )
