"""Records that an import may not touch: whatever another room of the house holds on to.

The register does not know cases. It asks its models who refers to a record from outside.
"""

from collections.abc import Iterable

from django.db.models import Model

from registry.models import Publication, Record
from registry.models.publication import PublicationState


def referring() -> list[tuple[type[Model], str]]:
    """Models of other applications that refer to a record, with the column by which they do."""
    return [
        (relation.related_model, relation.field.attname)
        for relation in Record._meta.related_objects
        if relation.related_model._meta.app_label != Record._meta.app_label
    ]


def locked(record_ids: Iterable[int]) -> dict[int, str]:
    """Which of the records may not change, each with the code of the reason."""
    ids = list(record_ids)
    reasons: dict[int, str] = {}
    for model, column in referring():
        held = model._base_manager.filter(**{f"{column}__in": ids}).values_list(column, flat=True)
        reasons |= dict.fromkeys(held, "under_case")
    repaired = Publication.objects.filter(record__in=ids, state=PublicationState.ENDED_BY_REPAIR)
    return reasons | dict.fromkeys(repaired.values_list("record_id", flat=True), "already_repaired")
