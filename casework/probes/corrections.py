"""The attacks on corrections and withdrawals: on the orders themselves, on the record, on its publication, on its way back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection

from casework.models.correction import CARRIED_OUT
from casework.probes.attack import Attack
from casework.probes.world import A_DAY, lawful_case, way_to
from registry.models import (
    Channel,
    CorrectionNotice,
    FormerNumber,
    Publication,
    Record,
    RecordShare,
    ReopeningCertificate,
    Subject,
)

CORRECTION = """
    INSERT INTO casework_recordcorrection (record_id, case_id, seq, target, field, old, new, source, cites, "on")
    VALUES (%(record)s, %(case)s, %(seq)s, %(target)s, %(field)s, %(old)s, %(new)s, 'probe', '', %(day)s) RETURNING id"""
WITHDRAWAL = """
    INSERT INTO casework_withdrawal (record_id, case_id, seq, target, kind, ground, "on", principal_id)
    VALUES (%(record)s, %(case)s, %(seq)s, %(target)s, %(kind)s, %(ground)s, %(day)s, %(principal)s) RETURNING id"""
CERTIFICATE = """
    INSERT INTO registry_reopeningcertificate (public_id, record_id, withdrawal_id, department_id, grounds, document,
        filed_by_id, filed_on, opens_on)
    VALUES ('probe-2', %(record)s, %(withdrawal)s, %(department)s, %(grounds)s, 'probe', %(actor)s, %(day)s, %(opens)s)"""
PUBLICATION = """
    INSERT INTO registry_publication (record_id, channel_id, state, shown_from)
    VALUES (%(record)s, %(channel)s, 'shown', %(day)s)"""


def attacks_on_corrections(world: dict[str, Any]) -> Iterator[Attack]:
    """What is attacked: a record corrected, and one withdrawn with a certificate that waits."""
    way = way_to(CARRIED_OUT)
    if not way:
        return  # before the machine that carries corrections out there is nothing to guard
    world = world | {"machine": way[0].machine, "way": way, "seq": len(way), "target": CARRIED_OUT}
    world |= {name: _record(world, name).pk for name in ("righted", "void", "companion", "second_void")}
    corrected = world | _corrected(world)
    withdrawn = world | _withdrawn(world, "void") | {"uncertified": _withdrawn(world, "second_void")}
    withdrawn |= {"certificate": _certificate(withdrawn)}
    yield from _on_the_correction(corrected)
    yield from _on_the_withdrawal(corrected | {"taken": withdrawn})
    yield from _on_the_record(withdrawn | {"righted_case": corrected["case"]})
    yield from _on_the_way_back(withdrawn)
    yield from _on_what_is_said(withdrawn)


def _record(world: dict[str, Any], name: str) -> Record:
    """A record of its own; `companion` is of the same decision as `void`, and another person's."""
    subject = world["subject"]
    if name == "companion":
        subject = Subject.objects.create(kind="organisation", name="probe", uscc="PROBE-COMPANION").pk
    key = "probe void" if name == "companion" else f"probe {name}"
    return Record.objects.create(
        subject_id=subject, department_id=world["department"], jurisdiction="CN", document_number="probe",
        document_key=key, decided_on=A_DAY, title="probe", facts="probe", basis="probe", content="probe",
    )  # fmt: skip


def _applied(world: dict[str, Any], name: str) -> int:
    about = {"number": f"PROBE-{name}", "record": world[name]}
    return lawful_case(world | about, world["way"])


def _corrected(world: dict[str, Any]) -> dict[str, Any]:
    row = world | {"record": world["righted"], "case": _applied(world, "righted")}
    row |= {"field": "title", "old": "probe", "new": "right"}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        correction = _made(CORRECTION, row)
        Record.objects.filter(pk=world["righted"]).update(title="right")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    names = ("record", "case", "field", "old", "new")
    return {name: row[name] for name in names} | {"correction": correction}


def _withdrawn(world: dict[str, Any], name: str) -> dict[str, Any]:
    row = world | {"record": world[name], "case": _applied(world, name), "kind": "void", "ground": "probe"}
    shown = Publication.objects.create(record_id=row["record"], channel_id=world["channel"], shown_from=A_DAY)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        withdrawal = _made(WITHDRAWAL, row | {"principal": None})
        gone = {"withdrawal_id": withdrawal}
        Record.objects.filter(pk=row["record"]).update(withdrawn_on=A_DAY, withdrawn_because="probe", **gone)
        Publication.objects.filter(pk=shown.pk).update(state="withdrawn", ended_on=A_DAY, **gone)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return {
        "record": row["record"], "case": row["case"], "kind": "void", "ground": "probe", "principal": None,
        "withdrawal": withdrawal, "withdrawn_shown": shown.pk,
    }  # fmt: skip


def _certificate(withdrawn: dict[str, Any]) -> int:
    return ReopeningCertificate.objects.create(
        public_id="probe", record_id=withdrawn["record"], withdrawal_id=withdrawn["withdrawal"],
        department_id=withdrawn["department"], grounds="probe", document="probe", filed_by_id=withdrawn["actor"],
        filed_on=A_DAY, opens_on=A_DAY + timedelta(1),
    ).pk  # fmt: skip


def _on_the_correction(lawful: dict[str, Any]) -> Iterator[Attack]:
    def insert(guard: str, **lie: Any) -> Attack:
        return Attack(guard, CORRECTION, lawful | {"field": "title", "old": "other"} | lie)

    first = lawful["way"][0].target
    yield insert("correction_of_an_applied_case", seq=1)
    yield insert("correction_is_carried_out", seq=1, target=first)
    yield insert("correction_of_the_record_of_its_case", record=lawful["free"], field="facts")
    yield insert("correction_once")
    yield insert("correction_changes_something", field="facts", old="same", new="same")
    yield insert("correction_is_made", field="facts", old="probe", new="right")
    back = "UPDATE registry_record SET title = 'probe' WHERE id = %(record)s"
    yield Attack("record_stays_as_corrected", back, lawful)
    yield from _append_only("casework_recordcorrection", "correction_is_never_changed", lawful["correction"])


def _on_the_withdrawal(world: dict[str, Any]) -> Iterator[Attack]:
    taken = world["taken"]
    lawful = world | {"kind": "void", "ground": "probe", "principal": None}

    def insert(guard: str, **lie: Any) -> Attack:
        return Attack(guard, WITHDRAWAL, lawful | lie)

    yield insert("withdrawal_of_an_applied_case", seq=1)
    yield insert("withdrawal_is_carried_out", seq=1, target=world["way"][0].target)
    yield insert("withdrawal_of_the_record_of_its_case", record=world["free"])
    yield insert("withdrawal_kind_is_known", kind="forgotten")
    yield insert("withdrawal_took_effect")
    beside = {"principal": taken["withdrawal"]}
    yield insert("withdrawal_goes_with_its_principal", record=world["companion"], **beside)
    yield insert("withdrawal_of_the_same_decision", record=world["free"], case=taken["case"], **beside)
    yield insert("withdrawal_once", record=taken["record"], case=taken["case"])
    yield from _append_only("casework_withdrawal", "withdrawal_is_never_changed", taken["withdrawal"])


def _on_the_record(withdrawn: dict[str, Any]) -> Iterator[Attack]:
    def record(guard: str, change: str, which: str = "free") -> Attack:
        return Attack(guard, f"UPDATE registry_record SET {change} WHERE id = %({which})s", withdrawn)

    def shown(guard: str, change: str, which: str = "publication") -> Attack:
        return Attack(guard, f"UPDATE registry_publication SET {change} WHERE id = %({which})s", withdrawn)

    gone = "withdrawn_on = %(day)s, withdrawn_because = 'probe', withdrawal_id = "
    yield record("record_withdrawn_names_its_withdrawal", "withdrawn_on = %(day)s")
    yield record("record_withdrawn_by_its_withdrawal", f"{gone}%(withdrawal)s")
    back = "withdrawn_on = NULL, withdrawn_because = '', withdrawal_id = NULL"
    yield record("record_stays_withdrawn", back, "record")
    ended = "state = 'withdrawn', ended_on = %(day)s"
    yield shown("publication_withdrawn_names_its_withdrawal", ended)
    yield shown("publication_withdrawn_by_its_withdrawal", f"{ended}, withdrawal_id = %(withdrawal)s")
    again = "state = 'shown', ended_on = NULL, withdrawal_id = NULL"
    yield shown("publication_stays_withdrawn", again, "withdrawn_shown")
    elsewhere = Channel.objects.create(code="probe-2", name="2")
    yield Attack("withdrawn_record_is_not_published", PUBLICATION, withdrawn | {"channel": elsewhere.pk})


def _on_the_way_back(withdrawn: dict[str, Any]) -> Iterator[Attack]:
    opens = A_DAY + timedelta(1)
    other = Attack("", CERTIFICATE, withdrawn | {"grounds": "probe", "opens": opens})

    def insert(guard: str, **lie: Any) -> Attack:
        return Attack(guard, CERTIFICATE, other.params | lie)

    yield insert("reopening_certificate_once")
    yield insert("reopening_certificate_of_a_withdrawal", withdrawal=0)
    yield insert("reopening_certificate_says_why", grounds="")
    yield insert("reopening_certificate_after_its_notice", opens=A_DAY)
    opened = withdrawn | {"opens": opens}
    where = "WHERE id = %(certificate)s"
    change = f"UPDATE registry_reopeningcertificate SET grounds = 'other', opened_on = %(opens)s {where}"
    yield Attack("reopening_certificate_opens_once", change, opened)
    early = f"UPDATE registry_reopeningcertificate SET opened_on = %(day)s {where}"
    yield Attack("reopening_certificate_after_its_notice", early, withdrawn)
    gone = f"DELETE FROM registry_reopeningcertificate {where}"
    yield Attack("reopening_certificate_opens_once", gone, withdrawn)
    theirs = {"department": withdrawn["theirs"], "actor": withdrawn["stranger"]}
    uncertified = {name: withdrawn["uncertified"][name] for name in ("record", "withdrawal")}
    yield insert("reopening_certificate_of_its_department", **theirs, **uncertified)


def _on_what_is_said(withdrawn: dict[str, Any]) -> Iterator[Attack]:
    about = {"record_id": withdrawn["record"], "on": A_DAY}
    notice = CorrectionNotice.objects.create(
        kind="withdrawn", number="PROBE", document_number="probe", righted_on=A_DAY,
        asked_by_id=withdrawn["actor"], **about,
    )  # fmt: skip
    former = FormerNumber.objects.create(document_key="probe", decided_on=A_DAY, because="probe", **about)
    share = RecordShare.objects.create(
        receiver="probe",
        address="probe@example.invalid",
        what="probe",
        entered_by_id=withdrawn["actor"],
        **about,
    )
    of_notice = {"row": notice.pk}
    change = "UPDATE registry_correctionnotice SET document_number = 'other' WHERE id = %(row)s"
    yield Attack("correction_notice_is_taken_off_once", change, of_notice)
    gone = "DELETE FROM registry_correctionnotice WHERE id = %(row)s"
    yield Attack("correction_notice_is_taken_off_once", gone, of_notice)
    yield from _append_only("registry_formernumber", "former_number_is_never_changed", former.pk)
    yield from _append_only("registry_recordshare", "record_share_is_never_changed", share.pk)


def _append_only(table: str, guard: str, row: int) -> Iterator[Attack]:
    where = "WHERE id = %(row)s"
    yield Attack(guard, f'UPDATE {table} SET "on" = "on" {where}', {"row": row})
    yield Attack(guard, f"DELETE FROM {table} {where}", {"row": row})


def _made(sql: str, row: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, row)
        return cursor.fetchone()[0]
