"""The register of exports: whatever hands out a file of cases, records or figures notes it here, with its hash."""

import hashlib
from datetime import datetime
from typing import Any

from registry.models import Export
from registry.models.subjects import new_public_id

TITLE_LENGTH = 100


def begun(
    title: Any, form: str, *, rows: int, by: Any, now: datetime, asked: dict[str, Any] | None = None
) -> Export:
    """An export before its file is made: its number may stand in the file."""
    return Export(
        public_id=new_public_id(), title=str(title)[:TITLE_LENGTH], form=form, asked=asked or {}, rows=rows,
        by=by, at=now,
    )  # fmt: skip


def registered(export: Export, content: bytes) -> bytes:
    """Note the export with the hash of its content, which is handed back: nothing goes out unnoted."""
    export.sha256 = hashlib.sha256(content).hexdigest()
    export.save(force_insert=True)
    return content
