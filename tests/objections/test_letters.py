"""What the letters of an objection say."""

from datetime import date

import pytest

from notifications import render
from notifications.engine import letter_html
from notifications.letters import Sheet, packed
from tests.objections import letter_samples as letters

ON = date(2026, 11, 26)


def html_of(facts):
    number, kept = f"江澜{facts.series}〔2026〕3号", packed(facts)
    sheet = Sheet(facts.template, facts.title, number, letters.OFFICE, ON, "7Q4MK29X3TDA", kept)
    return letter_html(facts.template, render.context(sheet, has_seal=True))


@pytest.mark.parametrize(
    "facts", letters.ORDINARY + letters.LENGTHY, ids=lambda facts: f"{facts.kind}-{len(str(facts))}"
)
def test_every_letter_names_its_case_and_is_free_of_loose_stops(facts):
    html = html_of(facts)
    assert letters.ABOUT["case_number"] in html
    assert facts.document_number in html
    for loose in ("。。", "；。", "，。", "：。", "（）", "，，", "None"):
        assert loose not in html


def test_the_result_answers_each_point_with_claim_reason_proof_and_clause():
    html = html_of(letters.result())
    for words in (
        "处理结果为：部分成立。",
        "（一）罚款金额",
        "320,000.00元",
        "更正为“32,000.00元”",
        "与行政处罚决定书核对，公示时金额录入有误。",
        "行政处罚决定书存根",
        "（二）违法事实",
        "维持原内容",
        "《江澜市社会信用条例》第三十六条",
        "上述失信信息标注“异议处理中”；暂缓执行下列失信惩戒措施",
    ):
        assert words in html


def test_an_adverse_result_offers_the_review_and_the_remedies_of_the_law():
    html = html_of(letters.result())
    assert "可以在2026年12月24日前（含当日）" in html
    assert (
        "由江澜市社会信用管理办公室安排没有参加过本次办理的人员进行，自收到复核申请之日起15个工作日内答复"
        in html
    )
    assert "可以依法向江澜市人民政府申请行政复议" in html
    assert "期限、起算日和受理机关以法律规定为准" in html  # nobody has read the times: they are a reminder


def test_confirmed_times_are_stated_as_the_law_says_them():
    html = html_of(letters.review())
    assert "自收到本告知书之日起60日内向江澜市人民政府申请行政复议" in html
    assert "自收到之日起6个月内向江澜市中级人民法院提起行政诉讼" in html
    assert "申请复核。复核由" not in html  # one round


def test_a_result_wholly_in_favour_speaks_of_no_remedy():
    html = html_of(letters.result(outcome="异议成立", remedies=None, review=None))
    assert "救济途径" not in html


def test_the_department_gets_everything_the_party_sent_and_its_last_day():
    html = html_of(letters.forwarding())
    for words in (
        "江澜市统计局：",
        "江澜市禾丰食品有限公司于2026年11月18日提出的信用信息异议",
        "说明：公示时多录一个零，决定书载明为叁万贰仟元",
        "我公司已按期改正",
        "复查意见书.pdf",
        "在2026年11月30日前（含当日）",
        "由本机关确定核实单位，以一次为限",
        "逾期没有答复的，按照规定视为无法核实，停止公示。",
    ):
        assert words in html
    assert "你单位" not in html


def test_the_acceptance_says_what_holds_meanwhile_on_which_clause():
    html = html_of(letters.acceptance())
    assert "根据《江澜市社会信用条例》第三十六条的规定，上述失信信息标注“异议处理中”，暂缓执行" in html
    assert "（XF-2026-000123）暂停办理" in html
    plain = html_of(letters.acceptance(effects=(), paused_repair="", answer_term="", answer_by=None))
    assert "核实期间，上述失信信息照常公示。" in plain


@pytest.mark.parametrize(
    ("stops", "words"), [(True, "不计入办理期限"), (False, "补充证据期间，办理期限照常计算")]
)
def test_the_request_for_evidence_says_whether_the_clock_stands(stops, words):
    assert words in html_of(letters.evidence(stops_the_clock=stops))


def test_a_repeated_objection_is_told_which_answer_stands():
    html = html_of(letters.repeated())
    assert "于2026年10月21日答复为“维持原信息”（江统异结〔2026〕3号），该答复继续有效" in html
    running = html_of(letters.repeated(earlier_outcome="", earlier_letter="", earlier_on=None))
    assert "正在办理，请等待该异议的处理结果" in running


def test_the_notice_shows_old_and_new_side_by_side():
    html = html_of(letters.correction_notice())
    for words in (
        "“信用中国（江澜）”网站、江澜市人民政府网站此前公示的",
        "320,000.00元",
        "32,000.00元",
        "特此公告。",
    ):
        assert words in html


def test_the_notice_of_a_void_record_clears_the_name():
    html = html_of(letters.correction_notice(**letters.VOID))
    assert "撤销的理由：处罚决定已被行政复议决定撤销。" in html
    assert "失信惩戒措施一并解除" in html


def test_a_person_is_addressed_as_a_person():
    person = {"is_person": True, "brought": "你于2026年11月18日提出的信用信息异议"}
    for facts in (letters.result(**person), letters.withdrawal(**person), letters.not_accepted(**person)):
        assert "你单位" not in html_of(facts)


def test_evidence_missing_before_acceptance_ends_the_matter_and_later_does_not():
    assert "本次异议不予受理；备齐上述证据后可以再次提出" in html_of(letters.evidence(before_acceptance=True))
    assert "根据现有材料核实并答复" in html_of(letters.evidence())


def test_an_objection_to_the_whole_record_is_named_by_its_kind():
    whole = (letters.Claimed("整条信息", "", "", "该处罚决定已被撤销"),)
    about = {"claims": whole, "matter": "不应公示"}
    assert "整条信息：主张属于“不应公示”。" in html_of(letters.receipt(**about))
    assert "主张属于“不应公示”。说明：该处罚决定已被撤销。" in html_of(letters.forwarding(**about))
