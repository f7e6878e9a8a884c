"""What the database refuses of draws: each guard that is gone is reported, and the application may change nothing."""

import pytest
from django.db import connection

from tests.casework.dropping import unnoticed
from tests.casework.scene import NO_RIGHT, refusal

POPULATIONS, DRAWS, ITEMS = "rechecks_drawnpopulation", "rechecks_draw", "rechecks_drawnitem"
PROBED = [
    (POPULATIONS, "TRIGGER", "population_keeps_its_digest"),
    (POPULATIONS, "TRIGGER", "population_is_never_changed"),
    (POPULATIONS, "TRIGGER", "population_states_its_seed"),
    (POPULATIONS, "TRIGGER", "population_says_what_it_holds"),
    (POPULATIONS, "CONSTRAINT", "population_holds_what_is_known"),
    (ITEMS, "CONSTRAINT", "drawn_item_is_a_case_or_a_record"),
    (POPULATIONS, "CONSTRAINT", "population_period_runs_forward"),
    (DRAWS, "TRIGGER", "draw_keeps_its_list"),
    (DRAWS, "TRIGGER", "draw_takes_the_stated_seed"),
    (DRAWS, "TRIGGER", "draw_again_says_why"),
    (DRAWS, "TRIGGER", "draw_is_whole"),
    (DRAWS, "TRIGGER", "draw_is_never_changed"),
    (DRAWS, "CONSTRAINT", "draw_says_its_seed_and_whence"),
    (ITEMS, "TRIGGER", "drawn_item_is_within_its_list"),
    (ITEMS, "TRIGGER", "drawn_item_is_never_changed"),
    (ITEMS, "TRIGGER", "checker_had_no_part"),
    (ITEMS, "TRIGGER", "checker_is_of_another_department"),
    (ITEMS, "CONSTRAINT", "drawn_item_position_once"),
]


def test_a_guard_that_is_gone_is_reported(as_the_owner):
    assert unnoticed(PROBED) == []


@pytest.mark.parametrize("table", [POPULATIONS, DRAWS, ITEMS])
@pytest.mark.parametrize("attack", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_applications_role_may_not_change_a_draw(db, table, attack):
    def tried():
        with connection.cursor() as cursor:
            cursor.execute(attack.format(table))

    assert refusal(tried) == NO_RIGHT
