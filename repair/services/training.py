"""Training: courses are published, read and answered; enough right answers are a certificate.

Whatever counts is counted here from the answers that were kept. A pass holds for the subject for
which it was taken, whoever acted for it, and for every application of that subject while it is in
force; for another subject of the same person it does not count.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from casework.access import acts_for
from casework.errors import CaseError, NotOpenAnyMore
from casework.wording import person_name
from notifications.parts import party
from notifications.services import queue_office_letter
from registry.models import Mandate, Subject
from repair.letters import TrainingPassed
from repair.models import CourseVersion, QuizAnswer, QuizAttempt, SectionRead, TrainingCertificate
from repair.services.counter import filing_behind
from repair.services.course_files import take_in_beside
from repair.training.course import Question, Section
from repair.training.reading import COURSES, read_content, read_file
from rules.terms import add_months

LOADING = 0x434F5552  # "COUR": the advisory lock that lets one loader work at a time


@transaction.atomic
def load_courses(folder: Path = COURSES) -> list[CourseVersion]:
    """Publish every course file; a changed file becomes a new version, an unchanged one nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])
    loaded = dict(CourseVersion.objects.from_files().newest().values_list("course", "sha256"))
    published = []
    for path in sorted(folder.glob("*.toml")):
        course, content = read_file(path)
        if loaded.get(course.id) != digest_of(content):
            take_in_beside(path, course.media)
            published.append(publish_course(content))
    return published


def canonical(content: Mapping[str, Any]) -> str:
    """The text of which the digest of a version is."""
    return json.dumps(content, sort_keys=True)


def digest_of(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def publish_course(
    content: Mapping[str, Any], *, takes_effect_on: date | None = None, expires_on: date | None = None
) -> CourseVersion:
    """Keep a content as the next version of its course; what is published is never changed."""
    course = read_content(content, str(content.get("id")))
    last = CourseVersion.objects.filter(course=course.id).order_by("ordinal").last()
    return CourseVersion.objects.create(
        course=course.id,
        ordinal=last.ordinal + 1 if last else 1,
        content=dict(content),
        sha256=digest_of(content),
        takes_effect_on=takes_effect_on,
        expires_on=expires_on,
    )


def read_section(version: CourseVersion, section: Section, *, subject: Subject, by: Any, on: date) -> None:
    """Keep that a section has been read; twice is once."""
    _only_for_ones_own(subject, by, on)
    SectionRead.objects.bulk_create(
        [
            SectionRead(
                version=version, subject=subject, user=by, on=on, section=section.id, digest=section.digest
            )
        ],
        ignore_conflicts=True,
    )


def begin_quiz(version: CourseVersion, *, subject: Subject, by: Any, on: date) -> QuizAttempt:
    """Draw the questions of a new attempt; one that was left unfinished goes on."""
    _only_for_ones_own(subject, by, on)
    mine = QuizAttempt.objects.filter(version=version, subject=subject, user=by)
    last = mine.order_by("pk").last()
    if last and last.answers.count() < len(last.questions):
        return last
    attempt = QuizAttempt(version=version, subject=subject, user=by, on=on)
    attempt.questions = version.as_written.drawn(attempt.public_id)
    attempt.save(force_insert=True)
    return attempt


@transaction.atomic
def answer_quiz(
    attempt: QuizAttempt, position: int, chosen: Iterable[int], *, by: Any, on: date
) -> QuizAnswer:
    """Keep the answer to the next question; the last one decides about the certificate.

    Raises NotOpenAnyMore where it is not the next: an old page, or a question left out.
    """
    _only_for_ones_own(attempt.subject, by, on)
    if attempt.user_id != by.pk:
        raise PermissionDenied
    if position != attempt.answers.count() + 1 or position > len(attempt.questions):
        raise NotOpenAnyMore(_("This question has been answered already, or is not the next one."))
    question = question_at(attempt, position)
    said = _options(question, chosen)
    given = QuizAnswer(attempt=attempt, position=position, question=question.id, chosen=sorted(said))
    given.right = question.is_answered_by(said)
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError as faster:
        raise NotOpenAnyMore(
            _("This question has been answered already, or is not the next one.")
        ) from faster
    if position == len(attempt.questions):
        _certify_if_passed(attempt, by=by, on=on)
    return given


def question_at(attempt: QuizAttempt, position: int) -> Question:
    """The question that an attempt asks at a place, counted from 1."""
    return attempt.version.as_written.question(attempt.questions[position - 1])


def _options(question: Question, chosen: Iterable[int]) -> frozenset[int]:
    said = frozenset(chosen)
    known = said and said <= set(range(1, len(question.options) + 1))
    if not known or (len(said) > 1 and not question.is_multiple):
        raise CaseError(_("Please choose an answer"), field="chosen")
    return said


def _certify_if_passed(attempt: QuizAttempt, *, by: Any, on: date) -> None:
    course, score = attempt.version.as_written, attempt.answers.filter(right=True).count()
    if score < course.pass_mark:
        return
    valid_until = add_months(on, course.valid_months)
    facts = TrainingPassed(
        learner=_learner(attempt.subject, by, on),
        course=course.title,
        course_version=attempt.version.ordinal,
        minutes=course.minutes,
        given_by=course.given_by,
        score=score,
        asked=course.asked,
        pass_mark=course.pass_mark,
        passed_on=on,
        valid_until=valid_until,
        **party(attempt.subject),
    )
    TrainingCertificate.objects.create(
        attempt=attempt,
        version=attempt.version,
        subject=attempt.subject,
        user=by,
        on=on,
        score=score,
        valid_until=valid_until,
        letter=queue_office_letter(facts, subject=attempt.subject, on=on),
    )


def _learner(subject: Subject, by: Any, on: date) -> str:
    """Who learned: at the service window the person who is there, not the clerk who types."""
    mandate = Mandate.objects.in_force(on).filter(user=by, subject=subject).first()
    filing = filing_behind(mandate)
    return filing.person if filing else person_name(by)


def certificate_for_training(subject: Subject, on: date) -> TrainingCertificate | None:
    """The subject's newest certificate that counts where the rules ask for a training."""
    held = TrainingCertificate.objects.filter(subject=subject).in_force(on).for_training()
    return held.select_related("letter", "version").order_by("pk").last()


def _only_for_ones_own(subject: Subject, by: Any, on: date) -> None:
    if not acts_for(by, subject.pk, on):
        raise PermissionDenied
