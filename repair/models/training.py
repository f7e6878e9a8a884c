"""Courses as they were published, who read and answered what, and the certificates that came of it.

Rows are added and never changed: the database refuses everything else.
"""

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notifications.models import Letter
from notifications.models.letters import LetterState
from registry.models import Subject
from registry.models.subjects import new_public_id
from repair.training.course import Course, News
from repair.training.reading import read_content


class CourseQuerySet(models.QuerySet["CourseVersion"]):
    def newest(self) -> "CourseQuerySet":
        """The latest version of each course."""
        return self.order_by("course", "-ordinal").distinct("course")

    def from_files(self) -> "CourseQuerySet":
        """Those that were loaded; they count at once, and until another one does."""
        return self.filter(takes_effect_on=None)

    def on_offer(self, on: date) -> "CourseQuerySet":
        """What can be learned on a day: of each course the latest version that has begun, unless it has run out."""
        begun = self.filter(Q(takes_effect_on=None) | Q(takes_effect_on__lte=on))
        return self.filter(pk__in=begun.newest().values("pk")).exclude(expires_on__lt=on)


class CourseFile(models.Model):
    """A video of a course or its captions, under the digest of what it holds."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    title = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    taken_in_at = models.DateTimeField(_("taken in at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("file of a course")
        verbose_name_plural = _("files of courses")

    def __str__(self) -> str:
        return self.title


class CourseVersion(models.Model):
    """One version of one course, as it was published."""

    course = models.SlugField(_("course"), max_length=60)
    ordinal = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    published_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)
    # Of what the credit office publishes; a version from a file has neither.
    takes_effect_on = models.DateField(_("published from"), null=True, blank=True)
    expires_on = models.DateField(_("offered until"), null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a course")
        verbose_name_plural = _("versions of courses")
        constraints = [
            models.UniqueConstraint(fields=["course", "ordinal"], name="course_version_once"),
            models.CheckConstraint(
                name="course_version_ends_after_it_begins",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("takes_effect_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} v{self.ordinal}"

    @cached_property
    def as_written(self) -> Course:
        return read_content(self.content, str(self))

    def news_since(self, older: "CourseVersion") -> News | None:
        """What this version and those between say they added; a correction says nothing."""
        between = CourseVersion.objects.filter(
            course=self.course, ordinal__range=(older.ordinal + 1, self.ordinal)
        )
        said = [one.as_written.news for one in between.order_by("ordinal") if one.as_written.news]
        sections = dict.fromkeys(section for news in said for section in news.sections)
        return News(sum(news.minutes for news in said), tuple(sections)) if said else None


class Learning(models.Model):
    """Something a person did in a course for a subject."""

    version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


class SectionRead(Learning):
    """A section that a person has read; `digest` finds it again in a version that left it as it was."""

    section = models.CharField(_("section"), max_length=60)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("section read")
        verbose_name_plural = _("sections read")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "user", "version", "section"], name="section_read_once"
            )
        ]


class QuizAttempt(Learning):
    """One try at the questions of a course, with the order in which they are asked."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    questions = models.JSONField(_("questions in their order"))

    class Meta:
        verbose_name = _("attempt at a quiz")
        verbose_name_plural = _("attempts at quizzes")
        indexes = [models.Index(fields=["subject", "-id"], name="quiz_attempt_of_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["id", "version", "subject", "user"], name="quiz_attempt_key_of_certificates"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.version} · {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("repair:quiz_result", args=[self.public_id])


class QuizAnswer(models.Model):
    """The answer to one question of an attempt; the first one counts, and there is no second."""

    attempt = models.ForeignKey(QuizAttempt, models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField(_("position"))
    question = models.CharField(_("question"), max_length=60)
    chosen = models.JSONField(_("options chosen"))
    right = models.BooleanField(_("right"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("answer of a quiz")
        verbose_name_plural = _("answers of quizzes")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="quiz_answer_once"),
            models.UniqueConstraint(fields=["attempt", "question"], name="quiz_question_once"),
            models.CheckConstraint(name="quiz_answer_position_counts_from_1", condition=Q(position__gte=1)),
        ]


class CertificateQuerySet(models.QuerySet["TrainingCertificate"]):
    def in_force(self, on: date) -> "CertificateQuerySet":
        """Certificates that hold on a day: within their time, and not taken back."""
        return self.filter(on__lte=on, valid_until__gte=on, letter__state=LetterState.VALID)

    def for_training(self) -> "CertificateQuerySet":
        """Of courses that count where the rules ask for a training."""
        return self.filter(version__content__counts_as_training=True)


class TrainingCertificate(Learning):
    """A pass, which holds for the subject: whoever acted for it answered enough questions rightly, or
    was there when the course was held in a room; then `user` is who recorded it."""

    attempt = models.OneToOneField(
        QuizAttempt, models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    attendance = models.OneToOneField(
        "repair.OfflineAttendance", models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="training_certificate")
    score = models.PositiveSmallIntegerField(_("right answers"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"))

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("training certificate")
        verbose_name_plural = _("training certificates")
        indexes = [models.Index(fields=["subject", "-id"], name="certificate_of_subject")]
        constraints = [
            models.CheckConstraint(
                name="training_certificate_ends_after_it_begins", condition=Q(valid_until__gte=F("on"))
            ),
            models.CheckConstraint(
                name="training_certificate_of_a_quiz_or_a_room",
                condition=Q(attempt__isnull=False, score__isnull=False, attendance=None)
                | Q(attempt=None, score=None, attendance__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.letter.number

    def counts_for(self, subject_id: int, on: date) -> bool:
        """Whether it is the training the rules ask of this subject, on that day."""
        its_own = self.subject_id == subject_id and self.version.as_written.counts_as_training
        return its_own and self.on <= on <= self.valid_until and self.letter.is_valid

    @property
    def named(self) -> str:
        """Course and number, as a list of materials names it."""
        return f"《{self.version.as_written.title}》{self.letter.number}"
