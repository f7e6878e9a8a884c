"""Every letter of an objection, with the contents it has as a rule and with contents as long as they come."""

from datetime import date
from typing import Any

from notifications.letters import LetterFacts
from notifications.parts import Finding, Remedies
from objections.letters import (
    Accepted,
    Answered,
    Claimed,
    CorrectionNotice,
    EvidenceAsked,
    Extended,
    Forwarded,
    Measure,
    NotAccepted,
    Receipt,
    Reopening,
    Repeated,
    Result,
    Review,
    ReviewResult,
    SanctionsLifted,
    SentAbove,
    WithdrawalConfirmed,
)

OFFICE = "江澜市社会信用管理办公室"
DEPARTMENT = "江澜市统计局"
PLATFORM = "江澜市信用修复与异议办理平台"
SITES = ("“信用中国（江澜）”网站", "江澜市人民政府网站")
RULE = "《江澜市社会信用条例》第三十六条"
LONG_SENTENCE = "经查，" + "处罚决定书载明的违法行为发生于二〇二五年三月至五月，与公示内容不一致；" * 6
MARK = "上述失信信息标注“异议处理中”"
SUSPENDED = "暂停公示上述失信信息"
EASED = "暂缓执行下列失信惩戒措施：限制参加政府采购活动"

ABOUT: dict[str, Any] = {
    "case_number": "YY-2026-000008",
    "subject": "江澜市禾丰食品有限公司",
    "subject_id_kind": "统一社会信用代码",
    "subject_id": "91239999MAU0MXQ6HA",
    "is_person": False,
    "document_number": "江统罚〔2025〕9号",
    "record_department": DEPARTMENT,
    "decided_on": date(2025, 8, 20),
    "matter": "信息错误",
    "brought": "你单位于2026年11月18日提出的信用信息异议",
}
LONG: dict[str, Any] = {
    "subject": "江澜市高新技术产业开发区新型功能材料与智能装备制造产业联合创新研究中心（有限合伙）",
    "record_department": "江澜市高新技术产业开发区管理委员会综合行政执法与应急管理局",
    "document_number": "江高管综执应急罚〔2025〕第10239号",
    "matter": "与认定机关不一致",
}
CONTACT = {"phone": "0000-12345678", "platform": PLATFORM}
CLAIMS = (
    Claimed("罚款金额", "320,000.00元", "32,000.00元", "公示时多录一个零，决定书载明为叁万贰仟元"),
    Claimed(
        "违法事实", "未按规定保存统计台账，逾期未改正", "未按规定保存统计台账", "已于期限内改正，有复查意见书"
    ),
)
MATERIALS = ("行政处罚决定书（扫描件）.pdf", "复查意见书.pdf")
FOUND = (
    Answered(
        "罚款金额",
        "320,000.00元",
        "32,000.00元",
        "更正为“32,000.00元”",
        "与行政处罚决定书核对，公示时金额录入有误。",
        ("行政处罚决定书存根",),
        RULE,
    ),
    Answered(
        "违法事实",
        "未按规定保存统计台账，逾期未改正",
        "未按规定保存统计台账",
        "维持原内容",
        "责令改正通知书的期限为2025年7月31日，复查意见书载明的改正日期为2025年8月12日，已经逾期。",
        ("责令改正通知书", "复查意见书"),
    ),
)
REMEDIES = Remedies("江澜市人民政府", "江澜市中级人民法院", 60, 6, is_confirmed=True)
UNREAD = Remedies("江澜市人民政府", "江澜市中级人民法院", 60, 6)
REVIEW = Review(OFFICE, date(2026, 12, 24), "15个工作日")


def receipt(**changed: Any) -> Receipt:
    facts = {
        "claims": CLAIMS,
        "materials": MATERIALS,
        "accept_by": date(2026, 11, 20),
        "answer_from": "受理之日",
        "answer_term": "7个工作日",
        "answer_by": date(2026, 12, 1),
        "is_provisional": False,
        "effects": (MARK,),
    }
    return Receipt(**ABOUT | CONTACT | facts | changed)


def acceptance(**changed: Any) -> Accepted:
    facts = {
        "accepted_on": date(2026, 11, 20),
        "cites": (RULE,),
        "answer_from": "受理之日",
        "answer_term": "7个工作日",
        "answer_by": date(2026, 12, 1),
        "is_provisional": False,
        "effects": (Finding(MARK, RULE), Finding(EASED, RULE)),
        "paused_repair": "XF-2026-000123",
    }
    return Accepted(**ABOUT | CONTACT | facts | changed)


def not_accepted(**changed: Any) -> NotAccepted:
    facts = {
        "reasons": (Finding("异议所涉信息不是在本平台公示的信息"),),
        "cites": (),
        "effects_ended": (),
        "remedies": UNREAD,
    }
    return NotAccepted(**ABOUT | facts | changed)


def evidence(**changed: Any) -> EvidenceAsked:
    facts = {
        "items": ("行政处罚决定书全部页面的扫描件", "缴款凭证，凭证上的文书号应为江统罚〔2025〕9号"),
        "answer_by": date(2026, 12, 3),
        "stops_the_clock": True,
        "before_acceptance": False,
    }
    return EvidenceAsked(**ABOUT | CONTACT | facts | changed)


def forwarding(**changed: Any) -> Forwarded:
    facts = {
        "brought": "江澜市禾丰食品有限公司于2026年11月18日提出的信用信息异议",
        "to_department": DEPARTMENT,
        "because": "经核对，平台公示的内容与贵单位提供的内容一致",
        "claims": CLAIMS,
        "statement": "我公司已按期改正，公示内容影响投标，请尽快核实。",
        "materials": MATERIALS,
        "accepted_on": date(2026, 11, 20),
        "cites": (RULE,),
        "answer_term": "5个工作日",
        "answer_by": date(2026, 11, 30),
        "is_provisional": False,
        "without_answer": "逾期没有答复的，按照规定视为无法核实，停止公示。",
        "effects": (MARK, EASED),
    }
    return Forwarded(**ABOUT | CONTACT | facts | changed)


def extension(**changed: Any) -> Extended:
    facts = {
        "what": "核实",
        "by": "本机关",
        "reason": "需要调阅纸质案卷",
        "term": "3个工作日",
        "due_before": date(2026, 12, 1),
        "due_now": date(2026, 12, 4),
        "is_provisional": False,
        "cites": (RULE,),
        "phone": "0000-12345678",
    }
    return Extended(**ABOUT | facts | changed)


def result(**changed: Any) -> Result:
    facts = {
        "outcome": "部分成立",
        "findings": FOUND,
        "cites": (RULE,),
        "consequences": (
            "经核实有误的内容自2026年11月26日起更正，并同步到公示该信息的网站和系统",
            "对该信息提出的信用修复申请（XF-2026-000123）按照更正后的信息接着办理",
        ),
        "remedies": UNREAD,
        "accepted_on": date(2026, 11, 20),
        "effects_ended": (MARK, EASED),
        "review": REVIEW,
        "platform": PLATFORM,
    }
    return Result(**ABOUT | facts | changed)


def review(**changed: Any) -> ReviewResult:
    facts = {
        "outcome": "维持原处理结果",
        "findings": FOUND[1:],
        "cites": (RULE,),
        "consequences": (),
        "remedies": REMEDIES,
        "asked_on": date(2026, 12, 2),
        "first_letter": "江统异结〔2026〕3号",
        "first_outcome": "部分成立",
        "first_on": date(2026, 11, 26),
    }
    return ReviewResult(**ABOUT | facts | changed)


ABOVE = {
    "organ": "江海省发展和改革委员会",
    "document": "江海发改信复〔2026〕41号",
    "document_on": date(2026, 12, 8),
}


def sent_above(**changed: Any) -> SentAbove:
    facts = {
        "organ": "江海省发展和改革委员会",
        "asked_on": date(2026, 12, 2),
        "ground": "复查意见书载明的改正日期有误，原始送达回证显示改正在期限之内",
        "first_letter": "江统异结〔2026〕3号",
        "first_outcome": "部分成立",
        "first_on": date(2026, 11, 26),
        "findings": FOUND,
        "statement": "我公司已按期改正，公示内容影响投标，请尽快核实。",
        "materials": MATERIALS,
        "note": "原卷宗随函附送",
        "cites": (RULE,),
        "answer_term": "5个工作日",
        "answer_by": date(2026, 12, 9),
        "is_provisional": False,
    }
    return SentAbove(**ABOUT | CONTACT | facts | changed)


def repeated(**changed: Any) -> Repeated:
    facts = {
        "fields": ("违法事实",),
        "earlier_number": "YY-2026-000003",
        "earlier_letter": "江统异结〔2026〕3号",
        "earlier_outcome": "维持原信息",
        "earlier_on": date(2026, 10, 21),
        "cites": (),
        "remedies": UNREAD,
    }
    return Repeated(**ABOUT | facts | changed)


def withdrawal(**changed: Any) -> WithdrawalConfirmed:
    facts = {"withdrawn_on": date(2026, 11, 23), "effects_ended": (MARK,)}
    return WithdrawalConfirmed(**ABOUT | facts | changed)


def correction_notice(**changed: Any) -> CorrectionNotice:
    facts = {
        "corrections": (
            Answered(
                "罚款金额",
                "320,000.00元",
                "32,000.00元",
                "32,000.00元",
                "公示时金额录入有误。",
            ),
        ),
        "is_void": False,
        "corrected_on": date(2026, 11, 26),
        "shown_on_sites": SITES,
    }
    return CorrectionNotice(**ABOUT | facts | changed)


def _without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in ABOUT.items() if name not in names}


def sanctions_lifted(**changed: Any) -> SanctionsLifted:
    facts = {
        "ground": "处罚决定已被行政复议决定撤销",
        "withdrawn_on": date(2026, 11, 26),
        "measures": (
            Measure("限制参加政府采购活动", "江澜市财政局", date(2026, 8, 6), date(2026, 11, 26)),
            Measure("取消“信易贷”推荐", "江澜市金融工作办公室", date(2026, 9, 1), date(2026, 11, 26)),
        ),
    }
    return SanctionsLifted(**_without("matter", "brought") | facts | changed)


def reopening(**changed: Any) -> Reopening:
    facts = {
        "withdrawn_on": date(2026, 11, 26),
        "grounds": "复议机关已撤销原复议决定，维持行政处罚决定",
        "document": "江政复决〔2026〕31号行政复议决定书",
        "filed_on": date(2026, 12, 7),
        "opens_on": date(2026, 12, 15),
        "notice_working_days": 5,
        "is_provisional": False,
        "platform": PLATFORM,
    }
    return Reopening(**_without("matter", "brought") | facts | changed)


VOID = {
    "is_void": True,
    "matter": "不应公示",
    "corrections": (Answered("整条信息", "", "", "撤销", "处罚决定已被行政复议决定撤销。"),),
}
LONG_FOUND = tuple(
    Answered(each.field, LONG_SENTENCE, LONG_SENTENCE, each.answer, LONG_SENTENCE * 2, MATERIALS * 3, RULE)
    for each in FOUND * 3
)
LONG_CLAIMS = tuple(Claimed(each.field, LONG_SENTENCE, LONG_SENTENCE, LONG_SENTENCE) for each in CLAIMS * 2)

ORDINARY: tuple[LetterFacts, ...] = (
    receipt(),
    acceptance(),
    not_accepted(),
    evidence(),
    forwarding(),
    extension(),
    result(),
    review(),
    review(**ABOVE),
    sent_above(),
    repeated(),
    withdrawal(),
    correction_notice(),
    correction_notice(**VOID),
    sanctions_lifted(),
    reopening(),
)
SHORT_LONG = {name: value for name, value in LONG.items() if name != "matter"}
LENGTHY: tuple[LetterFacts, ...] = (
    receipt(**LONG, claims=LONG_CLAIMS, materials=MATERIALS * 8, is_provisional=True),
    acceptance(**LONG, is_provisional=True),
    not_accepted(**LONG, reasons=(Finding(LONG_SENTENCE, RULE),) * 5),
    evidence(**LONG, items=(LONG_SENTENCE,) * 9),
    forwarding(**LONG, claims=LONG_CLAIMS, statement=(LONG_SENTENCE * 3)[:500], materials=MATERIALS * 8),
    extension(**LONG, reason=LONG_SENTENCE * 3, is_provisional=True),
    result(**LONG, findings=LONG_FOUND),
    review(**LONG, findings=LONG_FOUND),
    sent_above(**LONG, findings=LONG_FOUND, ground=LONG_SENTENCE * 3, materials=MATERIALS * 8),
    repeated(**LONG, fields=("违法事实", "处罚内容", "罚款金额") * 4),
    withdrawal(**LONG, effects_ended=(MARK, SUSPENDED, EASED * 4)),
    correction_notice(**LONG, corrections=LONG_FOUND),
    sanctions_lifted(**SHORT_LONG, ground=LONG_SENTENCE, measures=sanctions_lifted().measures * 6),
    reopening(**SHORT_LONG, grounds=LONG_SENTENCE * 3, is_provisional=True),
)
