"""The sample: the same seed gives the same file, about nobody, with each kind of dirt in its share."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from stdnum.cn import ric, uscc

from registry.dirt import KINDS
from registry.sample import Sample, summary
from tests.registry.conftest import ON, codes, imported


def test_same_seed_and_day_same_rows():
    assert list(Sample(300, 7, ON)) == list(Sample(300, 7, ON))
    assert list(Sample(300, 7, ON)) != list(Sample(300, 8, ON))


@pytest.mark.parametrize("layout", ["new", "old"])
def test_every_code_is_right_and_lies_in_a_region_that_does_not_exist(layout):
    person = "CF_XDR_ZJHM" if layout == "new" else "CF_XDR_SFZ"
    for row in Sample(400, 3, ON, layout, 0.0):
        if row["CF_XDR_SHXYM"]:
            assert uscc.is_valid(row["CF_XDR_SHXYM"])
            assert row["CF_XDR_SHXYM"][2:8] == "239999"
        else:
            assert row[person][:6] == "239999"
            assert ric.calc_check_digit(row[person]) == row[person][17]
        assert "合成数据" in row["BZ"]


def test_decisions_lie_in_the_three_years_before_the_day():
    days = [date.fromisoformat(row["CF_JDRQ"]) for row in Sample(2000, 5, ON, "new", 0.0)]
    assert min(days) >= ON - timedelta(days=3 * 365)
    assert max(days) < ON
    assert min(days) < date(2024, 6, 1)
    assert max(days) > date(2026, 11, 1)


def test_some_subjects_have_several_records_and_all_departments_have_some():
    rows = list(Sample(2000, 5, ON, "new", 0.0))
    assert Counter(row["CF_XDR_SHXYM"] for row in rows if row["CF_XDR_SHXYM"]).most_common(1)[0][1] >= 3
    assert len({row["CF_CFJG"] for row in rows}) == 12


@pytest.mark.django_db
@pytest.mark.parametrize("layout", ["new", "old"])
def test_the_import_answers_each_kind_of_dirt_as_the_sample_says(bring, layout):
    sample = Sample(1500, 11, ON, layout, 0.2)
    outcome, report = bring(list(sample), layout=layout)
    made = {kind: count for kind, count in summary(sample) if count}
    assert {kind.name for kind in made} == {
        kind.name for kind in KINDS if (kind.new if layout == "new" else kind.old)
    }
    answers = Counter()
    for kind, count in made.items():
        answers[kind.answer] += count
    assert outcome.counts["unchanged"] == answers.pop("unchanged")
    assert (
        outcome.counts["created"] == sample.count - outcome.counts["unchanged"] - outcome.counts["rejected"]
    )
    answers.pop("created")
    assert Counter(code for line in report for _field, code in codes(line)) == answers


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_command_writes_what_the_import_reads(register, tmp_path, capsys, encoding):
    path = tmp_path / "sample.csv"
    call_command("make_sample", 50, seed=2, as_of=ON, dirt=0.0, encoding=encoding, names=True, output=path)
    assert "种子 seed 2" in capsys.readouterr().out
    outcome, _report = imported(path)
    assert outcome.counts["created"] == 50


@pytest.mark.django_db
def test_the_command_writes_workbooks_without_formulas(register, tmp_path):
    path = tmp_path / "sample.xlsx"
    call_command("make_sample", 60, seed=2, as_of=ON, dirt=0.5, format="xlsx", output=path)
    outcome, _report = imported(path)
    assert outcome.rows == 60
    assert outcome.counts["created"] > 30
