"""The list of departments as a file, read into the register."""

import json
from dataclasses import dataclass
from pathlib import Path

from stdnum.cn import uscc

from registry.models import Channel, Department
from registry.models.publication import PUBLIC_PAGE

SHIPPED = Path(__file__).parent / "data" / "departments.json"
COLUMNS = {
    "name",
    "short_name",
    "letter_prefix",
    "level",
    "region",
    "region_name",
    "jurisdiction",
    "sector",
    "field",
    "adopts_default_classes",
    "repairs_elsewhere",
    "repairs_elsewhere_url",
    "phone",
    "reconsideration_organ",
    "court",
}


class DepartmentsFileError(ValueError):
    """The file of departments cannot be taken as it is; the words say why."""


@dataclass(frozen=True)
class Loaded:
    created: int
    updated: int
    unchanged: int


def read(path: Path = SHIPPED) -> list[dict]:
    """The rows of a departments file, each with a valid code."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as reason:
        raise DepartmentsFileError(f"{path}: {reason}") from reason
    for row in rows:
        if not uscc.is_valid(row.get("uscc", "")):
            raise DepartmentsFileError(
                f"{row.get('name')}: 统一社会信用代码校验位不正确 / wrong check digit of the code"
            )
    return rows


def load(rows: list[dict]) -> Loaded:
    """Create or update departments by their code, and the first publication channel."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for row in rows:
        wanted = {name: value for name, value in row.items() if name in COLUMNS}
        department, created = Department.objects.get_or_create(uscc=row["uscc"], defaults=wanted)
        changed = [name for name, value in wanted.items() if getattr(department, name) != value]
        for name in changed:
            setattr(department, name, wanted[name])
        if changed:
            department.save(update_fields=changed)
        counts["created" if created else "updated" if changed else "unchanged"] += 1
    public_page()
    return Loaded(**counts)


def public_page() -> Channel:
    """This system's own page, the first channel."""
    channel, _made = Channel.objects.get_or_create(
        code=PUBLIC_PAGE, defaults={"name": "本系统公示页", "address": ""}
    )
    return channel
