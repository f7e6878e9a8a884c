"""A hold that is placed while a list is carried out: it is kept from going, or comes too late; never both."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from casework.models import Case, CaseLook, LookPurpose
from rechecks.models import LegalHold
from rechecks.services import disposing
from rechecks.services.disposing import approve_disposal, carry_out, hold, propose_disposal
from tests.world import founded

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


@pytest.fixture
def office(transactional_db, as_the_application, day):
    return founded(day)


def test_a_hold_placed_meanwhile_waits_until_the_list_is_carried_out(monkeypatch, office, day):
    case = office.has_received()
    CaseLook.objects.create(
        case_id=case.pk, user=office.reviewer.user, purpose=LookPurpose.HANDLING, page="x", at=timezone.now()
    )
    day("2029-11-25")
    by, other = office.credit_officer.user, office.joins_the_credit_office("ma").user
    made = propose_disposal("case_looks", by=by, on=day.today)
    approve_disposal(made.number, by=other, on=day.today)
    asked, held = disposing.disposable, []

    def places_a_hold():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '500ms'")
                held.append(hold(case.number, "行政诉讼。", by=by, on=day.today))
        except Exception as late:  # noqa: BLE001 - it has to wait, and gives up here
            held.append(late)
        finally:
            connection.close()

    def asked_while_somebody_holds(*what):
        found = asked(*what)
        found = type(found)(model=found.model, query=found.query)
        list(found)
        thread = threading.Thread(target=places_a_hold)
        thread.start()
        thread.join(PATIENCE)
        return found

    monkeypatch.setattr(disposing, "disposable", asked_while_somebody_holds)
    done = carry_out(made.number, now=timezone.now(), on=day.today)
    assert Case.objects.filter(pk=case.pk).exists()
    assert "lock timeout" in str(held[0])
    assert (done.carried_out, CaseLook.objects.count(), LegalHold.objects.count()) == (1, 0, 0)
