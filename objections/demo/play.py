"""One objection, played over HTTP as its people: a fine that was published wrong is put right everywhere."""

from collections.abc import Callable
from datetime import date

from notifications.models import Letter
from objections.models import ObjectionCase, Status
from registry.correctable import FIELDS
from repair.demo.people import PASSWORD, give_mandate
from repair.demo.play import APPLICANT, REVIEWER
from repair.demo.records import records_to_play
from repair.demo.staging import Staging
from repair.demo.visitor import Unexpected, Visitor

OFFICE = "hemin"
FIELD = "fine_yuan"
MARK = "异议处理中"
WHY = "处罚决定书写明的罚款金额与公示的不一致。"
REASON = "经核对处罚决定书存档件，公示金额系报送时录入有误。"


class ObjectionPlay(Staging):
    """From the claim to the corrected public page."""

    def __init__(self, site: str, on: date, say: Callable[[str], None]) -> None:
        super().__init__(site, on, say)
        (self.record,) = records_to_play(on, 1, fine_yuan__gte=2000)
        self.right = f"{self.record.fine_yuan / 2:.2f}"
        self.applicant, self.office, self.reviewer = Visitor(site), Visitor(site), Visitor(site)
        self.number = ""

    @property
    def case(self) -> ObjectionCase:
        return ObjectionCase.objects.get(number=self.number)

    def run(self) -> list[Letter]:
        """Play every step; returns the letters. Raises Unexpected where a page differs."""
        self.say(f"  信用信息异议 · objection：{self.record.subject.name}，{self.record.document_number}")
        give_mandate(APPLICANT, self.record.subject, self.on)
        self.applicant.signs_in(APPLICANT, PASSWORD)
        self.office.signs_in(OFFICE, PASSWORD)
        self.reviewer.signs_in(REVIEWER, PASSWORD)
        with self.step("周宁提出异议：罚款金额有误", "the company objects: the fine is wrong"):
            self._objects()
        with self.step("信用办何敏受理，转认定单位核实", "the credit office takes it up and sends it on"):
            self._is_sent_on()
        with self.step("公示页标注“异议处理中”", "the public page carries the mark"):
            self._public_page_shows(marked=True)
        with self.step("林晓雯核实：金额更正，异议成立", "the department answers: corrected, upheld"):
            self._is_answered()
        with self.step("各渠道同步更正，标注消失", "every channel follows, and the mark is gone"):
            self.waits(lambda: self.case.status == Status.CLOSED, seconds=60, but="close the objection")
            self._public_page_shows(marked=False)
        return self.letters_are_genuine(Letter.objects.filter(case=self.case))

    def _objects(self) -> None:
        me = self.applicant
        page = me.reads(f"/objections/records/{self.record.public_id}/")
        page = me.sends(page, page.form("kind"), {"kind": "wrong_content"})
        self.number = page.url.rstrip("/").rsplit("/", 2)[-2]
        said = {f"wrong_{FIELD}": "on", f"claimed_{FIELD}": self.right, f"explanation_{FIELD}": WHY}
        me.sends(page, page.form(f"wrong_{FIELD}"), said)
        page = me.reads(f"/objections/{self.number}/check/")
        contact = {
            "contact_name": "周宁",
            "contact_phone": "13800000000",
            "true": "on",
            "notice_wanted": "on",
        }
        me.sends(page, page.form("contact_phone"), contact)

    def _is_sent_on(self) -> None:
        here = f"/office/objections/{self.number}/"
        for step in ("/take-up/", "/forward/"):
            page = self.office.reads(here)
            self.office.sends(page, page.form_to(step), {".*words": "请核对处罚决定书存档件。"})

    def _is_answered(self) -> None:
        me, here = self.reviewer, f"/work/objections/{self.number}/"
        page = me.reads(here)
        me.sends(page, page.form_to("/claim/"))
        answers = {
            "answer_1": "corrected",
            "value_1": self.right,
            "reason_1": REASON,
            "source_1": self.record.document_number,
        }
        for conclude in ({}, {"conclude": Status.UPHELD.value}):
            page = me.reads(here)
            me.sends(page, page.form("answer_1"), answers | conclude)

    def _public_page_shows(self, *, marked: bool) -> None:
        page = self.public.reads(f"/public/records/{self.record.public_id}/")
        self.record.refresh_from_db()
        value = FIELDS[FIELD].shown(self.record)
        if (MARK in page.html) is not marked or value not in page.html:
            raise Unexpected(f"public page: marked={MARK in page.html}, expected {marked}; shows {value!r}")
