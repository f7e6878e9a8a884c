"""The verbs of an objection, for the people of the scenarios; they go through the same services as the pages."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from notifications import render
from notifications.engine import letter_html
from notifications.models import Letter
from objections import services
from objections.models import THE_RECORD, ObjectionCase, Origin
from objections.services import AnswerDraft, ClaimDraft
from registry.models import Department, Record
from tests.corpus.papers import a_pdf


class ObjectionVerbs:
    """What somebody does about a record that is said to be wrong, on the day it is."""

    user: Any
    day: Any

    def _about(self, verb: Any, case: ObjectionCase, **facts: Any) -> ObjectionCase:
        return verb(case.number, by=self.user, on=self.day.today, **facts)

    # whoever objects
    def begins_objection(
        self, record: Record, *, kind: str = "wrong_content", origin: str = Origin.SUBJECT, **more: Any
    ) -> ObjectionCase:
        return services.begin(record, kind=kind, origin=origin, by=self.user, on=self.day.today, **more)

    def objects(self, record: Record, /, kind: str = "wrong_content", **claimed: str) -> ObjectionCase:
        """File an objection that says of each named field what it should say; of none: that the record is void."""
        case = self.begins_objection(record, kind=kind)
        return self.claims_and_files(case, **claimed)

    def finds_wrong(
        self, record: Record, /, origin: str = Origin.DEPARTMENT, **claimed: str
    ) -> ObjectionCase:
        """The department, or the office for a complaint, says that a record is wrong."""
        return self.claims_and_files(self.begins_objection(record, origin=origin), **claimed)

    def claims_and_files(
        self, case: ObjectionCase, *, repair_waits: bool = True, **claimed: str
    ) -> ObjectionCase:
        self.claims_that(case, **claimed)
        contact = {"contact_name": "周宁", "contact_phone": "13800000000"}
        return self._about(services.file, case, pause_repair=repair_waits, **contact)

    def claims_that(self, case: ObjectionCase, **claimed: str) -> ObjectionCase:
        drafts = [ClaimDraft(field, value, "与处罚决定书不一致。") for field, value in claimed.items()]
        drafts = drafts or [ClaimDraft(THE_RECORD, explanation="该处罚决定已被撤销。")]
        return self._about(services.claim_fields, case, claims=drafts)

    def takes_back(self, case: ObjectionCase, words: str = "") -> ObjectionCase:
        return self._about(services.withdraw, case, words=words)

    def sends_evidence(self, case: ObjectionCase, *answers: str) -> ObjectionCase:
        return self._about(services.answer_request, case, answers=list(answers))

    def asks_for_review(
        self, case: ObjectionCase, ground: str = "答复没有说明理由。", *, repair_waits: bool = True
    ) -> ObjectionCase:
        return self._about(services.ask_review, case, ground=ground, pause_repair=repair_waits)

    # the credit office
    def takes_up(self, case: ObjectionCase) -> ObjectionCase:
        return self._about(services.accept, case)

    def turns_away(self, case: ObjectionCase, reasons: str = "不属于信用信息异议。") -> ObjectionCase:
        return self._about(services.decline, case, reasons=reasons)

    def forwards(self, case: ObjectionCase) -> ObjectionCase:
        return self._about(services.forward, case)

    def asks_evidence(self, case: ObjectionCase, *items: str) -> ObjectionCase:
        return self._about(services.ask_evidence, case, items=list(items))

    def corrects_the_copy(self, case: ObjectionCase) -> ObjectionCase:
        return self._about(services.correct_copy, case)

    def says_whose(self, case: ObjectionCase, to: Department) -> ObjectionCase:
        return self._about(services.settle, case, to=to, reason="按处罚决定书落款确定。")

    def reviews(self, case: ObjectionCase, **answers: Any) -> ObjectionCase:
        self.answers(case, **answers)
        return self._about(services.review, case)

    def sends_above(self, case: ObjectionCase, organ: str = "江海省发展和改革委员会") -> ObjectionCase:
        return self._about(services.send_above, case, organ=organ)

    def extends_review(
        self, case: ObjectionCase, reason: str = "案情复杂，需要听取专家意见。"
    ) -> ObjectionCase:
        return self._about(services.extend_review, case, reason=reason)

    def notes_the_document(
        self, case: ObjectionCase, number: str = "江海发改信复〔2026〕41号"
    ) -> ObjectionCase:
        """Enter what the organ above has answered with, as its scan shows."""
        document = services.Document(number, self.day.today)
        scan = SimpleUploadedFile("复核决定.pdf", a_pdf(), "application/pdf")
        return self._about(services.note_document, case, document=document, upload=scan)

    def enters_the_answer(self, case: ObjectionCase, **answers: Any) -> ObjectionCase:
        self.notes_the_document(case)
        return self.reviews(case, **answers)

    # the department
    def takes_objection(self, case: ObjectionCase) -> ObjectionCase:
        return services.claim(case.number, by=self.user, on=self.day.today)

    def answers(self, case: ObjectionCase, **said: str) -> ObjectionCase:
        """Answer claims by field: "right", "deleted", "unverifiable", or the value that is right.

        A field that is not named gets what was claimed; the record as a whole is named `record`.
        """
        drafts = {}
        for claim in case.claims.all():
            word = said.get(claim.field, "deleted" if claim.of_the_record else claim.claimed)
            is_word = word in ("right", "deleted", "unverifiable")
            drafts[claim.number] = AnswerDraft(
                answer=word if is_word else "corrected",
                value="" if is_word else word,
                reason="经核对处罚决定书。",
                source="江环罚〔2026〕1号",
            )
        return self._about(services.answer, case, answers=drafts)

    def concludes(self, case: ObjectionCase, **answers: str) -> ObjectionCase:
        """Take the objection, answer its claims, and conclude."""
        self.takes_objection(case)
        self.answers(case, **answers)
        return self._about(services.conclude, case)

    def confirms(self, case: ObjectionCase) -> ObjectionCase:
        return self._about(services.confirm_dismissal, case)

    def does_not_confirm(self, case: ObjectionCase, reasons: str = "请再核对决定书。") -> ObjectionCase:
        return self._about(services.send_back, case, reasons=reasons)

    def extends_objection(self, case: ObjectionCase, reason: str = "需要调取原始卷宗。") -> ObjectionCase:
        return self._about(services.extend, case, reason=reason)

    def says_it_is_of(self, case: ObjectionCase, to: Department) -> ObjectionCase:
        self.takes_objection(case)
        return self._about(services.misroute, case, to=to, reason="处罚决定不是本单位作出的。")

    def has_it_tested(self, case: ObjectionCase) -> ObjectionCase:
        return self._about(services.begin_testing, case, reason="需要鉴定印章真伪。")

    def has_the_result(self, case: ObjectionCase) -> ObjectionCase:
        return self._about(services.end_testing, case, result="鉴定意见：印章真实。")

    def asks_the_party(self, case: ObjectionCase, *items: str) -> ObjectionCase:
        self.takes_objection(case)
        return self._about(services.ask_party, case, items=list(items))


def as_it_stands(case: ObjectionCase) -> ObjectionCase:
    return ObjectionCase.objects.get(pk=case.pk)


# what the scenarios of places ask
LONG_AGO = {"decided_on": date(2025, 12, 8), "published_on": date(2025, 12, 10)}


def of_a_place(office: Any, place: str) -> Record:
    """A record of the company under the rules of a place, decided long enough ago to be on show all year."""
    return office.identifies(jurisdiction=place, **LONG_AGO)


def effects(case: ObjectionCase) -> dict[str, str]:
    """What runs on the record because of the case, and what each stands on."""
    return dict(case.effects.running().values_list("kind", "cites"))


def night_of(day: Any, on: str) -> dict[str, int]:
    """What the job after midnight does on a day."""
    day(on)
    return services.run_nightly(day.today)


def reminded(day: Any, on: str) -> int:
    """How many departments are reminded on a day because the last day to answer has passed."""
    return night_of(day, on)["departments_reminded"]


def paper(case: ObjectionCase, kind: str) -> str:
    """A letter of the case, as it stands on paper."""
    letter = Letter.objects.of_case(case).filter(kind=kind).latest("pk")
    return letter_html(letter.template, render.context(letter.sheet, has_seal=True))
