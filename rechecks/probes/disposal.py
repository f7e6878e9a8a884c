"""Attacks on the guards of disposal: no list rewritten or approved by its own author, and nothing goes without one."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.models import CaseLook, EvidenceFile, EvidenceLook, LookPurpose
from casework.models.evidence import Purpose
from casework.probes.attack import Attack
from rechecks.models import Disposal

LIST = """
    INSERT INTO rechecks_disposal (number, kind, through, years, cites, confirmed, manifest, count, sha256,
        proposed_by_id, proposed_on, approved_by_id, approved_on, carried_out_at, carried_out, dropped_by_id)
    VALUES (%(list_number)s, %(kind)s, %(day)s, 3, '', false, 'probe', 1, 'probe', %(actor)s, %(day)s,
        %(approved_by)s, %(approved_on)s, %(gone_at)s, %(gone)s, %(dropped_by)s)"""
HOLD = """
    INSERT INTO rechecks_legalhold (case_id, reason, placed_by_id, placed_on, lifted_by_id)
    VALUES (%(case)s, 'probe', %(actor)s, %(day)s, %(lifted_by)s)"""
PLAIN = {
    "list_number": "probe", "kind": "case_looks", "approved_by": None, "approved_on": None, "gone_at": None,
    "gone": None, "dropped_by": None, "lifted_by": None,
}  # fmt: skip


def attacks_on_disposal(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if Disposal._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings disposal there is nothing to guard
    ours = world | PLAIN
    with connection.cursor() as cursor:
        cursor.execute(LIST, ours)
        cursor.execute(HOLD, ours)
    yield from _without_a_list(ours)
    other = ours | {"list_number": "probe-2", "kind": "evidence"}
    its_author = {"approved_by": world["actor"], "approved_on": world["day"]}
    yield Attack("disposal_kind_is_known", LIST, other | {"kind": "cases"})
    yield Attack("disposal_is_approved_by_another", LIST, other | its_author)
    yield Attack("disposal_is_carried_out_once_approved", LIST, other | {"gone_at": world["day"], "gone": 1})
    yield Attack("disposal_dropped_by_somebody", LIST, other | {"dropped_by": world["actor"]})
    yield Attack("disposal_one_open_of_a_kind", LIST, other | {"kind": "case_looks"})
    yield Attack("disposal_stands", "UPDATE rechecks_disposal SET manifest = ''", ours)
    yield Attack("disposal_stands", "DELETE FROM rechecks_disposal", ours)
    yield Attack("legal_hold_stands_once", HOLD, ours)
    yield Attack("legal_hold_lifted_by_somebody", HOLD, ours | {"lifted_by": world["actor"]})
    yield Attack("legal_hold_stands", "UPDATE rechecks_legalhold SET reason = ''", ours)
    yield Attack("legal_hold_stands", "DELETE FROM rechecks_legalhold", ours)


def _without_a_list(ours: dict[str, Any]) -> Iterator[Attack]:
    """A file, a look at its case and one at the file, of which no list was approved; and their case is held."""
    file = EvidenceFile.objects.create(
        case_id=ours["case"], purpose=Purpose.FULFILMENT, name="probe.pdf", kind="pdf", size=1, stored="probe",
        received_sha256="0" * 64, uploaded_by_id=ours["actor"],
    )  # fmt: skip
    EvidenceLook.objects.create(file=file, user_id=ours["actor"])
    CaseLook.objects.create(
        case_id=ours["case"],
        user_id=ours["actor"],
        purpose=LookPurpose.AUDIT,
        page="probe",
        at=timezone.now(),
    )
    gone = "UPDATE casework_evidencefile SET disposed_on = %(day)s"
    yield Attack("evidence_goes_by_an_approved_list", gone, ours)
    yield Attack("case_look_goes_by_an_approved_list", "DELETE FROM casework_caselook", ours)
    yield Attack("evidence_look_goes_by_an_approved_list", "DELETE FROM casework_evidencelook", ours)
