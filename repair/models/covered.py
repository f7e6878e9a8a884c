"""What a signed commitment speaks of: the statements and files of an application, as they stood that day."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from casework.models import EvidenceFile


@dataclass(frozen=True)
class Covered:
    """The materials in short: how many, and a digest that any change of them changes."""

    statements: int
    files: int
    digest: str


def covered_by(case: Any) -> Covered:
    """What a signature given now would cover: each statement of fulfilment, and each file with its explanation."""
    statements = case.statements.order_by("obligation_id")
    said = [[one.obligation_id, one.fulfilled_on.isoformat(), one.proof] for one in statements]
    place = ("purpose", "obligation_id", "supplement_round", "supplement_item")
    standing = EvidenceFile.objects.counted().filter(case_id=case.pk).order_by("pk")
    files = [list(row) for row in standing.values_list(*place, "received_sha256", "explanation")]
    content = json.dumps([said, files, case.no_photo_because], ensure_ascii=False)
    return Covered(len(said), len(files), hashlib.sha256(content.encode()).hexdigest())
