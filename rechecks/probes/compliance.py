"""Attacks on the guards of proofs of compliance: another's demand, a judge of the department, closed without proof."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.models import EvidenceFile
from casework.models.evidence import FileState, Purpose
from casework.probes.attack import Attack
from casework.probes.world import EVENT, event_of
from rechecks.models import CorrectionOrder, RecheckCase
from rechecks.probes.rechecks import step_of

STEP = f"SET CONSTRAINTS event_moved_its_case DEFERRED; {EVENT}"
SHOWN = """
    INSERT INTO rechecks_compliance (order_id, demand, words, proof_id, by_id, "on")
    VALUES (%(order)s, %(shown)s, %(words)s, %(proof)s, %(insider)s, %(day)s)"""
JUDGED = """
    INSERT INTO rechecks_acceptance (compliance_id, met, words, by_id, "on")
    VALUES (%(compliance)s, %(met)s, %(words)s, %(judge)s, %(day)s)"""


def attacks_on_compliance(orders: dict[str, Any]) -> Iterator[Attack]:
    """`orders` is the world of the orders, with a correction that waits for a proof."""
    ours = orders | {"order": CorrectionOrder.objects.get(recheck=orders["corrected"]).pk, "shown": "reissue"}
    ours |= {"proof": _paper(orders, 1).pk, "judge": orders["issuer"], "met": True, "words": "probe"}
    yield Attack("compliance_is_of_its_order", SHOWN, ours | {"shown": "reclassify"})
    yield Attack("compliance_says_what_was_done", SHOWN, ours | {"words": ""})
    closing = event_of(step_of("close"), case=orders["corrected"], seq=9, world=orders)
    yield Attack("correction_meets_every_demand", STEP, ours | {"machine": RecheckCase.MACHINE} | closing)
    with connection.cursor() as cursor:
        cursor.execute(f"{SHOWN} RETURNING id", ours)
        first = cursor.fetchone()[0]
        cursor.execute(f"{SHOWN} RETURNING id", ours | {"proof": _paper(orders, 2).pk})
        ours["compliance"] = cursor.fetchone()[0]
        cursor.execute(JUDGED, ours | {"compliance": first, "met": False})
    yield Attack("compliance_is_judged_by_the_office", JUDGED, ours | {"judge": ours["insider"]})
    yield Attack("acceptance_refused_says_why", JUDGED, ours | {"met": False, "words": ""})


def _paper(world: dict[str, Any], n: int) -> EvidenceFile:
    return EvidenceFile.objects.create(
        case_id=world["corrected"], purpose=Purpose.COMPLIANCE, name="probe.pdf", kind="pdf", size=1,
        state=FileState.CLEAN, checked_at=timezone.now(), stored=f"probe-of-compliance-{n}", received_sha256="0",
        sha256="0", uploaded_by_id=world["insider"], handed_in_on=world["day"],
    )  # fmt: skip
