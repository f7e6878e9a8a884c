"""How a right to act for a subject comes about online, and everything that happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.subjects import Mandate, Subject, new_public_id


class OfferState(models.TextChoices):
    PENDING = "pending", _("waiting for the agent")
    ACCEPTED = "accepted", _("accepted by the agent")
    DECLINED = "declined", _("declined by the agent")
    WITHDRAWN = "withdrawn", _("taken back")


class MandateOffer(models.Model):
    """An authorisation that a legal representative holds out to an agent; the agent's yes makes it a mandate."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="mandate_offers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="offers_made")
    offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="offers_received")
    scope = models.CharField(_("what the agent may do"), max_length=200)
    until = models.DateField(_("until"))
    offered_on = models.DateField(_("offered on"))
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.PENDING)
    mandate = models.OneToOneField(Mandate, models.PROTECT, null=True, blank=True, related_name="offer")

    class Meta:
        verbose_name = _("offered mandate")
        verbose_name_plural = _("offered mandates")
        constraints = [
            models.CheckConstraint(
                name="mandate_offer_state_is_known", condition=Q(state__in=OfferState.values)
            ),
            models.CheckConstraint(
                name="mandate_offer_accepted_is_a_mandate",
                condition=Q(state=OfferState.ACCEPTED, mandate__isnull=False)
                | (~Q(state=OfferState.ACCEPTED) & Q(mandate__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["subject", "offered_to"],
                condition=Q(state=OfferState.PENDING),
                name="mandate_offer_once_while_pending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offered_to} → {self.subject}"


class MandateVerb(models.TextChoices):
    OFFERED = "offered", _("authorisation offered")
    ACCEPTED = "accepted", _("authorisation accepted")
    DECLINED = "declined", _("authorisation declined")
    TAKEN_BACK = "taken_back", _("offer taken back")
    WITHDRAWN = "withdrawn", _("authorisation withdrawn")
    LAID_DOWN = "laid_down", _("authorisation laid down by the agent")


class MandateEvent(models.Model):
    """One thing that happened to an authorisation; rows are added and never changed."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="mandate_events")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=12, choices=MandateVerb)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    scope = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("event of a mandate")
        verbose_name_plural = _("events of mandates")
        indexes = [models.Index(fields=["subject", "-id"], name="mandate_event_of_subject")]
        constraints = [
            models.CheckConstraint(
                name="mandate_event_verb_is_known", condition=Q(verb__in=MandateVerb.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.verb} · {self.on}"
