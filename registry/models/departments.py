"""Departments (认定单位) and the people who hold duties in them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county or district")


class Sector(models.TextChoices):
    """Which branch of the rules governs a record."""

    GENERAL = "general", _("general")
    MARKET_REGULATION = "market_regulation", _("market regulation")


class Department(models.Model):
    """A unit that identifies dishonesty records and repairs what it identified (谁认定、谁修复).

    Duties are object permissions on the department, held through its groups; no duty is held
    on a single case.
    """

    uscc = models.CharField(_("unified social credit code"), max_length=18, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=40)
    letter_prefix = models.CharField(_("prefix of letter numbers"), max_length=20)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.CITY)
    region = models.CharField(_("region code"), max_length=6)
    region_name = models.CharField(_("region"), max_length=60)
    jurisdiction = models.CharField(
        _("jurisdiction of the rules"), max_length=40, default="CN", help_text=_("for example CN-SD")
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, default=Sector.GENERAL)
    field = models.CharField(_("field of supervision"), max_length=40, blank=True)
    adopts_default_classes = models.BooleanField(
        _("adopts the classes of the rule set"),
        default=False,
        help_text=_(
            "The department's own standard is the list of the rule set: records are classified on import."
        ),
    )
    repairs_elsewhere = models.CharField(
        _("channel for repair elsewhere"),
        max_length=200,
        blank=True,
        help_text=_("Where repair is applied for, if not here; market regulators name their own system."),
    )
    repairs_elsewhere_url = models.URLField(
        _("address of that channel"), blank=True, help_text=_("Applicants are led there from their records.")
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    reconsideration_organ = models.CharField(
        _("organ of administrative reconsideration"),
        max_length=100,
        blank=True,
        help_text=_("Named in letters of refusal; empty: the competent organ, without a name."),
    )
    court = models.CharField(
        _("court for administrative actions"),
        max_length=100,
        blank=True,
        help_text=_("Named in letters of refusal; empty: the competent court, without a name."),
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    merged_on = models.DateField(_("merged on"), null=True, blank=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        permissions = [
            ("review_cases", _("Review the department's cases")),
            ("countersign_cases", _("Countersign refusals of the department")),
            ("lead_department", _("Lead the department's work")),
            ("import_records", _("Import the department's records")),
        ]
        constraints = [
            models.CheckConstraint(
                name="department_merged_has_a_successor",
                condition=models.Q(merged_on__isnull=True) | models.Q(successor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in a department; kept for ever, since every decision refers to one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    department = models.ForeignKey(Department, models.PROTECT, related_name="memberships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "department"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.department}"
