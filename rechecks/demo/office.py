"""What else the credit office does on its day, over HTTP: it chases what is late, tries a draft of rules, enters a calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib.auth import get_user_model

from casework.models import Case
from notifications.models import Letter
from rechecks.models import CalendarNotice, DryRun, RuleDraft, SupervisionNotice
from rechecks.selectors.supervision import late_cases, without_notice
from repair.demo.people import PASSWORD
from repair.demo.play import LEAD
from repair.demo.staging import Staging
from repair.demo.visitor import Answers, Visitor
from rules.calendar import FIXED_HOLIDAYS
from rules.services import office_calendar

OFFICE, DEPARTMENT = "hemin", "江环"
PLACE, FIGURE, DAYS = "CN-HL-HEGANG", "value_figures_decide_working_days", "5"
FACTS = "下列信用修复案件已受理，至今没有作出决定，超过规定的办理期限。"
REASON, MEASURES = "承办人集中开展执法检查，案件积压。", "本周内增派一名审核人员，逐件办结。"


class OfficeDay(Staging):
    """One notice of supervision with its reply, one draft of rules with its dry run, one notice of holidays."""

    def __init__(self, site: str, on: date, say: Callable[[str], None]) -> None:
        super().__init__(site, on, say)
        self.office, self.lead = Visitor(site), Visitor(site)

    def run(self) -> list[Letter]:
        self.office.signs_in(OFFICE, PASSWORD)
        letters: list[Letter] = []
        late = without_notice(late_cases(self.on, office_calendar()))
        if cases := list(late.filter(department__letter_prefix=DEPARTMENT)):
            letters = self.what_is_late_is_chased(cases)
        if not RuleDraft.objects.exists():
            self.a_draft_is_tried()
        if not CalendarNotice.objects.exists():
            self.next_year_is_entered()
        return letters

    def what_is_late_is_chased(self, cases: list[Case]) -> list[Letter]:
        numbers = [each.number for each in cases]
        lead = get_user_model().objects.get(username=LEAD)
        with self.step(
            f"何敏对 {len(numbers)} 件超期案件制发督办单", "the office issues a notice on what is late"
        ):
            page = self.office.reads(f"/office/supervision/issue/?case={'&case='.join(numbers)}")
            said: Answers = {"case": numbers, "responsible": str(lead.pk), "facts": FACTS}
            page = self.office.sends(page, page.form("facts", "reply_by"), said)
        notice = SupervisionNotice.objects.latest("pk")
        with self.step("市生态环境局陈静回复：原因、措施、预计办结日", "the department replies"):
            self.lead.signs_in(LEAD, PASSWORD)
            page = self.lead.reads(f"/work/supervision/{notice.number}/")
            soon = office_calendar().after(self.on, 3).isoformat()
            answer: Answers = {"reply-reason": REASON, "reply-measures": MEASURES, "reply-expected_on": soon}
            self.lead.sends(page, page.form_to("/reply/"), answer)
        return self.letters_are_genuine(Letter.objects.filter(pk=notice.letter_id))

    def a_draft_is_tried(self) -> None:
        with self.step("何敏起草一项地方规则（合成），试算影响", "a draft of local rules, and its dry run"):
            page = self.office.reads(f"/office/rules/drafts/new/?place={PLACE}")
            said: Answers = {
                "title": "（演示）信用修复办理时限", "cites": "演示用，不是规范性文件", "because": "演示：缩短审核时限。",
                "takes_effect_on": (self.on + timedelta(days=30)).isoformat(), FIGURE: DAYS,
            }  # fmt: skip
            page = self.office.sends(page, page.form("number_of_set"), said)
            self.office.sends(page, page.form_to("/try/"))
            tried = DryRun.objects.filter(finished_at__isnull=False)
            self.waits(tried.exists, seconds=120, but="try the draft")

    def next_year_is_entered(self) -> None:
        year = self.on.year + 1
        days = "\n".join(f"{date(year, *day).isoformat()} 休 法定节假日" for day in sorted(FIXED_HOLIDAYS))
        with self.step(
            f"何敏录入 {year} 年放假安排（合成），待另一人发布", "next year's holidays, to be released"
        ):
            page = self.office.reads("/office/calendar/")
            said: Answers = {
                "year": str(year),
                "source": f"（演示，合成）{year}年部分节假日安排",
                "days": days,
            }
            self.office.sends(page, page.form("year", "days"), said)
