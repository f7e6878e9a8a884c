"""What a subject has learned, what is left, and what its rules ask for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from registry.models import Subject
from repair.models import (
    CourseVersion,
    OfflineAttendance,
    QuizAttempt,
    RepairCase,
    SectionRead,
    TrainingCertificate,
)
from repair.models.status import PREPARING
from repair.services.training import certificate_for_training
from repair.training.course import Course, Section

ATTEMPTS_SHOWN = 20


@dataclass(frozen=True)
class Update:
    """What newer versions added since a pass, as far as it has not been read yet."""

    minutes: int
    sections: list[Section]


@dataclass(frozen=True)
class Shelf:
    """One course as one person has it for one subject."""

    version: CourseVersion
    read: frozenset[str]  # the ids of its sections
    certificate: TrainingCertificate | None
    update: Update | None
    is_required: bool

    @property
    def course(self) -> Course:
        return self.version.as_written

    @property
    def next_section(self) -> Section | None:
        """Where reading goes on; none when everything is read."""
        return next((each for each in self.course.sections if each.id not in self.read), None)

    @property
    def state(self) -> str:
        if self.certificate:
            return "done"
        return "required" if self.is_required else "suggested"


def shelves(subject: Subject, user: Any, on: date) -> list[Shelf]:
    """Every course for this kind of subject, what is asked for first."""
    found = [
        _shelf(version, subject, user, on)
        for version in CourseVersion.objects.on_offer(on)
        if subject.kind in version.as_written.audience
    ]
    order = ("required", "suggested", "done")
    return sorted(found, key=lambda one: order.index(one.state))


def shelf(course: str, subject: Subject, user: Any, on: date) -> Shelf:
    """One course as it is offered; not found where there is none for this kind of subject."""
    version = CourseVersion.objects.on_offer(on).get(course=course)
    if subject.kind not in version.as_written.audience:
        raise CourseVersion.DoesNotExist
    return _shelf(version, subject, user, on)


def _shelf(version: CourseVersion, subject: Subject, user: Any, on: date) -> Shelf:
    reads = SectionRead.objects.filter(version__course=version.course, subject=subject, user=user)
    digests = set(reads.values_list("digest", flat=True))
    read = frozenset(each.id for each in version.as_written.sections if each.digest in digests)
    certificate = _certificate(version, subject, on)
    asked = version.as_written.counts_as_training and _asked_for(subject, on)
    return Shelf(version, read, certificate, _update(version, certificate, read), asked)


def _asked_for(subject: Subject, on: date) -> bool:
    """Whether an application waits for a training, and no certificate is there that counts."""
    return waiting_for_training(subject).exists() and certificate_for_training(subject, on) is None


def _certificate(version: CourseVersion, subject: Subject, on: date) -> TrainingCertificate | None:
    held = TrainingCertificate.objects.filter(subject=subject, version__course=version.course).in_force(on)
    return held.select_related("letter", "version").order_by("pk").last()


def _update(
    version: CourseVersion, certificate: TrainingCertificate | None, read: frozenset[str]
) -> Update | None:
    news = version.news_since(certificate.version) if certificate else None
    if news is None:
        return None
    left = [each for each in version.as_written.sections if each.id in news.sections and each.id not in read]
    return Update(news.minutes, left) if left else None


def waiting_for_training(subject: Subject) -> Any:
    """Applications in preparation whose rules ask for a training that is not confirmed yet."""
    return preparations(subject).filter(training_asked=True, trained_on__isnull=True)


def preparations(subject: Subject) -> Any:
    """The subject's applications that are not handed in yet, newest first."""
    return RepairCase.objects.filter(subject=subject, status__in=PREPARING).order_by("-pk")


def attempts_of(subject: Subject) -> list[QuizAttempt]:
    """The newest attempts for a subject, by whomever, with what came of them."""
    found = QuizAttempt.objects.filter(subject=subject).select_related(
        "version", "user", "certificate__letter"
    )
    counted = found.annotate(answered=Count("answers"), score=Count("answers", filter=Q(answers__right=True)))
    return list(counted.order_by("-pk")[:ATTEMPTS_SHOWN])


def attended_by(subject: Subject) -> list[OfflineAttendance]:
    """The newest trainings in a room that somebody attended for a subject."""
    found = OfflineAttendance.objects.filter(subject=subject)
    return list(found.select_related("version", "certificate__letter").order_by("-pk")[:ATTEMPTS_SHOWN])
