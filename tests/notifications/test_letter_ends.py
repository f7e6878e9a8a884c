"""A letter is revoked or replaced once, and its code and address cannot be guessed."""

import pytest
from django.db import transaction

from notifications import services
from notifications.models import Letter


@pytest.mark.django_db
def test_a_letter_is_revoked_or_replaced_once_with_day_and_reason(issue):
    old, new = issue(), issue()
    on = old.issued_on
    assert services.replace_letter(old, new, reason="文号有误", on=on).state == "replaced"
    with pytest.raises(services.LetterEnded):
        services.revoke_letter(old, reason="虚假承诺", on=on)
    assert services.revoke_letter(new, reason="虚假承诺", on=on).ended_because == "虚假承诺"
    assert set(Letter.objects.values_list("state", flat=True)) == {"replaced", "revoked"}


@pytest.mark.django_db
def test_the_database_knows_no_other_end(issue):
    from django.db import IntegrityError

    letter = issue()
    for wrong in (
        {"state": "void"},
        {"state": "revoked"},
        {"ended_because": "为何"},
        {"state": "replaced", "ended_on": letter.issued_on, "ended_because": "为何"},
        {"sha256": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**wrong)


def test_codes_and_addresses_cannot_be_guessed():
    from notifications.codes import ALPHABET, new_code
    from notifications.models import new_public_id

    codes = {new_code() for _each in range(1000)}
    assert len(codes) == 1000
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("0O1I") & set(ALPHABET)
    assert all(len(code) == 12 for code in codes)
    assert len(new_public_id()) == 22
