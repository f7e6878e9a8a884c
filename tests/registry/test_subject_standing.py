"""Whether an entity still exists is noted from the command line, by its code."""

import pytest
from django.core.management import CommandError, call_command


def test_a_cancelled_entity_is_noted(office):
    call_command("subject_standing", office.company.uscc.lower(), "cancelled")
    office.company.refresh_from_db()
    assert office.company.is_cancelled


def test_a_code_that_nobody_has_is_refused(db):
    with pytest.raises(CommandError, match="没有这个主体"):
        call_command("subject_standing", "91239999MA0000037L", "cancelled")
