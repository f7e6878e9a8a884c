"""A record without class: its party asks for it, its department decides it."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.access import acts_for
from casework.errors import CaseError, NotOpenAnyMore
from notifications.services import tell
from registry.assessing import classify
from registry.duties import holds
from registry.models import Classification, ClassRequest, Mandate, Record
from repair import class_texts as texts
from repair.selectors.classes import needs_a_class
from repair.selectors.colleagues import reviewers_of


@transaction.atomic
def ask_for_class(record: Record, *, by: Any, on: date) -> bool:
    """催一下: the department is told, once a day; False where that has been done today."""
    if not acts_for(by, record.subject_id, on):
        raise PermissionDenied
    if not needs_a_class(record, on):
        raise NotOpenAnyMore
    _request, fresh = ClassRequest.objects.get_or_create(record=record, on=on, defaults={"by": by})
    if fresh:
        tell(reviewers_of([record.department_id]), texts.class_awaited(record))
    return fresh


@transaction.atomic
def decide_class(public_id: str, severity: str, *, basis: str, by: Any, on: date) -> Record:
    """Set the class that the department's own standard gives; those who act for the subject are told."""
    record = Record.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if not holds(by, "review_cases", record.department_id):
        raise PermissionDenied
    if not needs_a_class(record, on):
        raise NotOpenAnyMore
    if not basis.strip():
        raise CaseError(_("Name the basis of the class."), field="basis")
    Classification.objects.create(record=record, severity=severity, basis=basis.strip(), by=by, on=on)
    classify(record, severity, basis=basis.strip(), on=on)
    mandates = Mandate.objects.in_force(on).filter(subject_id=record.subject_id)
    people = get_user_model().objects.filter(mandates__in=mandates).distinct()
    tell(people, texts.class_decided(record))
    return record
