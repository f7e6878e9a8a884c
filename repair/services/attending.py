"""Trainings that were held in a room: a list is checked row by row, and recorded once somebody confirms it.

What was recorded before is known by its subject, course, day and person, so the same list twice adds nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from casework.errors import CaseError, NotOpenAnyMore
from notifications.parts import party
from notifications.services import queue_office_letter
from registry.duties import sits_in_credit_office
from registry.importing.layouts import Header, read_header
from registry.importing.reading import Reader, UnreadableFile, look_at
from registry.importing.uploads import TOO_LARGE, shown_name
from registry.models import Subject
from repair.letters import TrainingAttended
from repair.models import (
    AttendanceList,
    AttendanceRow,
    CourseVersion,
    OfflineAttendance,
    RowState,
    TrainingCertificate,
)
from repair.training.attendance import LAYOUT, NO_HEADER, Finding, found_in, read_cells
from rules.terms import add_months

MOST_ROWS = 500  # of one list: each row may become a letter
RECORDING = 0x41545444  # "ATTD": the advisory lock that lets one list be recorded at a time
TOO_MANY = f"名单超过 {MOST_ROWS} 行，请拆分后分别上传。 / The list has more than {MOST_ROWS} rows: split it and upload the parts."
NO_ROWS = "名单里没有人员。 / There is nobody on the list."


@dataclass(frozen=True)
class Checked:
    """What a row says, and what keeps it out; a row that is known says what was recorded before."""

    values: dict[str, Any]
    found: tuple[Finding, ...] = ()
    is_known: bool = False
    subject: Subject | None = None
    version: CourseVersion | None = None

    @property
    def state(self) -> RowState:
        if self.found:
            return RowState.BAD
        return RowState.KNOWN if self.is_known else RowState.GOOD


class Checks:
    """The checks of one list, as of one day; a second row of the same person is found."""

    def __init__(self, on: date):
        self.on = on
        self.seen: set[tuple[Any, ...]] = set()
        self.offered: dict[date, list[CourseVersion]] = {}

    def of(self, said: dict[str, str]) -> Checked:
        values, found = read_cells(said)
        subject, version = None, None
        if "uscc" in values:
            subject = Subject.objects.filter(uscc=values["uscc"]).first()
            if subject is None:
                found.append(found_in("uscc", values["uscc"], "unknown_subject"))
        if "held_on" in values and values["held_on"] > self.on:
            found.append(found_in("held_on", values["held_on"].isoformat(), "in_the_future"))
        elif {"held_on", "course"} <= set(values):
            version = self._version(values["course"], values["held_on"])
            found += self._about_the_course(values["course"], version, subject)
        if found or not (subject and version):
            return Checked(values, tuple(found))
        key = (subject.pk, version.course, values["held_on"], values["learner"])
        if key in self.seen:
            return Checked(values, (found_in("learner", values["learner"], "twice"),))
        self.seen.add(key)
        before = OfflineAttendance.objects.filter(
            subject=subject, course=version.course, held_on=values["held_on"], learner=values["learner"]
        )
        return Checked(values, (), before.exists(), subject, version)

    def _version(self, said: str, on: date) -> CourseVersion | None:
        if on not in self.offered:
            self.offered[on] = list(CourseVersion.objects.on_offer(on))
        named = (each for each in self.offered[on] if said in (each.course, each.as_written.title))
        return next(named, None)

    def _about_the_course(
        self, said: str, version: CourseVersion | None, subject: Subject | None
    ) -> list[Finding]:
        if version is None:
            return [found_in("course", said, "not_offered")]
        if subject and subject.kind not in version.as_written.audience:
            return [found_in("course", said, "for_others")]
        return []


def take_in_list(file: IO[bytes], name: str, *, by: Any, on: date) -> AttendanceList:
    """Keep a list with what was found about each of its rows; nothing is recorded yet."""
    _only_for_the_office(by)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        most = settings.TRAINING_LIST_BYTES
        content = file.read(most + 1)
        if len(content) > most:
            raise UnreadableFile(TOO_LARGE.format(mb=most >> 20))
        path.write_bytes(content)
        source = look_at(path)
        reader = Reader(source, (LAYOUT,), no_header=NO_HEADER)
        lines = list(islice(reader, MOST_ROWS + 1))
    if not lines:
        raise UnreadableFile(NO_ROWS)
    if len(lines) > MOST_ROWS:
        raise UnreadableFile(TOO_MANY)
    return _kept(lines, reader.header, name=name, sha256=source.sha256, by=by, on=on)


@transaction.atomic
def _kept(
    lines: Iterable[tuple[int, list[str] | None]],
    header: Header,
    *,
    name: str,
    sha256: str,
    by: Any,
    on: date,
) -> AttendanceList:
    kept = AttendanceList.objects.create(
        file_name=shown_name(name), sha256=sha256, header=list(header.cells), uploaded_by=by, uploaded_on=on
    )
    checks = Checks(on)
    rows = []
    for number, raw in lines:
        cells = [cell.replace("\x00", "�") for cell in raw or []]
        checked = checks.of(_by_role(header, cells)) if raw is not None else _BROKEN
        problems = [each.kept() for each in checked.found]
        rows.append(
            AttendanceRow(listed_in=kept, number=number, cells=cells, state=checked.state, problems=problems)
        )
    AttendanceRow.objects.bulk_create(rows)
    return kept


_BROKEN = Checked({}, (Finding("", "", "broken_row"),))


def header_of(kept: AttendanceList) -> Header:
    """Where each column stands in a list."""
    return read_header(kept.header, (LAYOUT,))


def _by_role(header: Header, cells: list[str]) -> dict[str, str]:
    return {role: cells[place] for role, place in header.places.items() if place < len(cells)}


@transaction.atomic
def record_list(pk: int, *, by: Any, on: date) -> list[OfflineAttendance]:
    """Record the good rows of a list, each checked once more, with a certificate for whoever passed."""
    _only_for_the_office(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORDING])
    kept = AttendanceList.objects.select_for_update().get(pk=pk)
    if kept.recorded_by_id:
        raise NotOpenAnyMore(_("This list is recorded already."))
    checks, header = Checks(on), header_of(kept)
    rows = kept.rows.filter(state=RowState.GOOD)
    good = [(row, checked) for row in rows if _is_good(checked := checks.of(_by_role(header, row.cells)))]
    if not good:
        raise CaseError(_("No row of this list is to be recorded."))
    kept.recorded_by, kept.recorded_on = by, on
    kept.save(update_fields=["recorded_by", "recorded_on"])
    return [_recorded(row, checked, by=by, on=on) for row, checked in good]


def _is_good(checked: Checked) -> bool:
    return checked.state == RowState.GOOD


def _recorded(row: AttendanceRow, checked: Checked, *, by: Any, on: date) -> OfflineAttendance:
    subject, version, values = checked.subject, checked.version, checked.values
    if subject is None or version is None:
        raise ValueError("A good row has a subject and a course.")
    attended = OfflineAttendance.objects.create(
        row=row, version=version, course=version.course, subject=subject, learner=values["learner"],
        held_on=values["held_on"], held_by=values["held_by"], place=values["place"], passed=values["result"],
        hours=values["hours"],
    )  # fmt: skip
    if attended.passed:
        _certify(attended, by=by, on=on)
    return attended


def _certify(attended: OfflineAttendance, *, by: Any, on: date) -> TrainingCertificate:
    course, subject = attended.version.as_written, attended.subject
    valid_until = add_months(attended.held_on, course.valid_months)
    facts = TrainingAttended(
        learner=attended.learner,
        course=course.title,
        course_version=attended.version.ordinal,
        held_on=attended.held_on,
        held_by=attended.held_by,
        place=attended.place,
        hours=f"{attended.hours.normalize():f}" if attended.hours else "",
        valid_until=valid_until,
        **party(subject),
    )
    return TrainingCertificate.objects.create(
        attendance=attended,
        version=attended.version,
        subject=subject,
        user=by,
        on=attended.held_on,
        valid_until=valid_until,
        letter=queue_office_letter(facts, subject=subject, on=on),
    )


def _only_for_the_office(by: Any) -> None:
    if not sits_in_credit_office(by):
        raise PermissionDenied
