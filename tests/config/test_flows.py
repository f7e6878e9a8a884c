"""The pictures of the flows in docs/flows are those of the flows as they are declared now."""

import pytest
from django.conf import settings
from django.core.management import call_command

KEPT = settings.BASE_DIR / "docs" / "flows"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flows")
    call_command("export_flows", folder=str(folder))
    return {each.name: each.read_text("utf-8") for each in folder.iterdir()}


def test_no_picture_is_out_of_date(drawn):
    kept = {each.name: each.read_text("utf-8") for each in KEPT.iterdir()}
    stale = [name for name in drawn if kept.get(name) != drawn[name]]
    assert stale == [], "run `./run manage export_flows`"
    assert set(kept) == set(drawn)
