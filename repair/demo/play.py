"""Three repair cases, played over HTTP as their people; every step is a line with the time it took.

One is granted, one is granted after a supplement, one is refused and signed by a second person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from notifications.models import Letter
from registry.models import Record
from repair.demo.papers import a_receipt
from repair.demo.people import PASSWORD, give_mandate
from repair.demo.records import records_to_play
from repair.demo.staging import Staging
from repair.demo.visitor import Page, Unexpected, Visitor
from repair.models import QuizAttempt, RepairCase, Status
from repair.services.prepare import issue_prepared
from repair.services.training import question_at

APPLICANT, REVIEWER, LEAD = "zhouning", "linxiaowen", "chenjing"
COURSE = "credit-repair"
MISSING = "非税缴款书看不清收款日期，请重新拍照上传，或者写明缴款日期和票据号码"
REASONS = "现场复查时仍有部分危险废物没有按规定贮存，整改没有完成。"
REMEDY = "完成整改并经复查合格后，可以随时重新申请。"


@dataclass
class Part:
    """One record and the case that is made of it."""

    title: str
    record: Record
    number: str = ""

    @property
    def case(self) -> RepairCase:
        return RepairCase.objects.get(number=self.number)


class Play(Staging):
    """From the public page before to the public page after."""

    def __init__(self, site: str, on: date, say: Callable[[str], None]) -> None:
        super().__init__(site, on, say)
        first, second, third = records_to_play(on, 3)
        self.granted = Part("准予修复 · granted", first)
        self.supplemented = Part("补正后准予修复 · granted after a supplement", second)
        self.refused = Part("不予修复，由另一人复核 · refused, and signed by a second person", third)
        self.applicant, self.reviewer, self.lead = Visitor(site), Visitor(site), Visitor(site)

    @property
    def parts(self) -> list[Part]:
        return [self.granted, self.supplemented, self.refused]

    def run(self) -> list[Letter]:
        """Play every step; returns the letters of the cases. Raises Unexpected where a page differs."""
        self.is_shown_to_the_public(expected=True)
        self.people_sign_in()
        self.one_is_granted()
        self.one_is_supplemented()
        self.one_is_refused()
        self.are_carried_out()
        self.is_shown_to_the_public(expected=False)
        cases, learner = [part.case for part in self.parts], self.granted.record.subject
        return self.letters_are_genuine(Letter.objects.filter(Q(case__in=cases) | Q(subject=learner)))

    def is_shown_to_the_public(self, *, expected: bool) -> None:
        record = self.granted.record
        words = ("查得到", "the public finds") if expected else ("查不到了", "the public no longer finds")
        with self.step(f"公众在公示页{words[0]} {record.document_number}", f"{words[1]} the record"):
            found = self.public.reads(f"/public/records/?q={quote(record.document_number)}")
            page = self.public.reads(f"/public/records/{record.public_id}/")
            listed = record.public_id in found.html
            if listed is not expected or (page.status == 200) is not expected:
                raise Unexpected(
                    f"public page: listed={listed}, HTTP {page.status}, expected shown={expected}"
                )

    def people_sign_in(self) -> None:
        for part in self.parts:
            give_mandate(APPLICANT, part.record.subject, self.on)
        with self.step(
            "周宁（企业）和市生态环境局的林晓雯、陈静登录", "the company and two of the department sign in"
        ):
            self.applicant.signs_in(APPLICANT, PASSWORD)
            self.reviewer.signs_in(REVIEWER, PASSWORD)
            self.lead.signs_in(LEAD, PASSWORD)

    # --- the three cases

    def one_is_granted(self) -> None:
        part = self._begins(self.granted)
        with self.step("开始申请", "starts the application"):
            self._starts(part)
        with self.step(
            "说明义务履行情况，阅读并签署信用承诺书", "states what was fulfilled, signs the commitment"
        ):
            self._prepares(part)
        with self.step("学习诚信教育课程，做测验，取得证书", "learns the course and earns its certificate"):
            self._learns(part)
        with self.step("检查并提交", "checks and submits"):
            self._submits(part)
        with self.step("林晓雯领取案件，受理", "the reviewer takes the case, and takes it up"):
            self._takes_up(part)
        with self.step("审核：逐项判断，准予修复", "judges each statement and grants the repair"):
            self._decides(part, "approve")

    def one_is_supplemented(self) -> None:
        part = self._begins(self.supplemented)
        with self.step("申请并提交", "applies"):
            self._applies(part)
        with self.step("林晓雯受理，审核后退回补正", "the reviewer takes it up and asks for a correction"):
            self._takes_up(part)
            self._decides(part, "supplement", MISSING)
            due = part.case.answer_by
        with self.step(
            f"周宁补正（应在 {date_format(due, 'Y-m-d')} 前，时限停止计算）",
            "the company answers; the clock stood still",
        ):
            page = self.applicant.reads(f"/cases/{part.number}/supplement/")
            said = f"缴款日期 {part.record.decided_on.isoformat()}，票据号码 0012345678，照片已重拍。"
            self.applicant.sends(page, page.form("answer_0"), {"answer_.*": said})
        with self.step("继续审核，准予修复", "the review goes on; repair is granted"):
            self._decides(part, "approve")

    def one_is_refused(self) -> None:
        part = self._begins(self.refused)
        with self.step("申请并提交", "applies"):
            self._applies(part)
        with self.step("林晓雯受理，拟不予修复", "the reviewer takes it up and proposes to refuse"):
            self._takes_up(part)
            self._decides(part, "reject", REASONS)
        with self.step("陈静复核，签发不予修复决定书", "a second person signs the refusal"):
            page = self.lead.reads(f"/work/{part.number}/")
            self.lead.sends(page, page.form_to("/countersign/"), {"decision": "confirm"})
            self._leaves()
            if part.case.status != Status.REJECTED:
                raise Unexpected(f"{part.number} is {part.case.status}, expected it refused")

    def _begins(self, part: Part) -> Part:
        self.say(f"  {part.title}：{part.record.subject.name}，{part.record.document_number}")
        return part

    # --- what the applicant does

    def _applies(self, part: Part) -> None:
        self._starts(part)
        self._prepares(part)
        self._submits(part)

    def _starts(self, part: Part) -> None:
        me, record = self.applicant, part.record
        records = me.reads("/records/")
        if record.public_id not in records.html:
            me.sends(records, records.form("subject"), {"subject": record.subject.public_id})
        page = me.reads(f"/apply/{record.public_id}/start/")
        page = me.sends(page, page.form("fulfilled"), {"fulfilled|corrected|authorised": "on"})
        part.number = page.url.rstrip("/").rsplit("/", 1)[-1]

    def _prepares(self, part: Part) -> None:
        me = self.applicant
        if part.record.obligations.exclude(fulfilled=True).exists():
            page = me.reads(f"/apply/{part.number}/fulfilment/")
            when, proof = part.record.decided_on.isoformat(), f"非税缴款书（{part.record.document_number}）"
            paper = ("缴款书.pdf", a_receipt("DEMONSTRATION", "Receipt of payment", when))
            said = {"on_.*": when, "proof_.*": proof}
            me.sends(page, page.form("on_.*"), said, files={r"files_f\d+": paper})
        page = me.reads(f"/apply/{part.number}/commitment/")
        me.sends(page, page.form("read", "truthful"), {"read|truthful|consequences": "on"})

    def _learns(self, part: Part) -> None:
        """Answer every question as the course says is right; reading it is left to the visitor."""
        me, subject = self.applicant, part.record.subject
        page = me.reads(f"/training/{subject.public_id}/{COURSE}/")
        page = me.sends(page, page.form_to("/quiz/"))
        attempt = QuizAttempt.objects.filter(subject=subject).latest("pk")
        for position in range(1, len(attempt.questions) + 1):
            page = me.reads(f"/quiz/{attempt.public_id}/{position}/")
            right = [str(each) for each in question_at(attempt, position).right]
            me.sends(page, page.form("chosen"), {"chosen": right})

    def _submits(self, part: Part) -> None:
        page = self.applicant.reads(f"/apply/{part.number}/check/")
        contact = {"contact_name": "周宁", "contact_phone": "13800000000", "true": "on"}
        self.applicant.sends(page, page.form("contact_phone"), contact)

    # --- what the reviewer does

    def _takes_up(self, part: Part) -> None:
        page = self.reviewer.reads(f"/work/{part.number}/")
        self.reviewer.sends(page, page.form_to("/claim/"))
        self._decides(part, "accept")

    def _decides(self, part: Part, decision: str, reason: str = "") -> Page:
        page = self.reviewer.reads(f"/work/{part.number}/")
        answers = {"decision": decision, "judge_.*": "yes"}
        if reason:
            answers = {"decision": decision, "reason": reason}
        if decision == "reject":
            answers["remedy"] = REMEDY
        answered = self.reviewer.sends(page, page.form("decision"), answers)
        self._leaves()
        return answered

    def _leaves(self) -> None:
        """What was issued takes effect: the play does not wait out the seconds in which it can be taken back."""
        issue_prepared(
            now=timezone.now() + timedelta(seconds=settings.DECISION_TAKE_BACK_SECONDS), on=self.on
        )

    # --- what the platform does

    def are_carried_out(self) -> None:
        self.say("  之后 · and then")
        with self.step(
            "各渠道停止公示，回看确认，两件案件办结", "every channel ends publication and is looked at again"
        ):
            carried_out = (self.granted, self.supplemented)
            self.waits(
                lambda: all(part.case.status == Status.REPAIRED for part in carried_out),
                seconds=60,
                but="carry the removal out",
            )
