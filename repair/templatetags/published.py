"""What the public page of a record shows of the application that runs on it."""

from django import template
from django.utils import timezone

from notifications.models import PublicCopy
from registry.models import Record
from repair.selectors import published_commitment

register = template.Library()


@register.simple_tag
def commitment_of(record: Record) -> PublicCopy | None:
    return published_commitment(record, timezone.localdate())
