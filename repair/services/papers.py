"""The facts of a case's letters, and who is told what."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import translation

from notifications.services import Note, tell
from registry.duties import duty_group
from registry.models import Channel, Mandate, Subject
from repair.letters import Commitment, Finding, RepairGranted
from repair.models import RepairCase
from rules.words import condition_text

ONLINE_SIGNATURE = "实名登录后在线签署"


def commitment_facts(case: RepairCase, *, role: str) -> Commitment:
    """What the commitment letter states; `role` is the signatory's, in Chinese."""
    return Commitment(
        case_number=case.number,
        record_department=case.department.name,
        document_number=case.record.document_number,
        decided_on=case.record.decided_on,
        signatory=case.commitment_signatory,
        signatory_role=role,
        signatory_id="",
        signed_on=stated(case.commitment_signed_on),
        signed_by_means=ONLINE_SIGNATURE,
        published_on_sites=tuple(Channel.objects.order_by("pk").values_list("name", flat=True)),
        **_about(case.subject),
    )


def granted_facts(case: RepairCase) -> RepairGranted:
    """What the decision granting repair states; every clause comes from the assessment it stands on."""
    record, assessed = case.record, case.assessed
    with translation.override("zh-hans"):  # letters exist in Chinese only
        met = [c for c in assessed.conditions if c.met]
        conditions = tuple(Finding(condition_text(each), each.cites) for each in met)
        kind, severity = str(record.get_kind_display()), str(record.get_severity_display())
    return RepairGranted(
        case_number=case.number,
        record_kind=f"{kind}信息",
        document_number=record.document_number,
        record_department=case.department.name,
        decided_on=record.decided_on,
        severity_label=f"{severity}失信信息" if severity else "失信信息",
        applied_on=stated(case.submitted_on),
        accepted_on=stated(case.accepted_on),
        facts_found=_what_was_found(case),
        conditions=conditions,
        cites=tuple(dict.fromkeys(each.cites for each in met if each.cites)),
        measures=tuple(record.sanctions.filter(lifted_on__isnull=True).values_list("measure", flat=True)),
        effective_on=stated(case.decided_on),
        remove_working_days=assessed.days("remove_working_days"),
        **_about(case.subject),
    )


def stated(day: date | None) -> date:
    """A day that the letter states; raises ValueError where the case has none."""
    if day is None:
        raise ValueError("a letter does not state a day that is not known")
    return day


def _about(subject: Subject) -> dict[str, Any]:
    return {
        "subject": subject.name,
        "subject_id_kind": "统一社会信用代码" if subject.uscc else "证件号码",
        "subject_id": subject.shown_number,
        "is_person": subject.is_person,
    }


def _what_was_found(case: RepairCase) -> str:
    """One paragraph per obligation: what was owed, when it was fulfilled, and the proof accepted."""
    lines = []
    for one in case.record.obligations.all():
        amount = f"（{one.amount_yuan:,.2f}元）" if one.amount_yuan else ""
        when = f"于{one.fulfilled_on:%Y年%-m月%-d日}" if one.fulfilled_on else ""
        lines.append(f"{one.description}{amount}：已{when}履行，核验依据为{one.source}。")
    return "\n".join(lines) or "处罚决定没有规定需要另行履行的义务。"


def tell_applicant(case: RepairCase, note: Note) -> None:
    """Tell everybody who acts for the subject on the day of the step."""
    mandates = Mandate.objects.in_force(case.moving_on).filter(subject_id=case.subject_id)
    tell(get_user_model().objects.filter(mandates__in=mandates).distinct(), note, case=case)


def tell_reviewers(case: RepairCase, note: Note) -> None:
    """Tell the reviewer who has the case; a case nobody has taken waits in the queue."""
    if case.claimed_by:
        tell(case.claimed_by, note, case=case)


def tell_second_persons(case: RepairCase, note: Note) -> None:
    """Tell who may countersign in the case's department, except who proposed."""
    holders = duty_group(case.department, "countersign_cases").user_set.filter(is_active=True)
    tell([each for each in holders if each != case.proposed_by], note, case=case)
