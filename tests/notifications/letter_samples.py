"""Every letter, with the contents it has as a rule and with contents as long as they come."""

from datetime import date
from typing import Any

from notifications.letters import LetterFacts
from repair.letters import (
    Accepted,
    Commitment,
    Extended,
    Finding,
    HandedOn,
    Lapsed,
    NotAccepted,
    Receipt,
    Remedies,
    Repairable,
    RepairGranted,
    RepairNotice,
    RepairRefused,
    SupplementAsked,
    TrainingAttended,
    TrainingPassed,
    WithdrawalConfirmed,
)

ON = date(2026, 11, 23)
ORDER = "《信用修复管理办法》"
LONG_SUBJECT = "江澜市高新技术产业开发区新型功能材料与智能装备制造产业联合创新研究中心（有限合伙）"
LONG_OFFICE = "江澜市高新技术产业开发区管理委员会综合行政执法与应急管理局"
LONG_SENTENCE = "经查，" + "你单位未按照规定保存原始记录和统计台账，经责令改正后逾期未改正；" * 6
PLATFORM = "江澜市信用修复与异议办理平台"

PARTY: dict[str, Any] = {
    "subject": "江澜市禾丰食品有限公司",
    "subject_id_kind": "统一社会信用代码",
    "subject_id": "91239999MAU0MXQ6HA",
    "is_person": False,
    "document_number": "江统罚〔2025〕9号",
    "record_department": "江澜市统计局",
    "decided_on": date(2025, 8, 20),
}
CASE = PARTY | {"case_number": "XF-2026-000123"}
COURSE = CASE | {"applied_on": date(2026, 11, 18)}
DECISION = COURSE | {"record_kind": "行政处罚信息", "severity_label": "一般失信信息"}
LONG = {
    "subject": LONG_SUBJECT,
    "record_department": LONG_OFFICE,
    "document_number": "江高管综执应急罚〔2025〕第10239号",
}
CONTACT = {"phone": "0000-12345678", "platform": PLATFORM}

# As the national rules word them for a record of the class 一般.
CONDITIONS = (
    Finding(
        "最短公示期3个月，已于2025年11月20日届满。",
        f"{ORDER}第二章（条号待核实）：一般失信信息最短公示期限为3个月",
    ),
    Finding("义务已履行完毕。", f"{ORDER}第三章（条号待核实）：纠正失信行为，完全履行规定的义务"),
    Finding("已公开作出信用承诺。", f"{ORDER}第三章（条号待核实）：公开作出信用承诺"),
    Finding("这类信息可以修复。", f"{ORDER}第二条"),
    Finding("失信类别为一般。", f"{ORDER}第二章（条号待核实）：原则上划分为轻微、一般、严重三类"),
    Finding("没有附带限制期限。", f"{ORDER}（条号待核实）"),
)
CITES = tuple(each.cites for each in CONDITIONS)
FOUND = (
    "缴纳罚款（32,000.00元）：已于2025年9月6日履行，核验依据为非税收入收缴系统缴款书23990001。\n"
    "按照责令改正通知书完善统计台账：申请时说明已于2025年9月20日履行（整改报告和复查意见书），经审核予以认可。"
)
REMEDIES = Remedies("江澜市人民政府", "江澜市中级人民法院", 60, 6)
UNMET = (
    Finding("缴款凭证所载文书号与本案处罚决定书不一致。"),
    Finding("义务没有履行完毕，须全部履行后才能修复。", CITES[1]),
)
LONG_REASONS = tuple(Finding(LONG_SENTENCE, CITES[1]) for _each in range(6))
ITEMS = ("重新上传罚款缴款凭证：凭证上的文书号应为江统罚〔2025〕9号", "补充加盖公章的整改报告")
WAYS = (
    Finding("处罚决定规定的义务已经全部履行", CITES[1]),
    Finding("公开作出信用承诺", CITES[2]),
)
NOTICE = PARTY | {
    "title_of_record": "未按规定保存统计台账",
    "repairable_from": date(2026, 12, 9),
    "is_repairable": False,
    "off_show_on": date(2027, 9, 8),
    "conditions": WAYS,
    "accept_working_days": 3,
    "decide_working_days": 7,
    "platform": PLATFORM,
    "address": "https://credit.jianglan.example",
    "phone": "0000-12345678",
}
LEADS_TO = "https://credit.jianglan.example/records/7Q4MK29X3TDA7Q4MK29X3T/"


def commitment(**changed: Any) -> Commitment:
    facts: dict[str, Any] = {
        "signatory": "周安宁",
        "signatory_role": "法定代表人",
        "signatory_id": "",
        "signed_on": ON,
        "signed_by_means": "实名登录后在线签署",
        "published_on_sites": ("“信用中国（江澜）”网站", "江澜市人民政府网站"),
        "covered_statements": 2,
        "covered_files": 3,
        "covered_digest": "0123456789abcdef" * 4,
    }
    return Commitment(**CASE | facts | changed)


def granted(**changed: Any) -> RepairGranted:
    facts: dict[str, Any] = {
        "accepted_on": date(2026, 11, 20),
        "facts_found": FOUND,
        "conditions": CONDITIONS,
        "cites": CITES,
        "effective_on": ON,
        "remove_working_days": 0,
        "measures": ("限制参加政府采购活动", "限制享受财政资金补助"),
    }
    return RepairGranted(**DECISION | facts | changed)


def refused(**changed: Any) -> RepairRefused:
    facts: dict[str, Any] = {
        "accepted_on": date(2026, 11, 20),
        "facts_found": FOUND,
        "reason_kind": "义务没有履行完毕",
        "reasons": UNMET,
        "cites": CITES[1:2],
        "what_would_change_it": "缴清罚款后，上传缴款凭证。",
        "apply_again_from": None,
        "remedies": REMEDIES,
    }
    return RepairRefused(**DECISION | facts | changed)


def not_accepted(**changed: Any) -> NotAccepted:
    facts: dict[str, Any] = {
        "reason_kind": "最短公示期未满",
        "reasons": (
            Finding("最短公示期3个月，自2026年9月8日起算，2026年12月8日届满，18天后可以申请。", CITES[0]),
        ),
        "cites": CITES[:1],
        "apply_again_from": date(2026, 12, 9),
        "remedies": REMEDIES,
    }
    return NotAccepted(**DECISION | facts | changed)


def receipt(**changed: Any) -> Receipt:
    facts: dict[str, Any] = {
        "materials": (
            "信用修复承诺书（江统信诺〔2026〕3号）",
            "“缴纳罚款”的履行证明（缴款书23990001）",
            "“完善统计台账”的履行证明（复查意见书）",
        ),
        "accept_by": date(2026, 11, 23),
        "decide_working_days": 7,
        "decide_by": date(2026, 12, 2),
        "is_provisional": False,
    }
    return Receipt(**COURSE | CONTACT | facts | changed)


def acceptance(**changed: Any) -> Accepted:
    facts: dict[str, Any] = {
        "accepted_on": date(2026, 11, 20),
        "decide_working_days": 7,
        "decide_by": date(2026, 12, 1),
        "is_provisional": False,
        "cites": (f"{ORDER}第三章（条号待核实）",),
    }
    return Accepted(**COURSE | CONTACT | facts | changed)


def supplement(**changed: Any) -> SupplementAsked:
    return SupplementAsked(**COURSE | CONTACT | {"items": ITEMS, "answer_by": date(2026, 12, 3)} | changed)


def extension(**changed: Any) -> Extended:
    facts: dict[str, Any] = {
        "reason": "需要现场复查",
        "working_days": 10,
        "due_before": date(2026, 12, 1),
        "due_now": date(2026, 12, 15),
        "is_provisional": False,
        "cites": (f"{ORDER}第三章（条号待核实）",),
        "phone": "0000-12345678",
    }
    return Extended(**COURSE | facts | changed)


def transfer(**changed: Any) -> HandedOn:
    facts: dict[str, Any] = {
        "handed_on": ON,
        "to_department": "江澜市市场监督管理局",
        "to_phone": "0000-87654321",
        "reason": "处罚决定由该单位作出",
        "due_on": date(2026, 12, 1),
    }
    return HandedOn(**COURSE | facts | changed)


def lapse(**changed: Any) -> Lapsed:
    facts: dict[str, Any] = {
        "asked_on": date(2026, 11, 19),
        "asked_by_letter": "江统信补〔2026〕2号",
        "items": ITEMS,
        "answer_by": date(2026, 11, 22),
        "ended_on": ON,
        "platform": PLATFORM,
    }
    return Lapsed(**COURSE | facts | changed)


def withdrawal(**changed: Any) -> WithdrawalConfirmed:
    return WithdrawalConfirmed(**COURSE | {"withdrawn_on": ON} | changed)


def training(**changed: Any) -> TrainingPassed:
    facts: dict[str, Any] = {
        name: PARTY[name] for name in ("subject", "subject_id_kind", "subject_id", "is_person")
    } | {
        "learner": "周安宁",
        "course": "信用修复与守信经营",
        "course_version": 1,
        "minutes": 15,
        "given_by": "江澜市社会信用管理办公室",
        "score": 9,
        "asked": 10,
        "pass_mark": 8,
        "passed_on": ON,
        "valid_until": date(2027, 11, 23),
    }
    return TrainingPassed(**facts | changed)


def attended(**changed: Any) -> TrainingAttended:
    facts: dict[str, Any] = {
        name: PARTY[name] for name in ("subject", "subject_id_kind", "subject_id", "is_person")
    } | {
        "learner": "周安宁", "course": "信用修复与守信经营", "course_version": 1, "held_on": ON,
        "held_by": "江澜市社会信用管理办公室 王讲师", "place": "江澜市政务服务中心三楼", "hours": "4",
        "valid_until": date(2027, 11, 23),
    }  # fmt: skip
    return TrainingAttended(**facts | changed)


ORDINARY: tuple[LetterFacts, ...] = (
    commitment(),
    receipt(),
    acceptance(),
    supplement(),
    extension(),
    transfer(),
    lapse(),
    withdrawal(),
    granted(),
    refused(),
    not_accepted(),
    Repairable(**NOTICE),
    RepairNotice(**NOTICE, leads_to=LEADS_TO),
    training(),
    attended(),
)
LENGTHY: tuple[LetterFacts, ...] = (
    commitment(
        **LONG,
        signatory="阿不都热西提·买买提江",
        signatory_role="被授权人",
        signatory_id="2399********0018",
        signed_by_means="在服务窗口当面签署",
        published_on_sites=("“信用中国（江澜）”网站",) * 6,
    ),
    receipt(**LONG, materials=("“履行罚款缴纳义务并完成整改”的履行证明（缴款书23990001）",) * 24),
    acceptance(**LONG, is_provisional=True),
    supplement(**LONG, items=(LONG_SENTENCE,) * 9),
    extension(**LONG, reason=LONG_SENTENCE * 4, is_provisional=True),
    transfer(**LONG, reason=LONG_SENTENCE * 4, to_department=LONG_OFFICE),
    lapse(**LONG, items=(LONG_SENTENCE,) * 6),
    withdrawal(**LONG),
    granted(**LONG, facts_found="\n".join([LONG_SENTENCE] * 8), measures=("限制参加政府采购活动",) * 6),
    refused(**LONG, facts_found="\n".join([LONG_SENTENCE] * 4), reasons=LONG_REASONS),
    not_accepted(**LONG, reasons=LONG_REASONS),
    Repairable(**NOTICE | LONG | {"conditions": WAYS * 6, "title_of_record": LONG_SENTENCE[:120]}),
    RepairNotice(
        **NOTICE | LONG | {"conditions": WAYS * 6, "title_of_record": LONG_SENTENCE[:120]}, leads_to=LEADS_TO
    ),
    training(subject=LONG_SUBJECT, course="行政处罚信息信用修复与企业守信经营专题" * 2, given_by=LONG_OFFICE),
)
