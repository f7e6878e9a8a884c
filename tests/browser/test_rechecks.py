"""C4: the recheck sheet, blind and beside the outcome, and the page of the second person."""

import pytest

from rechecks.models import BLIND_POINTS, OPEN_POINTS
from tests.rechecks.sampling import sampling

pytestmark = pytest.mark.browser
REASON = "整改复查意见书日期不符。"


def test_point_63_the_outcome_is_hidden_until_a_first_finding_is_saved(office, visitor):
    case = office.has_judged()
    office.reviewer.proposes_refusal(case, REASON)
    office.second.countersigns(case)
    credit = sampling(office)
    assert credit.draws(office.stranger, credit.checker)  # the reviewer's own colleagues are not asked
    [drawn] = case.rechecks.select_related("checker")
    assert drawn.checker in (office.stranger.user, credit.checker.user)

    he = visitor(drawn.checker.username)
    he.goes_to("/office/rechecks/")
    he.looks_at("rechecks")
    he.page.get_by_role("link", name=case.subject.name).first.click()
    assert REASON not in he.reads()
    assert "不予修复" not in he.reads()
    he.presses("保存初步结论")
    assert REASON not in he.reads()
    he.looks_at("recheck-blind-errors")
    for point in BLIND_POINTS:
        he.chooses(f"point_{point}", "ok")
    he.chooses("assessed", "should_go")
    he.presses("保存初步结论")
    assert REASON not in he.reads()
    he.presses("显示原办理结果")
    assert REASON in he.reads()
    for point in OPEN_POINTS:
        he.chooses(f"point_{point}", "ok")
    he.chooses("verdict", "missed")
    he.chooses("gravity", "general")
    he.page.fill("#id_facts", "复查意见书载明整改合格。")
    he.page.fill("#id_clause", "示例办法第七条")
    he.looks_at("recheck-outcome")
    he.page.get_by_role("button", name="作出结论").click()
    assert "待第二人复核" in he.reads()

    xu = visitor("xu")
    xu.goes_to(f"/office/rechecks/{drawn.number}/")
    xu.looks_at("recheck-second")
    xu.chooses("decision", "confirm")
    xu.page.get_by_role("button", name="提交", exact=True).click()
    assert "已复核确认" in xu.reads()
