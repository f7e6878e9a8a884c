"""An address that cannot be is not found, and no database is asked for it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/office/rechecks/%00/", "/office/rules/%00/", "/work/%00/", "/cases/%00/"],
)
def test_a_nul_in_an_address_is_not_found(client, office, address):
    for person in (office.credit_officer, office.reviewer, office.representative):
        client.force_login(person.user)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_nor_for_anybody_at_the_door(client):
    assert client.get("/v/%00/").status_code == 404
