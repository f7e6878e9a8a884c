"""失信惩戒措施解除证明: whoever still applies a measure because of a withdrawn record is shown that it is lifted."""

from datetime import date

from django.db import transaction

from casework.models import Withdrawal
from notifications.models import Letter
from notifications.parts import about_record
from notifications.services import queue_office_letter, tell
from objections import righting_texts
from objections.letters import Measure, SanctionsLifted
from registry.duties import who_act_for
from registry.models import SanctionsMeasure


@transaction.atomic
def certify_lifted(withdrawal: Withdrawal, *, on: date) -> Letter | None:
    """Issue the certificate to the subject of the record; none where no measure stood, or the record is not void."""
    lifted = SanctionsMeasure.objects.filter(
        record_id=withdrawal.record_id, lifted_because=withdrawal.case.number, lifted_on=withdrawal.on
    )
    measures = tuple(
        Measure(each.measure, each.imposed_by, each.imposed_on, withdrawal.on)
        for each in lifted.order_by("pk")
    )
    if not withdrawal.is_void or not measures:
        return None
    record = withdrawal.record
    facts = SanctionsLifted(
        case_number=withdrawal.case.number,
        ground=withdrawal.ground,
        withdrawn_on=withdrawal.on,
        measures=measures,
        **about_record(record),
    )
    letter = queue_office_letter(facts, subject=record.subject, on=on)
    people = who_act_for(record.subject_id, on)
    tell(people, righting_texts.sanctions_lifted(record, len(measures)), letter=letter)
    return letter
