"""The attacks on mergers of departments: one undone, one that leaves something behind, something new in a merged one."""

from collections.abc import Iterator
from typing import Any

from casework.probes.attack import Attack
from casework.probes.world import A_DAY
from registry.models import Department

MERGE = "UPDATE registry_department SET merged_on = %(day)s, successor_id = %(theirs)s WHERE id = "
JOIN = "INSERT INTO registry_membership (user_id, department_id, since) VALUES (%(actor)s, %(gone)s, %(day)s)"

# A record like another one, of the department that is gone.
FILE = """
    INSERT INTO registry_record SELECT (jsonb_populate_record(r, jsonb_build_object('id', -1, 'public_id', 'probe-gone',
        'document_key', 'probe gone', 'department_id', %(gone)s))).* FROM registry_record r WHERE id = %(free)s"""


def attacks_on_mergers(world: dict[str, Any]) -> Iterator[Attack]:
    """On a department that has merged into another one, empty, and on one that has records and cases."""
    gone = Department.objects.create(
        uscc="PROBE-GONE", name="probe gone", short_name="p", letter_prefix="p", region="0"
    )
    Department.objects.filter(pk=gone.pk).update(merged_on=A_DAY, successor=world["theirs"])
    ours = world | {"gone": gone.pk}
    stands = "department_merger_stands"
    yield Attack(stands, "UPDATE registry_department SET merged_on = NULL WHERE id = %(gone)s", ours)
    yield Attack(
        stands, "UPDATE registry_department SET successor_id = %(department)s WHERE id = %(gone)s", ours
    )
    into_nothing = f"{MERGE}%(department)s".replace("%(theirs)s", "%(gone)s")
    yield Attack(stands, into_nothing, ours)
    yield Attack("merged_department_is_empty", f"{MERGE}%(department)s", ours)
    yield Attack("membership_of_a_living_department", JOIN, ours)
    yield Attack("record_of_a_living_department", FILE, ours)
