"""Rules of the office: drafted by one person, tried, released by another, in effect from midnight of their day."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.errors import NotOpenAnyMore
from rechecks.models import RuleDraft
from rechecks.services import rule_drafts, ruling
from rechecks.services.rule_drafts import CannotDraft, Confirmation, LocalFigure
from rechecks.services.ruling import CannotRelease
from rules.facts import Facts
from rules.library import SETS
from rules.services import current_library, kept_back, load_rule_sets
from rules.writing import file_of
from tests.rechecks.ruling import FROM, OWN, own_set, ruling_people

HERE = Facts(jurisdiction="CN-HL-HEGANG", severity="general")


@pytest.fixture
def credit_office(office):
    return ruling_people(office)


def decide_days(on, place=HERE):
    return current_library().governing(place, on).figure("decide_working_days").value


def said_by(refused):
    return str(refused.value)


def test_from_midnight_of_its_day_and_not_a_day_sooner(credit_office):
    credit_office.brings_in()
    assert decide_days(date(2026, 11, 30)) == 7
    assert decide_days(date(2026, 12, 1)) == 3
    assert decide_days(date(2026, 12, 1), Facts(jurisdiction="CN-SH", severity="general")) == 7


def test_nobody_releases_what_they_drafted(credit_office, office):
    draft = credit_office.drafts()
    credit_office.tries(draft)
    with pytest.raises(CannotRelease):
        ruling.release(draft.pk, sha256=draft.sha256, by=credit_office.drafter, on=office.day.today)


@pytest.mark.parametrize("who", ["reviewer", "representative"])
def test_only_the_credit_office_drafts_and_releases(credit_office, office, who):
    draft = credit_office.drafts()
    outsider = getattr(office, who).user
    with pytest.raises(PermissionDenied):
        ruling.release(draft.pk, sha256=draft.sha256, by=outsider, on=office.day.today)
    with pytest.raises(PermissionDenied):
        rule_drafts.discard(draft.pk, by=outsider, on=office.day.today)


def test_nothing_is_released_without_a_dry_run_of_just_that(credit_office, office):
    draft = credit_office.drafts()
    with pytest.raises(CannotRelease):
        credit_office.releases(draft)
    credit_office.tries(draft)
    changed = rule_drafts.change_local_set(
        draft.pk,
        own_set(4),
        takes_effect_on=FROM,
        because="再议",
        by=credit_office.drafter,
        on=office.day.today,
    )
    with pytest.raises(CannotRelease):
        credit_office.releases(changed)
    with pytest.raises(NotOpenAnyMore):  # who releases has read another text
        ruling.release(draft.pk, sha256="0" * 64, by=credit_office.second, on=office.day.today)


def test_a_dry_run_counts_only_as_long_as_no_other_rules_have_come(credit_office):
    draft = credit_office.drafts()
    credit_office.tries(draft)
    credit_office.brings_in(own_set(5))
    with pytest.raises(CannotRelease):
        credit_office.releases(draft)
    credit_office.tries(draft)
    assert credit_office.releases(draft).version.ordinal == 2


def test_a_day_of_effect_that_has_come_is_none(credit_office, day):
    with pytest.raises(CannotDraft) as refused:
        credit_office.drafts(takes_effect_on=day.today)
    assert refused.value.field == "takes_effect_on"
    draft = credit_office.drafts()
    credit_office.tries(draft)
    day("2026-12-01")
    with pytest.raises(CannotRelease):
        credit_office.releases(draft)


def test_what_a_higher_law_fixes_is_refused_with_its_clause(credit_office):
    with pytest.raises(CannotDraft) as refused:
        credit_office.drafts(own_set(8))
    assert "七" in said_by(refused) or "7" in said_by(refused)
    assert "可以缩短，不得延长" in said_by(refused)
    months = LocalFigure("figures", "min_period", 1, "months", "鹤岗市信用办设定")
    with pytest.raises(CannotDraft) as refused:
        credit_office.drafts(own_set(figures=(months,)))
    assert "国办发〔2025〕22号第二项" in said_by(refused)


def test_the_law_itself_is_not_drafted_here(credit_office):
    with pytest.raises(CannotDraft) as refused:
        credit_office.drafts(replace(own_set(), id="CN-SH-2017"))
    assert "CN-SH-2017" in said_by(refused)


def test_a_draft_that_is_over_stays_as_it_is(credit_office, office):
    draft = credit_office.drafts()
    rule_drafts.discard(draft.pk, by=credit_office.drafter, on=office.day.today)
    for step in (
        lambda: ruling.ask_dry_run(draft.pk, by=credit_office.drafter),
        lambda: credit_office.releases(draft),
    ):
        with pytest.raises(NotOpenAnyMore):
            step()


def test_a_file_comes_in_as_it_went_out_and_a_changed_one_is_refused(credit_office, office):
    credit_office.brings_in()
    text = file_of(current_library().instrument(OWN))
    said = {
        "takes_effect_on": date(2026, 12, 10),
        "because": "再次发布",
        "by": credit_office.drafter,
        "on": office.day.today,
    }
    with pytest.raises(CannotDraft) as refused:
        rule_drafts.draft_from_file(text.replace("value = 3", "value = 2").encode(), "own.toml", **said)
    assert "own.toml" in said_by(refused)
    other = text.replace(OWN, "CN-HL-HEGANG-OTHER").splitlines()
    bare = "\n".join(line for line in other if not line.startswith("#"))
    with pytest.raises(CannotDraft) as refused:
        rule_drafts.draft_from_file(bare.encode(), "other.toml", **said)
    assert refused.value.field == "digest"
    with pytest.raises(CannotDraft):  # there is a local set for this figure already
        rule_drafts.draft_from_file(bare.encode(), "other.toml", digest="0" * 64, **said)


def test_a_confirmed_figure_is_a_new_version_with_the_text_it_was_read_in(credit_office, office):
    said = Confirmation(
        "decide_working_days", "7", "《信用修复管理办法》第二十条", "国家发展改革委公报2026年第3期"
    )
    draft = rule_drafts.draft_confirmation(
        "CN-NDRC-36",
        said,
        takes_effect_on=FROM,
        because="对照公报原文",
        by=credit_office.drafter,
        on=office.day.today,
    )
    assert credit_office.tries(draft).lines.count() == 0
    credit_office.releases(draft)
    now, before = (
        current_library().governing(HERE, day).figure("decide_working_days")
        for day in (FROM, date(2026, 11, 30))
    )
    assert (now.confirmed, now.read_in, now.value) == (True, "国家发展改革委公报2026年第3期", 7)
    assert not before.confirmed


def test_a_rollback_is_a_new_version(credit_office, office):
    credit_office.brings_in(own_set(3))
    credit_office.brings_in(own_set(2), takes_effect_on=date(2026, 12, 10))
    draft = rule_drafts.draft_rollback(
        OWN,
        1,
        takes_effect_on=date(2026, 12, 20),
        because="试行期满",
        by=credit_office.drafter,
        on=office.day.today,
    )
    credit_office.tries(draft)
    assert credit_office.releases(draft).version.ordinal == 3
    assert [decide_days(date(2026, 12, d)) for d in (1, 9, 10, 19, 20)] == [3, 3, 2, 2, 3]


def test_what_an_operator_loaded_is_not_taken_back_here(
    credit_office, office, the_term_is_shortened, as_the_owner
):
    the_term_is_shortened()
    with pytest.raises(CannotDraft):
        rule_drafts.draft_rollback(
            "CN-NDRC-36",
            1,
            takes_effect_on=FROM,
            because="回滚",
            by=credit_office.drafter,
            on=office.day.today,
        )


def test_files_and_releases_live_together(credit_office, office, tmp_path, as_the_owner):
    said = Confirmation("decide_working_days", "7", "《信用修复管理办法》第二十条", "公报")
    draft = rule_drafts.draft_confirmation(
        "CN-NDRC-36",
        said,
        takes_effect_on=FROM,
        because="核实",
        by=credit_office.drafter,
        on=office.day.today,
    )
    credit_office.tries(draft)
    credit_office.releases(draft)
    assert load_rule_sets() == []  # an unchanged file never undoes a release
    shutil.copytree(SETS, tmp_path / "sets")
    order = tmp_path / "sets" / "CN-NDRC-36.toml"
    order.write_text(
        order.read_text().replace('title = "信用修复管理办法"', 'title = "信用修复管理办法（新印本）"', 1)
    )
    assert load_rule_sets(tmp_path / "sets") == []
    assert [row.instrument for row in kept_back(tmp_path / "sets")] == ["CN-NDRC-36"]
    assert [row.ordinal for row in load_rule_sets(tmp_path / "sets", over=["CN-NDRC-36"])] == [3]
    assert kept_back(tmp_path / "sets") == []


def test_a_draft_that_breaks_says_so_and_holds_nothing_up(credit_office, monkeypatch):
    draft, other = credit_office.drafts(), credit_office.drafts(own_set(2))
    broken = ruling.ask_dry_run(draft.pk, by=credit_office.drafter)
    real = ruling.Comparison.lines
    monkeypatch.setattr(
        ruling.Comparison, "lines",
        lambda self: (_ for _ in ()).throw(ValueError("x")) if self.draft == draft.as_instrument else real(self),
    )  # fmt: skip
    assert credit_office.tries(other).finished_at
    broken.refresh_from_db()
    assert broken.problem
    assert RuleDraft.objects.open().count() == 2
