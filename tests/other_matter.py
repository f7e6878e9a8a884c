"""Another case on a record that comes before its repair: nothing but its beginning and its end."""

from dataclasses import dataclass
from datetime import date

from casework import moves
from casework.models import Case
from objections.models import Claim, ObjectionCase
from registry.models import Record
from tests.world import Person


@dataclass
class OtherMatters:
    """Begins and closes them, in the name of the subject."""

    party: Person

    def begin(self, record: Record, on: date) -> Case:
        case = ObjectionCase(record=record, kind="wrong_content")
        moves.open_case(case, by=self.party.user, on=on, prefix="YY")
        Claim.objects.create(case=case, number=1, field="title", stated=record.title, claimed="超标排放")
        case.filed_on = on
        moves.make(case.file, by=self.party.user, on=on)
        return Case.objects.get(pk=case.pk)

    def close(self, case: Case, on: date) -> None:
        found = ObjectionCase.objects.get(pk=case.pk)
        moves.make(found.withdraw, by=self.party.user, on=on)
