"""The forms that the permission table sends, filled in as the page would send them."""

from typing import Any

from tests.corpus.papers import a_pdf
from tests.permissions.sheets import CONCLUSION, FIRST_FINDING
from tests.permissions.stage import Stage

YES = "on"


class Paper:
    """A file that everybody can send: each reads it from its beginning."""

    name, content_type = "缴款书.pdf", "application/pdf"

    def read(self) -> bytes:
        return a_pdf()


TICKS: dict[str, dict[str, str]] = {
    "stages of supervision": {"notice": "1", "reply": "3"},
    "thresholds": {
        "taken_in_time_watch": "98",
        "taken_in_time_chase": "95",
        "in_time_watch": "98",
        "in_time_chase": "95",
        "net_days_watch": "5.5",
        "net_days_chase": "6.5",
        "returned_watch": "20",
        "returned_chase": "25",
        "refused_share_watch": "10",
        "refused_share_chase": "15",
        "overdue_watch": "1",
        "overdue_chase": "2",
        "rechecked_watch": "5",
        "rechecked_chase": "10",
    },
    "interview": {
        "talk-held_on": "2026-11-20",
        "talk-place": "信用办会议室",
        "talk-held_by": "高主任",
        "talk-attended_by": "林科长",
        "talk-matters": "超期情况。",
        "talk-demands": "一周内办结。",
    },
    "circular": {"circular-words": "予以通报。", "circular-decided_by": "高主任", "circular-to": "all"},
    "closing": {"closing-words": "同意办结。"},
    "reply": {
        "reply-reason": "承办人请假。",
        "reply-measures": "已调整承办人。",
        "reply-expected_on": "2026-12-11",
    },
    "start": {"fulfilled": YES, "corrected": YES, "authorised": YES},
    "commitment": {"read": YES, "truthful": YES, "consequences": YES},
    "training": {"credit_report": "综合信用报告 2023-001"},
    "quiz answer": {"chosen": ["1"]},
    "check": {"contact_name": "周宁", "contact_phone": "13800000000", "true": YES},
    "answers": {"answer_0": "已更正，见新凭证"},
    "kind of objection": {"kind": "wrong_content"},
    "report": {"kind": "wrong_content", "origin": "complaint", "informant": "江澜市市民 12345 转办"},
    "true": {"true": YES},
    "reason": {"words": "原件核对后无误。"},
    "claims": {"wrong_fine_yuan": YES, "claimed_fine_yuan": "3100"},
    "answer": {"answer_1": "right", "reason_1": "经核对处罚决定书，记录无误。"},
    "half an answer": {"answer_1": "right"},
    "conclude": {
        "answer_1": "corrected",
        "value_1": "3200",
        "reason_1": "经核对处罚决定书。",
        "conclude": "upheld",
    },
    "ask the subject": {"ask_party-items": "处罚决定书原件"},
    "testing": {"testing-reason": "需要鉴定印章真伪。"},
    "ask evidence": {"ask_evidence-items": "处罚决定书原件"},
    "decline objection": {"decline-reasons": "不属于信用信息异议。"},
    "organ above": {"send_above-organ": "江海省发展和改革委员会"},
    "extend the re-check": {"extend_review-reason": "案情复杂。"},
    "ground": {"ground": "答复没有说明理由。"},
    "authorise": {"username": "auditor", "name": "auditor", "scope": "申请信用修复", "until": "2026-12-31"},
    "accept offer": {"answer": "accept"},
    "take back": {"answer": "take_back"},
    "subject": {"right": "yes"},
    "theme": {"theme": "dark", "next": "/"},
    "language": {"language": "en", "next": "/"},
    "accept": {"decision": "accept"},
    "decline": {"decision": "not_accept", "reason": "不属于本单位认定的信息。"},
    "ask": {"decision": "supplement", "reason": "更正后的缴款凭证"},
    "approve": {"decision": "approve"},
    "refuse": {"decision": "reject", "reason": "整改复查未通过。", "remedy": "复查通过后可再次申请。"},
    "extend": {"extend-reason": "需要现场复查"},
    "question": {"ask-text": "复查是哪一天？"},
    "confirm": {"decision": "confirm"},
    "typed": {"read": YES, "answer_0": "写到一半"},
    "cell": {"CF_WSH": "江环罚〔2026〕99号"},
    "give back": {"return-reason": "不是本单位作出的决定。"},
    "plan of a draw": {
        "since": "2026-11-01",
        "until": "2026-11-30",
        "kinds": ["repair"],
        "strata": ["outcome"],
        "size": "1",
        "minimum": "0",
        "fast_days": "1",
        "weight_refused": "0",
        "weight_fast": "0",
        "weight_returned_twice": "0",
        "weight_objection": "0",
        "weight_earlier_findings": "0",
        "look_back_days": "365",
        "do": "freeze",
    },
    "seed once more": {"seed": "7", "seed_source": "现场录入", "again_because": "原名单外泄。"},
    "rule set": {
        "number_of_set": "CN-HL-HEGANG-OWN",
        "title": "办理时限承诺",
        "cites": "第一条",
        "takes_effect_on": "2026-12-20",
        "because": "压缩办理时限",
        "value_figures_decide_working_days": "3",
    },
    "confirmation": {
        "value": "7",
        "cites": "《信用修复管理办法》第二十条",
        "read_in": "公报",
        "takes_effect_on": "2026-12-20",
        "because": "核实",
    },
    "first finding": FIRST_FINDING,
    "conclusion": CONCLUSION,
    "confirm finding": {"decision": "confirm"},
    "send back": {"decision": "send_back", "reason": "请补充核查。"},
}


def filled(stage: Stage, form: str, situation: str) -> dict[str, Any]:
    """What is sent: the ticks of the form, and what depends on the case."""
    if not form:
        return {"nothing": "filled in"}
    if form in TICKS:
        return TICKS[form]
    return BY_CASE[form](stage, situation)


def _fulfilment(stage: Stage, situation: str) -> dict[str, Any]:
    open_ones = stage.cases[situation].record.obligations.exclude(fulfilled=True)
    said = {f"on_{one.pk}": "2026-08-19" for one in open_ones}
    said |= {f"proof_{one.pk}": "缴款书 23990001" for one in open_ones}
    return said | {f"files_f{one.pk}": Paper() for one in open_ones}


def _approve_judged(stage: Stage, situation: str) -> dict[str, Any]:
    statements = stage.cases[situation].statements.all()
    return TICKS["approve"] | {f"judge_{one.pk}": "yes" for one in statements}


def _approve_stale(stage: Stage, situation: str) -> dict[str, Any]:
    seen = stage.cases[situation].seq - 1
    return _approve_judged(stage, situation) | {"seq": str(seen)}


def _class(stage: Stage, situation: str) -> dict[str, Any]:
    key = stage.records[situation].public_id
    return {f"{key}-severity": "general", f"{key}-basis": "本单位分类标准"}


CONTEST = {
    "way": "lawsuit",
    "organ": "江澜市中级人民法院",
    "number": "（2026）江01行初7号",
    "accepted_on": "2026-09-01",
}
OUTCOME = {"result": "annulled", "number": "（2026）江01行初7号", "result_on": "2026-11-20"}


BY_CASE = {
    "release": lambda stage, situation: {"sha256": stage.drafts[situation].sha256},
    "contest": lambda *_: CONTEST | {"upload": Paper()},
    "document from above": lambda *_: {
        "review_document-number": "江海发改信复〔2026〕41号",
        "review_document-document_on": "2026-11-23",
        "review_document-upload": Paper(),
    },
    "contest paper": lambda *_: {"upload": Paper()},
    "proof of a finding": lambda *_: {"proof-upload": Paper()},
    "another checker": lambda stage, _: {
        "reassign-to": stage.people["credit_office"].pk,
        "reassign-reason": "休假。",
    },
    "contest outcome": lambda *_: {f"outcome-{name}": said for name, said in OUTCOME.items()},
    "contest mistake": lambda *_: {"cancel-reason": "文号录入有误。"},
    "class": _class,
    "fulfilment": _fulfilment,
    "scan": lambda stage, situation: {f"scan_{stage.records[situation].public_id}": Paper()},
    "approve judged": _approve_judged,
    "approve stale": _approve_stale,
    "hand on": lambda stage, _: {"department": stage.office.elsewhere.pk, "reason": "由该单位作出处罚决定。"},
    "settle": lambda stage, _: {"department": stage.office.department.pk, "reason": "以处罚决定书落款为准。"},
    "to a colleague": lambda stage, _: {"person": stage.people["colleague"].pk},
    "own subject": lambda stage, _: {"subject": stage.office.company.public_id},
    "foreign subject": lambda stage, _: {"subject": "A" * 22},
}
