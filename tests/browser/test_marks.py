"""While a matter on a record is open, everybody who sees the record sees its mark."""

import pytest

from casework.effects import bring_about
from casework.models import EffectKind
from rules.terms import Figure

pytestmark = pytest.mark.browser
RULE = Figure("yes", "rule", "《江澜市信用条例》（示例）第九条", confirmed=True)


def test_the_mark_is_seen_in_public_by_its_subject_and_at_the_desk(office, visitor):
    case = office.has_received()
    wanted = dict.fromkeys([EffectKind.MARK, EffectKind.SUSPEND_SANCTIONS], RULE)
    bring_about(case, wanted, event=case.events.latest("seq"), on=office.day.today)
    record = case.record.public_id
    seen = {
        "public-marked": (visitor(), f"/public/records/{record}/"),
        "record-marked": (visitor("zhou"), f"/records/{record}/"),
        "desk-marked": (visitor("lin"), f"/work/{case.number}/"),
    }
    for name, (person, address) in seen.items():
        person.goes_to(address)
        assert "异议处理中" in person.reads(), name
        assert "暂缓执行" in person.reads(), name
        person.looks_at(name)
