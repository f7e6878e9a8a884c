"""One repair case, played over HTTP as its people; every step is a line with the time it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import quote

from django.db.models import Count

from notifications.models import Letter
from registry.models import Record
from registry.models.publication import Publication
from registry.models.subjects import SubjectKind
from repair.demo.people import PASSWORD, give_mandate
from repair.demo.visitor import Page, Unexpected, Visitor
from repair.models import RepairCase, Status

APPLICANT, REVIEWER = "zhouning", "linxiaowen"


class NothingToPlay(LookupError):
    """The sample holds no record that could be repaired today."""


def record_to_play(on: date) -> Record:
    """A record of the sample that can be applied for today: an organisation's, on show, without a case.

    The organisation with the most records comes first, so that its page shows several answers.
    """
    shown = Publication.objects.public(on).filter(
        record__department__letter_prefix="江环",
        record__department__repairs_elsewhere="",
        record__severity="general",
        record__repairable_from__lte=on,
        record__cases__isnull=True,
        record__subject__kind=SubjectKind.ORGANISATION,
    )
    shown = shown.annotate(others=Count("record__subject__records"))
    for each in shown.order_by("-others", "record_id")[:50]:
        if each.record.obligations_fulfilled is not False:
            return each.record
    raise NothingToPlay(
        "没有可以演示的记录，请运行 ./run reset 后重试。 / No record left to play; run ./run reset."
    )


class Play:
    """The case from the public page before to the public page after."""

    def __init__(self, site: str, on: date, say: Callable[[str], None]) -> None:
        self.site, self.on, self.say = site, on, say
        self.record = record_to_play(on)
        give_mandate(APPLICANT, self.record.subject, on)
        self.public, self.applicant, self.reviewer = Visitor(site), Visitor(site), Visitor(site)
        self.number = ""
        self.steps = 0

    def run(self) -> list[Letter]:
        """Play every step; returns the letters of the case. Raises Unexpected where a page differs."""
        self.is_shown_to_the_public(expected=True)
        self.applies()
        self.is_decided()
        self.is_carried_out()
        self.is_shown_to_the_public(expected=False)
        return self.letters_are_genuine()

    @contextmanager
    def step(self, chinese: str, english: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.steps += 1
        self.say(f"  {self.steps:2}. {chinese} · {english}  ({time.perf_counter() - began:.2f} s)")

    def is_shown_to_the_public(self, *, expected: bool) -> None:
        words = ("查得到", "the public finds") if expected else ("查不到了", "the public no longer finds")
        with self.step(f"公众在公示页{words[0]} {self.record.document_number}", f"{words[1]} the record"):
            found = self.public.reads(f"/public/records/?q={quote(self.record.document_number)}")
            page = self.public.reads(f"/public/records/{self.record.public_id}/")
            listed = self.record.public_id in found.html
            if listed is not expected or (page.status == 200) is not expected:
                raise Unexpected(
                    f"public page: listed={listed}, HTTP {page.status}, expected shown={expected}"
                )

    def applies(self) -> None:
        me = self.applicant
        with self.step(f"周宁登录，查看{self.record.subject.name}的记录", "the company reads its records"):
            me.signs_in(APPLICANT, PASSWORD)
            chooser = me.reads("/records/")
            if self.record.public_id not in chooser.html:
                me.sends(chooser, chooser.form("subject"), {"subject": self.record.subject.public_id})
        with self.step("开始申请", "starts the application"):
            page = me.reads(f"/apply/{self.record.public_id}/start/")
            page = me.sends(page, page.form("fulfilled"), {"fulfilled|corrected|authorised": "on"})
            self.number = page.url.rstrip("/").rsplit("/", 1)[-1]
        case = RepairCase.objects.get(number=self.number)
        if case.record.obligations.exclude(fulfilled=True).exists():
            with self.step("说明义务履行情况", "states how the obligations were fulfilled"):
                page = me.reads(f"/apply/{self.number}/fulfilment/")
                when = self.record.decided_on.isoformat()
                proof = f"非税缴款书（{self.record.document_number}）"
                me.sends(page, page.form("on_.*"), {"on_.*": when, "proof_.*": proof})
        with self.step("阅读并签署信用承诺书", "reads and signs the commitment letter"):
            page = me.reads(f"/apply/{self.number}/commitment/")
            me.sends(page, page.form("read", "truthful"), {"read|truthful|consequences": "on"})
        with self.step("检查并提交", "checks and submits"):
            page = me.reads(f"/apply/{self.number}/check/")
            contact = {"contact_name": "周宁", "contact_phone": "13800000000", "true": "on"}
            me.sends(page, page.form("contact_phone"), contact)

    def is_decided(self) -> None:
        desk = f"/work/{self.number}/"
        with self.step("市生态环境局林晓雯登录，领取案件", "the department's reviewer takes the case"):
            self.reviewer.signs_in(REVIEWER, PASSWORD)
            page = self.reviewer.reads(desk)
            page = self.reviewer.sends(page, page.form_to("/claim/"))
        with self.step("受理", "takes the application up"):
            page = self._decides(self.reviewer.reads(desk), "accept")
        with self.step("审核：逐项判断，准予修复", "judges each statement and grants the repair"):
            self._decides(self.reviewer.reads(desk), "approve")

    def _decides(self, page: Page, decision: str) -> Page:
        return self.reviewer.sends(page, page.form("decision"), {"decision": decision, "judge_.*": "yes"})

    def is_carried_out(self) -> None:
        with self.step(
            "各渠道停止公示，回看确认，案件办结", "every channel ends publication and is looked at again"
        ):
            until = time.monotonic() + 60
            while RepairCase.objects.get(number=self.number).status != Status.REPAIRED:
                if time.monotonic() > until:
                    raise Unexpected("the worker did not carry the removal out within 60 s")
                time.sleep(0.2)

    def letters_are_genuine(self) -> list[Letter]:
        case = RepairCase.objects.get(number=self.number)
        with self.step(
            "文书生成完毕，核验页显示真实有效",
            "the letters are drawn; the verification page finds them genuine",
        ):
            until = time.monotonic() + 90
            while Letter.objects.of_case(case).filter(rendered_at__isnull=True).exists():
                if time.monotonic() > until:
                    raise Unexpected("the worker did not draw the letters within 90 s")
                time.sleep(0.3)
            letters = list(Letter.objects.of_case(case))
            for letter in letters:
                page = self.public.reads(f"/v/{letter.code}")
                if page.status != 200 or letter.number not in page.html:
                    raise Unexpected(f"/v/{letter.code}: HTTP {page.status}")
        return letters
