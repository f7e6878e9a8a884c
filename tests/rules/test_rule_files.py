"""The rule files: every figure says where it stands and whether it was read there; a bad file is named."""

import re
import subprocess
import sys
import tomllib

import pytest

from rules.library import SETS, Library
from rules.reading import BadRuleFile, read_content, read_file
from tests.rules.asking import shipped_library

FILES = sorted(SETS.glob("*.toml"))
FIGURES = [
    pytest.param(place, figure, id=f"{instrument.id}:{place}")
    for instrument in shipped_library().instruments
    for place, figure in instrument.all_figures()
]
ARTICLE = re.compile(r"第[一二三四五六七八九十]+条")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_called_like_its_instrument(path):
    assert read_file(path).id == path.stem


@pytest.mark.parametrize(("place", "figure"), FIGURES)
def test_every_figure_says_where_it_stands_and_a_confirmed_one_where_it_was_read(place, figure):
    assert figure.cites
    assert figure.read_in or not figure.confirmed
    assert figure.confirmed or figure.read_in or figure.note


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_read_under_a_short_name_has_its_address(path):
    content = tomllib.loads(path.read_text())
    sources = content.get("sources", {})
    for place, figure in read_file(path).all_figures():
        for name in re.findall(r"^[a-z][a-z0-9_]*$", figure.read_in.replace(", ", "\n"), re.MULTILINE):
            assert name in sources or name in {"fragments", "draft"}, f"{place}: {name}"


@pytest.mark.parametrize(
    ("instrument", "seen"),
    [
        ("CN-NDRC-36", {"第二条", "第三条"}),
        ("CN-NDRC-58", {"第二条"}),
        ("CN-NDRC-527", set()),
        ("CN-SAMR-107", {"第十三条"}),  # of Order 45, which was read in full
    ],
)
def test_no_article_is_stated_that_nobody_has_seen(instrument, seen):
    cited = {
        a for _, f in shipped_library().instrument(instrument).all_figures() for a in ARTICLE.findall(f.cites)
    }
    assert cited <= seen


def test_the_same_content_has_the_same_hash_however_the_file_is_laid_out():
    instrument = shipped_library().instrument("CN-NDRC-36")
    shuffled = dict(reversed(instrument.content.items()))
    assert read_content(shuffled, "again").sha256 == instrument.sha256


GOOD = """
id = "XX-1"
title = "试行办法"
layer = "national_order"
jurisdiction = "CN"
[in_force]
from = 2026-01-01
[figures.accept_working_days]
value = 3
unit = "working_days"
cites = "试行办法第一条"
confirmed = true
read_in = "here"
"""


@pytest.mark.parametrize(
    ("change", "to", "words"),
    [
        ('title = "试行办法"', "", "title: give a text in quotes"),
        ('layer = "national_order"', 'layer = "city"', "layer: 'city' is not known; use local, national_order"),
        ("from = 2026-01-01", 'from = "soon"', "in_force.from: give a date such as 2026-04-01"),
        ("from = 2026-01-01", "from = 2026-01-01\nto = 2025-01-01", "in_force.to: the last day lies before the first"),
        ("value = 3", "value = -3", "figures.accept_working_days.value: give a whole number"),
        ("value = 3", "value = true", "figures.accept_working_days.value: give a whole number"),
        ('unit = "working_days"', 'unit = "weeks"', "figures.accept_working_days.unit: 'weeks' is not known"),
        ('cites = "试行办法第一条"', "", "figures.accept_working_days.cites: give a text in quotes"),
        ("confirmed = true", 'confirmed = "yes"', "figures.accept_working_days.confirmed: say true or false"),
        ('read_in = "here"', "", "figures.accept_working_days.read_in: a confirmed figure says where it was read"),
        ('read_in = "here"', 'raed_in = "here"', "figures.accept_working_days.raed_in: unknown key"),
        ("[in_force]", 'overrides = ["accept_working_days"]\n[in_force]', "overrides: only a local set names"),
        ("[in_force]", "sets = 1\n[in_force]", "sets: unknown key"),
        ("[in_force]", "[figures.start]\nvalue = 'tomorrow'\nunit = 'rule'\ncites = 'x'\nconfirmed = false\n[in_force]", "figures.start.value: 'tomorrow' is not known; use decision, publication"),
        ("[in_force]", "[[classes]]\nid = 'YY-1'\nkey = 'a'\nname = 'a'\n[in_force]", "classes[1].id: begin the id of a class with XX-1"),
        ("[in_force]", "[[classes]]\nkey = 'a'\nname = 'a'\ncovers = [{ kinds = ['court'] }]\n[in_force]", "classes[1].covers[1].kinds: 'court' is not known"),
        ("[in_force]", "in_force", "not readable as TOML"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_key_and_what_to_do(tmp_path, change, to, words):
    path = tmp_path / "XX-1.toml"
    path.write_text(GOOD.replace(change, to), encoding="utf-8")
    with pytest.raises(BadRuleFile) as bad:
        read_file(path)
    assert str(bad.value).startswith("XX-1.toml: ")
    assert words in str(bad.value)


@pytest.mark.parametrize(
    ("name", "value", "unit", "words"),
    [
        ("wait_days", 3, "'days'", "objections.wait_days: unknown name; use one of accept_working_days"),
        ("mark", "'perhaps'", "'rule'", "objections.mark.value: 'perhaps' is not known; use no, yes"),
        ("forward_working_days", 3, "'months'", "forward_working_days.unit: give a term in working_days or in days"),
        ("'mark@noise'", "'yes'", "'rule'", "objections.mark@noise: 'noise' is no kind of objection"),
    ],
)  # fmt: skip
def test_a_bad_word_about_objections_is_named(tmp_path, name, value, unit, words):
    path = tmp_path / "XX-1.toml"
    stated = f"\n[objections.{name}]\nvalue = {value}\nunit = {unit}\ncites = 'x'\nconfirmed = false\n"
    path.write_text(GOOD + stated, encoding="utf-8")
    with pytest.raises(BadRuleFile) as bad:
        read_file(path)
    assert words in str(bad.value)


def test_a_stored_version_with_names_of_before_stays_readable():
    content = tomllib.loads(GOOD) | {
        "objections": {
            "check_working_days": {"value": 5, "unit": "working_days", "cites": "x", "confirmed": False}
        }
    }
    assert read_content(content, "stored").objections["check_working_days"].value == 5


def test_a_local_set_names_only_what_it_states(tmp_path):
    path = tmp_path / "XX-1.toml"
    path.write_text(
        GOOD.replace('"national_order"', '"local"\noverrides = ["decide_working_days"]'), encoding="utf-8"
    )
    with pytest.raises(BadRuleFile, match="'decide_working_days' is stated nowhere in this file"):
        read_file(path)


def test_two_files_with_one_id_are_refused(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadRuleFile, match="XX-1: two files have this id"):
        Library.from_files(tmp_path)


def test_the_core_imports_nothing_of_django():
    core = "assess, calendar, clock, conditions, facts, instruments, library, lines, objections, periods, questions, reading, reasons"
    code = f"import sys; from rules import {core}, shipped_calendar, terms; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
