"""Two persons who draw at the same time: one draws, the other is asked why such cases are drawn again."""

from functools import partial

import pytest

from rechecks.drawing import CannotDraw
from rechecks.models import Draw
from tests.rechecks.sampling import sampling
from tests.repair.test_races import race
from tests.world import founded

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_of_two_draws_at_once_is_asked_why(transactional_db, as_the_application, day):
    office = founded(day)
    case = office.has_judged()
    office.reviewer.proposes_refusal(case)
    office.second.countersigns(case)
    credit = sampling(office)
    result = race(one=partial(credit.draws, seed="1"), other=partial(credit.draws, seed="2"))
    assert len(result.won) == 1
    assert [type(refusal) for refusal in result.refused.values()] == [CannotDraw], result.refused
    assert Draw.objects.count() == 1
