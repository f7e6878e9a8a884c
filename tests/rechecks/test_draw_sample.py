"""`manage.py draw_sample`: closed cases of the database, frozen, drawn, kept, and repeated by the independent program."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from rechecks.models import Draw, DrawnItem, DrawnPopulation
from registry.duties import give_duty
from tools import verify_draw

PERIOD = ["--from", "2026-11-01", "--to", "2026-12-31"]
SEED = ["--seed", "2026136", "--seed-source", "福利彩票双色球第2026136期"]


@pytest.fixture
def closed(office):
    """Two refused repairs, two not accepted, and a draft that was never handed in."""
    give_duty(office.stranger.user, office.elsewhere, "review_cases", date(2026, 1, 1))
    for _n in range(2):
        case = office.has_judged()
        office.reviewer.proposes_refusal(case)
        office.second.countersigns(case)
        case = office.has_received()
        office.reviewer.declines(case, "不属于本单位认定的信息。")
    office.representative.withdraws(office.representative.starts(office.identifies()))
    return office


def run(*arguments):
    out = StringIO()
    call_command("draw_sample", *arguments, stdout=out)
    return out.getvalue()


def drawn(folder, *arguments):
    return run(*PERIOD, "--by", "gao", "--out", str(folder), *arguments)


def lines(path):
    return [json.loads(each) for each in path.read_text("utf-8").splitlines()]


def test_a_draw_is_kept_written_and_repeated(closed, tmp_path):
    said = drawn(tmp_path, "--size", "3", "--minimum", "1", "--weight", "refused=1", *SEED)
    draw = Draw.objects.get()
    assert draw.population.sha256 in said
    assert draw.list_sha256 in said
    files = tmp_path / "population.jsonl", tmp_path / "list.jsonl"
    assert verify_draw.main([*map(str, files), "--seed", "2026136"]) == 0
    header, *people = lines(files[0])[:3]
    assert (header["items"], header["size"], header["weights"]) == (4, 3, {"refused": 1})
    assert header["scope"] == {
        "from": "2026-11-01", "to": "2026-12-31", "kinds": ["objection", "repair"], "fast_days": 1,
        "look_back_days": 365,
    }  # fmt: skip
    assert "gao" in [each.get("checker") for each in people]
    items = lines(files[1])[1:]
    kept = DrawnItem.objects.filter(draw=draw).values_list("case__number", "checker__username")
    assert [(each["item"], each["checker"]) for each in items] == list(kept)
    # lin decided, chen countersigned, wang is of their department
    assert {each["checker"] for each in items} == {"gao", "sun"}


def test_the_population_names_strata_risks_and_who_had_a_part(closed, tmp_path):
    drawn(tmp_path, "--size", "1")
    header = lines(tmp_path / "population.jsonl")[0]
    items = lines(tmp_path / "population.jsonl")[1 + header["checkers"] :]
    refused = [each for each in items if each["outcome"] == "repair.rejected"]
    assert [each["barred"] for each in refused] == [["chen", "lin"]] * 2
    assert {tuple(each["risks"]) for each in items} == {("refused",)}
    assert {each["stratum"][0] for each in items} == {closed.department.name}
    assert "zhou" not in (tmp_path / "population.jsonl").read_text("utf-8")  # the applicant stays out of it


def test_the_preview_keeps_and_writes_nothing(closed, tmp_path):
    said = run(*PERIOD, "--preview", "--size", "4", "--minimum", "2")
    assert f"{closed.department.name} × repair.rejected\t2\t2\t2\t100.0%" in said
    assert not DrawnPopulation.objects.exists()
    assert not list(tmp_path.iterdir())


def test_the_population_is_frozen_first_and_the_seed_comes_later(closed, day, tmp_path):
    drawn(tmp_path, "--size", "2")
    frozen = DrawnPopulation.objects.get()
    day("2026-11-30")
    closed.reviewer.declines(closed.has_received(), "不属于本单位认定的信息。")  # one case more by then
    run("--population", frozen.sha256, *SEED, "--by", "gao", "--out", str(tmp_path))
    assert Draw.objects.get().population == frozen
    assert verify_draw.main([str(tmp_path / "population.jsonl"), str(tmp_path / "list.jsonl")]) == 0


def test_a_second_draw_over_such_cases_says_why(closed, tmp_path):
    drawn(tmp_path / "1", "--size", "2", "--checker", "sun", *SEED)
    with pytest.raises(CommandError, match="--again-because"):
        drawn(tmp_path / "2", "--size", "3", *SEED)
    assert not (tmp_path / "2" / "list.jsonl").exists()
    drawn(
        tmp_path / "3",
        "--size",
        "2",
        "--seed",
        "9",
        "--seed-source",
        "现场",
        "--again-because",
        "原名单外泄。",
    )
    assert [each.again_because for each in Draw.objects.order_by("pk")] == ["", "原名单外泄。"]


def test_the_database_refuses_a_second_draw_without_a_reason(closed, tmp_path, as_the_owner):
    drawn(tmp_path, "--size", "2", *SEED)
    with (
        pytest.raises(DatabaseError, match="say why again"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO rechecks_draw (population_id, seed, seed_source, again_because, list_sha256, content,"
            " drawn_by_id, drawn_on) SELECT population_id, seed, seed_source, '', list_sha256, content, drawn_by_id,"
            " drawn_on FROM rechecks_draw"
        )


def test_a_checker_who_joined_the_department_since_is_named(closed, day, tmp_path):
    drawn(tmp_path, "--size", "4", "--checker", "gao")
    frozen = DrawnPopulation.objects.get()
    give_duty(closed.credit_officer.user, closed.department, "import_records", day.today)
    with pytest.raises(CommandError, match=r"--population.*gao"):
        run("--population", frozen.sha256, *SEED, "--by", "gao", "--out", str(tmp_path))


@pytest.mark.parametrize(
    ("option", "arguments"),
    [
        ("--from", ["--size", "1"]),
        ("--size/--share", [*PERIOD]),
        ("--size", [*PERIOD, "--size", "9"]),
        ("--from/--to/--kind", ["--from", "2020-01-01", "--to", "2020-02-01", "--size", "1"]),
        ("--from/--to", ["--from", "2026-12-31", "--to", "2026-01-01", "--size", "1"]),
        ("--checker", [*PERIOD, "--size", "1", "--checker", "zhou"]),
        ("--checker", [*PERIOD, "--size", "1", "--checker", "lin"]),
        ("--weight", [*PERIOD, "--size", "1", "--weight", "fast=1", "--weight", "fast=2"]),
        ("--kind", [*PERIOD, "--size", "1", "--kind", "repairable"]),
        ("--kind", [*PERIOD, "--size", "1", "--records", "--kind", "repair"]),
        ("--strata", [*PERIOD, "--size", "1", "--records", "--strata", "outcome"]),
        ("--weight", [*PERIOD, "--size", "1", "--records", "--weight", "fast=1"]),
        ("--long-days", [*PERIOD, "--size", "1", "--records", "--long-days", "-1"]),
        ("--from/--to/--kind", ["--from", "2020-01-01", "--to", "2020-02-01", "--size", "1", "--records"]),
        ("--look-back-days", [*PERIOD, "--size", "1", "--look-back-days", "-1"]),
    ],
)
def test_what_cannot_be_drawn_names_its_option(closed, option, arguments):
    with pytest.raises(CommandError, match=f"^{option}：.* / "):
        run("--preview", *arguments)


@pytest.mark.parametrize(
    ("option", "arguments"),
    [
        ("--by", ["--by", "lin"]),
        ("--by", ["--by", "nobody"]),
        ("--seed-source", ["--by", "gao", "--seed", "1"]),
        ("--seed", ["--by", "gao", "--seed", " 1", "--seed-source", "现场"]),
        ("--population", ["--by", "gao", "--population", "0" * 64]),
    ],
)
def test_what_is_refused_leaves_no_row(closed, tmp_path, option, arguments):
    with pytest.raises(CommandError, match=f"^{option}：.* / "):
        run(*PERIOD, "--size", "1", "--out", str(tmp_path), *arguments)
    assert not Draw.objects.exists()
    assert not DrawnPopulation.objects.exists()
