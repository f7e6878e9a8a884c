"""Two people of the credit office who draft, try and release rules."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from rechecks.models import DryRun, RuleDraft, RuleRelease
from rechecks.services import rule_drafts, ruling
from rechecks.services.rule_drafts import LocalFigure, LocalSet
from registry.duties import CREDIT_OFFICE
from tests.world import Office, user

FROM = date(2026, 12, 1)
OWN = "CN-HL-HEGANG-OWN"


def own_set(days: int = 3, name: str = "decide_working_days", **more: Any) -> LocalSet:
    """A local set with one term, by default for the decision."""
    figure = LocalFigure("figures", name, days, "working_days", "鹤岗市信用办设定")
    said = {"number": "鹤信用办〔2026〕9号", "jurisdiction": "CN-HL-HEGANG", "figures": (figure,)} | more
    return LocalSet(id=OWN, title="鹤岗市信用修复办理时限承诺", **said)


@dataclass
class Ruling:
    """The drafter and the second person."""

    office: Office
    drafter: Any
    second: Any

    def drafts(self, said: LocalSet | None = None, *, takes_effect_on: date = FROM) -> RuleDraft:
        return rule_drafts.draft_local_set(
            said or own_set(), takes_effect_on=takes_effect_on, because="压缩办理时限",
            by=self.drafter, on=self.office.day.today,
        )  # fmt: skip

    def tries(self, draft: RuleDraft) -> DryRun:
        run = ruling.ask_dry_run(draft.pk, by=self.drafter)
        ruling.work_dry_runs(timezone.now())
        run.refresh_from_db()
        assert not run.problem, run.problem
        return run

    def releases(self, draft: RuleDraft) -> RuleRelease:
        return ruling.release(draft.pk, sha256=draft.sha256, by=self.second, on=self.office.day.today)

    def brings_in(self, said: LocalSet | None = None, *, takes_effect_on: date = FROM) -> RuleRelease:
        """Draft, dry run and release."""
        draft = self.drafts(said, takes_effect_on=takes_effect_on)
        self.tries(draft)
        return self.releases(draft)


def ruling_people(office: Office) -> Ruling:
    group = Group.objects.get_or_create(name=CREDIT_OFFICE)[0]
    people = [user(name) for name in ("rule_drafter", "rule_second")]
    for each in people:
        each.groups.add(group)
    return Ruling(office, *people)
