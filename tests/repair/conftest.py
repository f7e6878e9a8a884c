"""People of the office in front of a page."""

import pytest
from django.test import Client


@pytest.fixture
def at(office):
    """A browser in which the person has signed in."""

    def signed_in(person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return signed_in
