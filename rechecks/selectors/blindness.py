"""What a checker must not see before the first finding, and what they may read although it is not theirs."""

from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from rechecks.drawing import Population, read_population
from rechecks.models import DrawnItem, DrawnPopulation, RecheckCase
from registry.duties import may_check
from registry.models import Record

# What the parties handed in; what a department answered says how it ended.
OF_THE_PARTIES = (Purpose.FULFILMENT, Purpose.RECTIFICATION, Purpose.SUPPLEMENT, Purpose.CLAIM)


def blind_records(user: Any) -> set[int]:
    """Records that the user assesses blindly, or will, once another recheck of the record is over."""
    now = RecheckCase.objects.hidden_from(user).order_by().values_list("record_id", flat=True)
    before = RecheckCase.objects.open().order_by().filter(record_id=OuterRef("about"))
    waiting = (
        DrawnItem.objects.filter(checker=user, recheck__isnull=True)
        .order_by()
        .annotate(about=Coalesce("case__record_id", "record_id"))
        .filter(Exists(before))
    )
    return {*now, *waiting.values_list("about", flat=True)}


def hidden_cases(user: Any) -> set[int]:
    """What is closed on the records that the user assesses blindly: the case examined, and any other.

    Whose outcome the user was shown already, by another recheck of theirs, is nothing to hide.
    """
    if not user.is_authenticated or not (records := blind_records(user)):
        return set()
    known = RecheckCase.objects.filter(checker=user, revealed_on__isnull=False, examines_id=OuterRef("pk"))
    closed = Case.objects.filter(record_id__in=records, closed=True).exclude(machine=RecheckCase.MACHINE)
    return set(closed.exclude(Exists(known)).values_list("pk", flat=True))


def without_the_hidden(rows: "QuerySet[Any]", user: Any, *, recheck: str = "") -> "QuerySet[Any]":
    """Rechecks, or rows about one, without those by others of a record that the user assesses blindly."""
    if not (records := blind_records(user)):
        return rows
    about = f"{recheck}__" if recheck else ""
    others = Q(**{f"{about}record_id__in": records}) & ~Q(**{f"{about}checker": user})
    return rows.exclude(others)


class Withheld(Enum):
    """Why the files of a population are not open to somebody; empty where they are."""

    NOTHING = ""
    MAY_BE_DRAWN = "may be drawn"
    IS_BLIND = "is blind"


def tells(population: Population, user: Any) -> bool:
    """Whether the population says how something ended that the user assesses blindly."""
    if not (records := blind_records(user)):
        return False
    hidden = set(Case.objects.filter(pk__in=hidden_cases(user)).values_list("number", flat=True))
    hidden |= set(Record.objects.filter(pk__in=records).values_list("public_id", flat=True))
    return any(item.id in hidden for item in population.items)


def withheld(frozen: DrawnPopulation, user: Any) -> Withheld:
    """The file says of every case how it ended: it is not for who checks without knowing, nor for who may be drawn to.

    Nothing is lost to others: its digest was made public before there was a seed.
    """
    population = read_population(frozen.content)
    if tells(population, user):
        return Withheld.IS_BLIND
    if any(each.id == user.username for each in population.checkers) and not frozen.draws.exists():
        return Withheld.MAY_BE_DRAWN
    return Withheld.NOTHING


def reads_for_a_recheck(user: Any, file: EvidenceFile) -> bool:
    """The checker reads what the parties handed in, the rest once the outcome is shown, and the proof of the finding: blindly their own."""
    if not may_check(user):
        return False
    mine = RecheckCase.objects.filter(checker=user)
    if own := mine.filter(pk=file.case_id).first():
        return not own.is_blind or file.uploaded_by_id == user.pk
    found = mine.open().filter(examines=file.case_id).first() if file.handed_in_on else None
    return found is not None and (file.purpose in OF_THE_PARTIES or not found.is_blind)
