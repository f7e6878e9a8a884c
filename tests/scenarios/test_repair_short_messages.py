"""Each step that the applicant waits for is texted to the number the application names."""

from notifications.models import ShortMessage


def texts_of(case):
    return [each.text for each in ShortMessage.objects.filter(case_id=case.pk).order_by("pk")]


def test_the_road_to_a_grant_is_told_in_three_texts(office):
    case = office.has_granted()
    assert texts_of(case) == [
        f"【江澜信用】已收到信用修复申请{case.number}，11月26日前决定是否受理，12月7日前答复。",
        f"【江澜信用】{case.number}已受理，12月2日前答复。",
        f"【江澜信用】{case.number}准予修复，相关信息停止公示，决定书可下载。",
    ]
    assert set(ShortMessage.objects.values_list("phone", flat=True)) == {"13800000000"}


def test_a_supplement_and_its_end_are_texted(office, day):
    case = office.has_received()
    office.reviewer.asks(case, "授权委托书", "缴款凭证")
    day("2026-12-20")
    office.night_passes()
    asked, ended = texts_of(case)[1:]
    assert asked == f"【江澜信用】{case.number}需补正2项，请在12月7日前处理，期间不计时限。"
    assert ended == f"【江澜信用】{case.number}逾期未补正，申请已终止。可重新申请，已填内容保留。"


def test_no_reason_of_a_refusal_goes_by_text(office):
    case = office.reviewer.proposes_refusal(office.has_taken_up(), "整改复查未通过。")
    assert len(texts_of(case)) == 2
    office.second.countersigns(case)
    assert texts_of(case)[-1] == f"【江澜信用】{case.number}不予修复，理由和救济途径见平台通知书。"


def test_a_longer_term_is_texted_with_its_reason(office):
    case = office.second.extends(office.has_taken_up(), "需要现场复查。")
    assert texts_of(case)[-1] == f"【江澜信用】{case.number}因需要现场复查延长至12月16日。"
