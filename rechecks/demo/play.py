"""The end of the demonstration, over HTTP: a draw, two rechecks, and a wrong repair that is put right.

What is drawn is chance, but for one stratum: what was granted on the day it was handed in weighs so much,
and so many are drawn, that the stratum of the case just played is drawn whole.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from notifications.models import Letter, LetterState
from rechecks.demo.deeds import OTHER_DECISION, granted_by_mistake
from rechecks.demo.repeating import keep_files, repeated_elsewhere
from rechecks.drawing import Plan, strata_of
from rechecks.models import Draw, RecheckCase, Status
from rechecks.selectors import KINDS, Scope
from rechecks.services import population_of
from repair.demo.people import PASSWORD
from repair.demo.play import APPLICANT, LEAD, REVIEWER
from repair.demo.staging import Staging
from repair.demo.visitor import Answers, Page, Unexpected, Visitor
from repair.models import RepairCase
from repair.models import Status as Repair

OFFICE, SECOND, HEAD, COLLEAGUE = "hemin", "xulan", "fangyuan", "wanglei"
CHECKERS = ["sunqiang", "gaoxue"]  # of other departments than the one whose cases are played
SEED, SEED_FROM = "03 11 17 22 28 31 06", "演示用的公开号码（合成），何敏当众录入"
STRATA = ("department", "outcome")
FAST = "90"  # tickets for a grant on the day it was handed in
AGAIN = "演示再次运行。"
FOUND = f"所附缴款书属于{OTHER_DECISION}处罚决定，与本案不符，本案罚款没有缴纳凭证。"
CLAUSE = "信用修复条件：完全履行行政处罚决定规定的义务（条号待核实）"
ORDERED = "请核实本案罚款是否已经缴纳，听取当事人意见后依法作出决定。"
STATED = "缴款书附错了，本案罚款的缴款书正在向银行补打。"
CONSIDERED = "当事人承认所附缴款书不属于本案，至今未提供本案的缴款凭证，陈述、申辩不成立"


class DrawPlay(Staging):
    """From closed cases to a certificate that says it is revoked."""

    def __init__(self, site: str, on: date, say: Callable[[str], None], played: RepairCase) -> None:
        super().__init__(site, on, say)
        self.played, self.folder = played, Path()
        self.office, self.second, self.lead = Visitor(site), Visitor(site), Visitor(site)
        self.colleague, self.applicant = Visitor(site), Visitor(site)

    def run(self) -> list[Letter]:
        """Play every step; returns the letters. Raises Unexpected where a page differs."""
        self.a_repair_is_granted_wrongly()
        self.people_sign_in()
        self.a_sample_is_drawn()
        self.the_draw_is_repeated()
        self.fault = fault = self.recheck_of(self.wrong)
        self.the_played_case_is_checked(self.recheck_of(self.played))
        self.the_fault_is_found(fault)
        self.the_department_corrects(fault)
        self.everybody_sees_it(fault)
        valid = Letter.objects.filter(case__in=[fault, self.wrong], state=LetterState.VALID)
        return self.letters_are_genuine(valid)

    def a_repair_is_granted_wrongly(self) -> None:
        with self.step(
            "预置一件合成的错修：缴款书属于另一处罚决定，仍准予修复",
            "an invented wrong repair: its receipt belongs to another decision",
        ):
            self.wrong = granted_by_mistake(APPLICANT, REVIEWER, self.on)
            gone = RepairCase.objects.filter(pk=self.wrong.pk, status=Repair.REPAIRED)
            self.waits(gone.exists, seconds=60, but="carry the removal out")

    def people_sign_in(self) -> None:
        with self.step("信用办何敏、许岚登录", "two of the credit office sign in"):
            self.office.signs_in(OFFICE, PASSWORD)
            self.second.signs_in(SECOND, PASSWORD)

    # --- the draw

    def a_sample_is_drawn(self) -> None:
        with self.step(
            "何敏拟定抽样：上月以来办结的案件，按部门、结果分层", "plans a draw, and sees its strata"
        ):
            page = self._sent_plan(self.office.reads("/office/draws/new/"), "preview")
        with self.step("冻结总体并公布指纹", "freezes the population and its fingerprint"):
            page = self._sent_plan(page, "freeze")
        with self.step(
            f"录入种子“{SEED}”，抽取案件和核查人员", "types the seed: cases and checkers are drawn"
        ):
            said: Answers = {"seed": SEED, "seed_source": SEED_FROM, "again_because": AGAIN}
            page = self.office.sends(page, page.form("seed"), said)
            self.draw = Draw.objects.get(pk=page.url.rstrip("/").rsplit("/", 1)[-1])
        self.say(
            f"      抽中 {self.draw.items.count()} 件 drawn，总体指纹 SHA-256 {self.draw.population.sha256}"
        )

    def _sent_plan(self, page: Page, do: str) -> Page:
        last_month = (self.on.replace(day=1) - timedelta(days=1)).replace(day=1)
        size = self._size(Scope(last_month, self.on))
        said: Answers = {
            "since": last_month.isoformat(), "until": self.on.isoformat(), "kinds": list(KINDS),
            "strata": list(STRATA), "size": str(size), "share": "", "minimum": "1", "weight_fast": FAST,
            "fast_days": "0", "checkers": CHECKERS, "do": do,
        }  # fmt: skip
        return self.office.sends(page, page.form("since", "share"), said)

    def _size(self, scope: Scope) -> int:
        """The stratum of the case just played, and one of each other."""
        population = population_of(scope, Plan(size=1, strata=STRATA), CHECKERS)
        strata = strata_of(population)
        (own,) = [each.stratum for each in population.items if each.id == self.played.number]
        return strata[own].count + len(strata) - 1

    def the_draw_is_repeated(self) -> None:
        with self.step(
            "下载总体和名单，另起进程用 tools/verify_draw.py 复现（只用标准库）",
            "verify_draw.py repeats it in a process of its own, standard library alone",
        ):
            self.folder = keep_files(self.office, self.draw)
            said = repeated_elsewhere(self.folder, SEED)
        self.say(f"      {said}")

    def recheck_of(self, case: RepairCase) -> RecheckCase:
        return RecheckCase.objects.get(item__draw=self.draw, examines=case.pk)

    # --- the rechecks

    def the_played_case_is_checked(self, recheck: RecheckCase) -> None:
        self.say(f"  {recheck.number}：核查 {self.played.number} · the case played above")
        self._looks_blindly(recheck, "should_go")
        with self.step(
            "显示原办理结果，结论：办理正确", "the outcome is shown; conclusion: handled correctly"
        ):
            self._concludes(recheck, {"verdict": "correct"})
            self._stands(recheck, Status.CORRECT)

    def the_fault_is_found(self, recheck: RecheckCase) -> None:
        self.say(f"  {recheck.number}：核查 {self.wrong.number} · the wrong repair")
        fault: Answers = {"point_(materials|fulfilment)": "not_ok", "note_(materials|fulfilment)": FOUND}
        self._looks_blindly(recheck, "should_stay", fault)
        with self.step("显示原办理结果，结论：错修", "the outcome is shown; conclusion: wrongly repaired"):
            said: Answers = {
                "verdict": "wrongly_repaired",
                "facts": FOUND,
                "clause": CLAUSE,
                "gravity": "general",
            }
            self._concludes(recheck, fault | said)
        with self.step("信用办许岚作为第二人确认", "a second person confirms"):
            page = self.second.reads(f"/office/rechecks/{recheck.number}/")
            self.second.sends(page, page.form_to("/confirm/"), {"decision": "confirm"})
            self._stands(recheck, Status.WRONGLY_REPAIRED)

    def _looks_blindly(self, recheck: RecheckCase, assessed: str, more: Answers | None = None) -> None:
        who, here = recheck.checker, f"/office/rechecks/{recheck.number}/"
        name = who.last_name + who.first_name
        with self.step(
            f"{name}（{self._place(who)}）盲查，保存初步结论",
            "a checker of another department, blind, first finding",
        ):
            self.checker = Visitor(self.site)
            self.checker.signs_in(who.username, PASSWORD)
            page = self.checker.reads(here)
            if recheck.examines and self.checker.reads(f"/cases/{recheck.examines.number}/").status != 404:
                raise Unexpected(f"{recheck.number}: the outcome is not hidden from its checker")
            said: Answers = {"point_.*": "ok", "assessed": assessed}
            self.checker.sends(page, page.form_to("/assess/"), said | (more or {}))

    def _concludes(self, recheck: RecheckCase, said: Answers) -> None:
        here = f"/office/rechecks/{recheck.number}/"
        page = self.checker.reads(here)
        page = self.checker.sends(page, page.form_to("/reveal/"))
        assessed = "should_stay" if "gravity" in said else "should_go"
        every: Answers = {"point_.*": "ok", "assessed": assessed}
        self.checker.sends(page, page.form_to("/conclude/"), every | said)

    # --- the correction

    def the_department_corrects(self, recheck: RecheckCase) -> None:
        for person, name in ((self.colleague, COLLEAGUE), (self.lead, LEAD), (self.applicant, APPLICANT)):
            person.signs_in(name, PASSWORD)
        with self.step("何敏制发更正通知单", "the credit office orders a correction"):
            page = self.office.reads(f"/office/orders/{recheck.number}/")
            head = str(get_user_model().objects.get(username=HEAD).pk)
            said: Answers = {"demand": "restore", "words": ORDERED, "settles": head}
            self.office.sends(page, page.form_to("/issue/"), said)
        ours = f"/work/orders/{recheck.number}/"
        with self.step(
            "市生态环境局王磊接受，告知当事人拟撤销", "the department accepts, and tells the subject"
        ):
            page = self.colleague.reads(ours)
            self.colleague.sends(page, page.form_to("/hear/"), {"hear-ground": FOUND, "hear-clause": CLAUSE})
        with self.step("周宁（企业）陈述、申辩", "the company states its view"):
            page = self.applicant.reads(f"/hearings/{recheck.number}/")
            self.applicant.sends(page, page.form("text"), {"text": STATED})
        with self.step("陈静作为第二人决定撤销修复", "a second person decides: the repair is revoked"):
            page = self.lead.reads(ours)
            said = {"decide_revoke-considered": CONSIDERED}
            self.lead.sends(page, page.form_to("/decide_revoke/"), said)

    def everybody_sees_it(self, recheck: RecheckCase) -> None:
        with self.step(
            "各渠道恢复公示（只到原最长公示期），更正办结", "every channel shows it again; closed"
        ):
            closed = RecheckCase.objects.filter(pk=recheck.pk, status=Status.CLOSED)
            self.waits(closed.exists, seconds=60, but="close the correction")
            page = self.public.reads(f"/public/records/{self.wrong.record.public_id}/")
            if page.status != 200:
                raise Unexpected(f"public page: HTTP {page.status}, expected the record shown again")
        with self.step("核验页：原准予修复决定书显示“已撤销”", "the certificate's page says: revoked"):
            self.certificate = Letter.objects.get(case=self.wrong, kind="repair_granted")
            if "已撤销" not in self.public.reads(f"/v/{self.certificate.code}").html:
                raise Unexpected(f"/v/{self.certificate.code} does not say 已撤销")

    def places(self) -> list[tuple[str, str, str]]:
        """Where to look next: account, address, what is there."""
        waiting = self.draw.items.filter(recheck__status=Status.ASSIGNED).select_related("checker").first()
        number, checker = self.fault.number, waiting.checker.username if waiting else CHECKERS[0]
        return [
            (OFFICE, "/office/", "总览 figures"),
            (
                OFFICE,
                f"/office/draws/{self.draw.pk}/",
                "名单、指纹、复现校验 the list, and the draw made again",
            ),
            (checker, "/office/rechecks/", "抽中后待核查的案件 cases that wait for their checker"),
            (OFFICE, f"/office/orders/{number}/", "更正通知单 the order to correct"),
            (COLLEAGUE, f"/work/orders/{number}/", "认定部门办理更正 the department corrects"),
            (APPLICANT, f"/hearings/{number}/", "企业的陈述、申辩 the company's statement"),
            ("", f"/v/{self.certificate.code}", "已撤销的准予修复决定书 the revoked certificate"),
        ]

    def _stands(self, recheck: RecheckCase, status: str) -> None:
        found = RecheckCase.objects.get(pk=recheck.pk).status
        if found != status:
            raise Unexpected(f"{recheck.number} is {found}, expected {status}")

    @staticmethod
    def _place(who: Any) -> str:
        return "、".join(each.department.short_name for each in who.memberships.select_related("department"))
