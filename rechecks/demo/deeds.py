"""What people do to a case in the demonstration without a browser: through the services, on a day."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from registry.models import Record
from repair import services
from repair.demo.people import give_mandate
from repair.demo.records import records_to_play
from repair.models import RepairCase

OTHER_DECISION = "江环罚〔2025〕900号"


def applied(record: Record, proof: str, *, by: Any, on: date) -> str:
    """From the application to its submission; the number of the case."""
    number = services.start(record, by=by, on=on).number
    paid = dict.fromkeys(record.obligations.exclude(fulfilled=True), (record.decided_on, proof))
    name, phone = by.last_name + by.first_name, "2390001"
    services.state_fulfilment(number, paid, by=by, on=on)
    services.sign_commitment(number, signatory=name, role="受委托人", by=by, on=on)
    services.submit(number, contact_name=name, contact_phone=phone, by=by, on=on)
    return number


def taken_up(number: str, *, by: Any, on: date) -> None:
    services.claim(number, by=by)
    services.accept(number, by=by, on=on)


def found_in_order(number: str, *, by: Any, on: date) -> None:
    """The reviewer accepts everything that was stated."""
    statements = RepairCase.objects.get(number=number).statements.values_list("pk", flat=True)
    services.judge(number, dict.fromkeys(statements, (True, "")), by=by, on=on)


def granted_by_mistake(applicant: str, reviewer: str, on: date) -> RepairCase:
    """A repair that should not have been granted: the receipt belongs to another decision."""
    users = get_user_model().objects
    (record,) = records_to_play(on, 1, obligations__kind="fine", obligations__fulfilled__isnull=True)
    give_mandate(applicant, record.subject, on)
    number = applied(record, f"非税缴款书（{OTHER_DECISION}）", by=users.get(username=applicant), on=on)
    by = users.get(username=reviewer)
    taken_up(number, by=by, on=on)
    found_in_order(number, by=by, on=on)
    return services.approve(number, by=by, on=on)
