"""What the pages of a record and of a repair show of the objections to them."""

from typing import Any

from django import template

from objections.models import ObjectionCase
from objections.views.mine import theirs
from objections.views.shown_progress import Standing, standing
from registry.duties import holds
from registry.models import Record

register = template.Library()


@register.simple_tag
def objections_to(record: Record) -> list[tuple[ObjectionCase, Standing]]:
    """The objections to a record that its subject may read, newest first."""
    return [(each, standing(each)) for each in theirs().filter(record=record).order_by("-pk")]


@register.filter
def can_be_objected_to(record: Record) -> bool:
    """Whether a new objection to the record can begin: one at a time, and none to what is withdrawn."""
    return record.withdrawn_on is None and not theirs().filter(record=record, closed=False).exists()


@register.filter
def can_be_found_wrong(record: Record, user: Any) -> bool:
    """Whether the reader can say, for the department of the record, that it is wrong."""
    return can_be_objected_to(record) and holds(user, "review_cases", record.department_id)
