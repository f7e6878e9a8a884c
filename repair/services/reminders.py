"""Reminders that a new day brings: records that can be repaired, supplements that are due.

Each is told once per person and occasion, however often the job runs.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from casework.models import Case
from casework.waiting import what_comes_first
from notifications.letters import unnumbered
from notifications.models import ReminderSettings
from notifications.services import Note, tell, text
from registry.assessing import assess_record
from registry.models import Mandate, Record
from repair import other_matter_texts, sms, texts
from repair.models import CourseVersion, RepairCase, Status, TrainingCertificate
from repair.services.letter_facts import repairable_facts
from repair.services.papers import tell_applicant
from rules.services import current_library, office_calendar

AnyCase = TypeVar("AnyCase", bound=Case)


@dataclass(frozen=True)
class Occasion:
    """A day on which people are reminded of a record, counted from the first day it can be repaired."""

    setting: str  # the field of ReminderSettings
    days: int
    note: Callable[[Record], Note]
    short: Callable[[Record], str]


OCCASIONS = (
    Occasion("before", -15, texts.repairable_soon, sms.repairable_soon),
    Occasion("on_the_day", 0, texts.repairable_today, sms.repairable_today),
    Occasion("month_after", 30, texts.still_repairable, sms.still_repairable),
)
FIRST_REMINDER = timedelta(days=OCCASIONS[0].days)
STILL = OCCASIONS[-1]  # what is said where "today" would come too late
CATCH_UP_DAYS = 14  # how long after its day an occasion is still told, where the job did not run
SUPPLEMENT_DAYS = (1, 3)  # working days before the last day, the nearest first


def remind_of_records(on: date) -> int:
    """Tell those who act for a subject that a record can be repaired soon, today, or still.

    What fell due on days on which the job did not run is told now: the key says which day was meant.
    """
    return sum(_remind(record, occasion, on) for occasion in OCCASIONS for record in _records(occasion, on))


def _records(occasion: Occasion, on: date) -> Iterable[Record]:
    """Records nobody has applied for, of subjects that somebody acts for."""
    last = on - timedelta(days=occasion.days)
    records = Record.objects.filter(
        repairable_from__gt=last - timedelta(days=CATCH_UP_DAYS),
        repairable_from__lte=last,
        withdrawn_on__isnull=True,
        department__repairs_elsewhere="",
    )
    nobody_asked = records.exclude(pk__in=RepairCase.objects.values("record_id"))
    told = nobody_asked.filter(subject__mandates__isnull=False)
    return told.select_related("subject", "department").distinct()


@transaction.atomic
def _remind(record: Record, occasion: Occasion, on: date) -> int:
    people = acting_for(record.subject_id, on)
    wanting = [each for each in people if getattr(ReminderSettings.of(each), occasion.setting)]
    if not wanting or not record.repairable_from:
        return 0
    facts = repairable_facts(record, assess_record(record, on, current_library()), on=on)
    paper = unnumbered(facts, department=settings.SITE["office"], on=on)
    meant = record.repairable_from + timedelta(days=occasion.days)
    key = f"repairable:{record.pk}:{meant}"
    said = occasion if meant == on or occasion.days < 0 else STILL
    if first := what_comes_first(record):  # it can be prepared, and why not submitted takes more than a text
        return len(tell(wanting, other_matter_texts.repairable_after(record, first), enclosed=paper, key=key))
    told = tell(wanting, said.note(record), enclosed=paper, key=key)
    for each in wanting:
        text_reminder(each, said.short(record), key)
    return len(told)


def acting_for(subject_id: int, on: date) -> "QuerySet[User]":
    """Those who act for a subject that day and can sign in."""
    mandates = Mandate.objects.in_force(on).filter(subject_id=subject_id)
    return get_user_model().objects.filter(mandates__in=mandates, is_active=True).distinct()


def text_reminder(user: Any, words: str, key: str) -> None:
    """Text a reminder to the number the person has given for it, outside the person's quiet hours."""
    wanted = ReminderSettings.of(user)
    if wanted.phone:
        text(wanted.phone, words, user=user, key=key, quiet=(wanted.quiet_from, wanted.quiet_until))


def remind_of_supplements(on: date) -> int:
    """Tell applicants three working days and one working day before a supplement is due."""
    waiting = RepairCase.objects.filter(status=Status.SUPPLEMENTING).select_related("subject")
    return sum(
        _remind_of_supplement(case, f"supplement:{case.pk}:{case.answer_by}:{near}", on)
        for case, near in running_out(waiting, on)
    )


def running_out(waiting: "QuerySet[AnyCase]", on: date) -> Iterator[tuple[AnyCase, int]]:
    """Cases whose answer is due soon, each with how near that is: at most so many working days."""
    calendar = office_calendar()
    horizon = calendar.after(on, max(SUPPLEMENT_DAYS))
    within = [(days, calendar.after(on, days)) for days in SUPPLEMENT_DAYS]
    for case in waiting.filter(answer_by__gte=on, answer_by__lte=horizon):
        yield case, next(days for days, last in within if case.answer_by and case.answer_by <= last)


@transaction.atomic
def _remind_of_supplement(case: RepairCase, key: str, on: date) -> int:
    asked = case.supplements.filter(answered_on__isnull=True).order_by("pk").last()
    if asked is None or asked.asked_on == on:
        return 0
    case.moving_on = on
    items = len(asked.items)
    return tell_applicant(
        case, texts.supplement_due(case, items), sms=sms.supplement_due(case, items), key=key
    )


def remind_of_courses(on: date) -> int:
    """Tell those who act for a subject with a pass what a newer version of the course adds; once for each version."""
    told = 0
    for newest in CourseVersion.objects.on_offer(on):
        passed = TrainingCertificate.objects.in_force(on).filter(version__course=newest.course)
        latest = passed.order_by("subject", "-pk").distinct("subject").select_related("version", "subject")
        told += sum(_remind_of_news(certificate, newest, on) for certificate in latest)
    return told


@transaction.atomic
def _remind_of_news(certificate: TrainingCertificate, newest: CourseVersion, on: date) -> int:
    news = newest.news_since(certificate.version)
    if news is None:
        return 0
    wanting = [each for each in acting_for(certificate.subject_id, on) if ReminderSettings.of(each).training]
    note = texts.course_updated(newest.as_written, news.minutes, certificate.subject)
    return len(tell(wanting, note, key=f"course:{newest.pk}:{certificate.subject_id}"))


def remind_of_certificates(on: date) -> int:
    """Tell the person who was trained that a certificate runs out soon, once, unless a later one holds longer."""
    if not settings.TRAINING_ENDS_SOON_DAYS:
        return 0
    held = TrainingCertificate.objects.in_force(on).order_by(
        "subject", "version__course", "-valid_until", "-pk"
    )
    longest = TrainingCertificate.objects.filter(
        pk__in=held.distinct("subject", "version__course").values("pk")
    )
    ending = longest.filter(valid_until__lte=on + timedelta(days=settings.TRAINING_ENDS_SOON_DAYS))
    return sum(_remind_of_end(each, on) for each in ending.select_related("version", "subject"))


@transaction.atomic
def _remind_of_end(certificate: TrainingCertificate, on: date) -> int:
    """Whoever was trained; where that person acts for the subject no more, those who do: it is theirs to use."""
    acting = acting_for(certificate.subject_id, on)
    people = acting.filter(pk=certificate.user_id) or acting
    wanting = [each for each in people if ReminderSettings.of(each).training]
    note = texts.certificate_ends(
        certificate.version.as_written, certificate.valid_until, certificate.subject
    )
    return len(tell(wanting, note, key=f"certificate:{certificate.pk}"))
