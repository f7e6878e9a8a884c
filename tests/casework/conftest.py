"""The scene of the attacks, and as whom they are made."""

import pytest

from tests.casework.scene import Scene


@pytest.fixture
def scene(office):
    repaired = office.has_granted()
    office.works_the_channels()
    judged, granted = office.has_judged(), office.has_granted()
    return Scene(office, {"case": judged.pk, "granted": granted.pk, "repaired": repaired.pk})


@pytest.fixture(params=["application", "owner"])
def role(request):
    """As whom the attack is made; `scene` is built before the rights change."""
    request.getfixturevalue("scene")
    if request.param == "owner":
        request.getfixturevalue("as_the_owner")
    return request.param
