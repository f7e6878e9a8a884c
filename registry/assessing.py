"""What the rules say about a record of the register, and what follows for where it is on show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from registry.departments import public_page
from registry.models import Publication, PublicationChange, Record
from registry.models.publication import ON_SHOW, PublicationState
from rules.assess import assess
from rules.assessment import Assessment
from rules.facts import Facts
from rules.library import Library, RuleSet
from rules.periods import is_on_show, periods_of
from rules.services import current_library

DAY = timedelta(days=1)
CHUNK = 1000
DERIVED = (
    "min_period_ends_on",
    "max_period_ends_on",
    "repairable_from",
    "rule_set",
    "rule_version",
    "assessed_on",
)

SHOWN_BECAUSE = "登记入库后依规公示"
ENDED_BECAUSE = "重新核定后依规不予公示"


def facts_of(
    record: Record,
    *,
    commitment_made: bool = False,
    training_confirmed: bool = False,
    credit_report_provided: bool = False,
) -> Facts:
    """The facts the law asks about, as the register knows them; what an applicant did is handed in."""
    return Facts(
        jurisdiction=record.jurisdiction,
        sector=record.sector,
        kind=record.kind,
        severity=record.severity or None,
        field=record.field or None,
        procedure=record.procedure or None,
        penalty_types=tuple(record.penalty_types),
        decided_on=record.decided_on,
        published_on=record.published_on,
        obligations_fulfilled=record.obligations_fulfilled,
        commitment_made=commitment_made,
        training_confirmed=training_confirmed,
        credit_report_provided=credit_report_provided,
        ban_until=record.ban_until,
        barred_until=record.subject.repair_barred_until,
    )


def assess_record(
    record: Record,
    on: date,
    library: Library,
    *,
    commitment_made: bool = False,
    training_confirmed: bool = False,
    credit_report_provided: bool = False,
) -> Assessment:
    """The record under the rules that govern an application made on that day."""
    facts = facts_of(
        record,
        commitment_made=commitment_made,
        training_confirmed=training_confirmed,
        credit_report_provided=credit_report_provided,
    )
    return assess(facts, library.governing(facts, on), on)


def stamp_periods(record: Record, assessment: Assessment, on: date) -> None:
    """Set the derived columns of the record; the caller saves (`save(update_fields=DERIVED)`)."""
    record.min_period_ends_on = assessment.min_period_ends_on
    record.max_period_ends_on = assessment.max_period_ends_on
    record.repairable_from = assessment.repairable_from
    record.rule_set = assessment.rule_set
    record.rule_version = assessment.rule_version
    record.assessed_on = on


def last_day_on_show(facts: Facts, rule_set: RuleSet) -> date | None:
    """The last day on which a record is on show; none where the rules keep an unfulfilled one on show."""
    periods = periods_of(facts, rule_set)
    if periods.maximum is None or is_on_show(facts, rule_set, periods, periods.maximum + DAY):
        return None
    return periods.maximum


def publish(
    record: Record, assessment: Assessment, on: date, *, library: Library | None = None
) -> Publication | None:
    """Bring the record's place on the public page in line with the assessment.

    A publication that has ended (by repair, at its maximum) is left alone, and an unclassified
    record that is not on show yet stays unpublished until its department has classified it.
    """
    facts = facts_of(record)
    rule_set = (library or current_library()).governing(facts, on)
    until = last_day_on_show(facts, rule_set)
    shown = Publication.objects.select_for_update().filter(record=record, channel=public_page()).first()
    if shown is None:
        return _begin(record, on, until) if _belongs_on_show(record, assessment) and _stands(record) else None
    if shown.state == PublicationState.SHOWN:
        _align(shown, assessment, on, until)
    elif shown.state == PublicationState.RESTORED:
        _align(shown, assessment, on, no_later(until, shown.shown_until))
    return shown


def no_later(day: date | None, last: date | None) -> date | None:
    """What was shown again after a revoked repair never stays longer than it then had left."""
    return min((each for each in (day, last) if each), default=None)


@dataclass(frozen=True)
class Showing:
    """Whether a record is on the public page, and through which day where that is known."""

    shown: bool
    until: date | None = None


def showing_after(
    record: Record, shown: Publication | None, assessment: Assessment, rule_set: RuleSet, on: date
) -> Showing:
    """How `publish` would leave the record on that day; nothing is written."""
    if shown is not None and shown.state != PublicationState.SHOWN:
        until = shown.shown_until
        if shown.state == PublicationState.RESTORED:
            until = no_later(last_day_on_show(facts_of(record), rule_set), until)
        stands = shown.state in ON_SHOW and assessment.published and (until is None or until >= on)
        return Showing(stands, until if stands else None)
    until = last_day_on_show(facts_of(record), rule_set)
    on_show = assessment.published if shown is not None else _belongs_on_show(record, assessment)
    return Showing(on_show, until if on_show else None)


def _belongs_on_show(record: Record, assessment: Assessment) -> bool:
    return assessment.published and bool(assessment.class_name) and record.withdrawn_on is None


def _stands(record: Record) -> bool:
    """Whether nobody has withdrawn the record meanwhile: a withdrawal holds its row."""
    return Record.objects.select_for_update().get(pk=record.pk).withdrawn_on is None


def _begin(record: Record, on: date, until: date | None) -> Publication:
    shown = Publication.objects.create(record=record, channel=public_page(), shown_from=on, shown_until=until)
    PublicationChange.objects.create(
        publication=shown, target=PublicationState.SHOWN, on=on, because=SHOWN_BECAUSE
    )
    return shown


def _align(shown: Publication, assessment: Assessment, on: date, until: date | None) -> None:
    """Move the last day; what should not be on show any more was on show through yesterday."""
    if not assessment.published:
        if shown.shown_until is not None and shown.shown_until < on:
            return
        until = on - DAY
        PublicationChange.objects.create(
            publication=shown, source=shown.state, target=shown.state, on=on, because=ENDED_BECAUSE
        )
    if shown.shown_until != until:
        shown.shown_until = until
        shown.save(update_fields=["shown_until"])


@transaction.atomic
def classify(
    record: Record, severity: str, *, basis: str, on: date, library: Library | None = None
) -> Assessment:
    """Set the class of a record as its department decides, and what follows from it."""
    library = library or current_library()
    record.severity, record.severity_basis = severity, basis
    assessment = assess_record(record, on, library)
    stamp_periods(record, assessment, on)
    record.save(update_fields=["severity", "severity_basis", *DERIVED])
    publish(record, assessment, on, library=library)
    return assessment


def refresh(queryset: QuerySet[Record], on: date, *, library: Library | None = None) -> int:
    """Assess the records anew, after a change of rules, of a class or of what is fulfilled; returns how many."""
    library = library or current_library()
    count = 0
    rows = (
        queryset.order_by("pk")
        .select_related("subject")
        .prefetch_related("obligations")
        .iterator(chunk_size=CHUNK)
    )
    for chunk in _chunks(rows):
        with transaction.atomic():
            for record in chunk:
                assessment = assess_record(record, on, library)
                stamp_periods(record, assessment, on)
                publish(record, assessment, on, library=library)
            Record.objects.bulk_update(chunk, DERIVED)
        count += len(chunk)
    return count


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    rows = iter(records)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
