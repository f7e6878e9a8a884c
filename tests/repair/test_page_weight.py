"""Point 72: a first visit loads less than 150 KB without pictures, as it goes over the wire."""

import pytest

from bench.page_weight import LIMIT, weight


@pytest.mark.parametrize(("who", "path"), [("representative", "/records/"), ("reviewer", "/work/")])
def test_a_first_visit_is_light_enough_for_a_phone(office, client, who, path):
    office.has_taken_up()
    client.force_login(getattr(office, who).user)
    parts = weight(client, path)
    assert len(parts) > 10  # with its sheets, scripts and icons
    assert sum(parts.values()) < LIMIT, parts
