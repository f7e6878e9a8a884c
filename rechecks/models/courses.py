"""Courses as the credit office drafts them, and who published what another one drafted."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rechecks.models.drafts import Drafted, Released
from repair.models import CourseVersion


class CourseDraft(Drafted):
    """A version of a course that nobody learns from yet. `content` is its canonical text, which the digest is of."""

    course = models.SlugField(_("course"), max_length=60)
    content = models.TextField(_("content"))
    based_on = models.ForeignKey(CourseVersion, models.PROTECT, null=True, blank=True, related_name="+")
    takes_effect_on = models.DateField(_("published from"))
    expires_on = models.DateField(_("offered until"), null=True, blank=True)

    class Meta:
        verbose_name = _("draft of a course")
        verbose_name_plural = _("drafts of courses")
        constraints = [
            models.UniqueConstraint(
                fields=["id", "sha256", "takes_effect_on", "drafted_by"], name="course_draft_key_of_releases"
            ),
            models.CheckConstraint(
                name="course_draft_ends_after_it_begins",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("takes_effect_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.said["title"]

    @property
    def said(self) -> dict[str, Any]:
        """What is written so far, in the form of a course file; sections and questions may be missing."""
        return json.loads(self.content)


class CourseRelease(Released):
    """A draft that became a version."""

    draft = models.OneToOneField(CourseDraft, models.PROTECT, related_name="release")
    version = models.OneToOneField(CourseVersion, models.PROTECT, related_name="release")
    takes_effect_on = models.DateField(_("published from"))

    class Meta:
        verbose_name = _("publication of a course")
        verbose_name_plural = _("publications of courses")
        constraints = [
            models.CheckConstraint(
                name="course_release_by_a_second_person", condition=~Q(released_by=F("drafted_by"))
            ),
            models.CheckConstraint(
                name="course_release_is_not_for_days_past", condition=Q(takes_effect_on__gte=F("released_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} → {self.version}"
