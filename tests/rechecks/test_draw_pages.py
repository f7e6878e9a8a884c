"""The pages of draws (C3): plan, preview, frozen population, seed, list, files, and the draw made again."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rechecks.models import Draw, DrawnPopulation
from registry.duties import give_duty
from registry.models import Export
from tools import verify_draw

DRAWS, PLAN = reverse("rechecks:draws"), reverse("rechecks:plan_draw")
TYPED = {"seed": "2026 1136 07", "seed_source": "信用办会议室，纪检组现场见证"}


@pytest.fixture
def closed(office):
    """Two refused repairs and three not accepted."""
    give_duty(office.stranger.user, office.elsewhere, "review_cases", date(2026, 1, 1))
    for _n in range(2):
        case = office.has_judged()
        office.reviewer.proposes_refusal(case)
        office.second.countersigns(case)
    for _n in range(3):
        office.reviewer.declines(office.has_received(), "不属于本单位认定的信息。")
    return office


@pytest.fixture
def gao(closed):
    client = Client()
    client.force_login(closed.credit_officer.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def plan(**changed):
    said = {
        "since": "2026-11-01", "until": "2026-11-30", "kinds": ["repair", "objection"],
        "strata": ["department", "outcome"], "size": "4", "share": "", "minimum": "1", "fast_days": "1",
        "weight_refused": "1", "weight_fast": "0", "weight_returned_twice": "0", "weight_objection": "0",
        "weight_earlier_findings": "0", "look_back_days": "365",
        "seed_from": "",
    }  # fmt: skip
    return said | changed


def frozen(gao, **changed):
    seen = gao.post(PLAN, plan(do="preview", **changed)).context["seen"]
    gao.post(PLAN, plan(do="freeze", seen=seen, **changed))
    return DrawnPopulation.objects.latest("pk")


def seeded(gao, population, **said):
    gao.post(reverse("rechecks:population", args=[population.sha256]), TYPED | said)
    return Draw.objects.latest("pk")


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def errors_of(answer):
    return answer.context["form"].errors


def test_the_preview_shows_the_strata_and_keeps_nothing(gao, closed):
    answer = gao.post(PLAN, plan(do="preview"))
    assert f"{closed.department.name} × 不予修复 2 4 2 100.0%" in words(answer)
    assert f"{closed.department.name} × 不予受理 3 6 2 66.7%" in words(answer)
    assert "合计 5 4 80.0%" in words(answer)
    assert not DrawnPopulation.objects.exists()


def test_only_what_was_shown_is_frozen(gao, closed):
    seen = gao.post(PLAN, plan(do="preview")).context["seen"]
    closed.reviewer.declines(closed.has_received(), "不属于本单位认定的信息。")
    answer = gao.post(PLAN, plan(do="freeze", seen=seen))
    assert "与您看到的预览不同" in words(answer)
    assert not DrawnPopulation.objects.exists()


def test_the_preview_warns_of_strata_that_are_drawn_whole(gao):
    assert "有 2 层不足 4 件，将全部抽取" in words(gao.post(PLAN, plan(do="preview", size="5", minimum="4")))


def test_a_sample_larger_than_its_population_is_an_error_at_the_size(gao):
    answer = gao.post(PLAN, plan(do="preview", size="9"))
    assert answer.status_code == 422
    assert "样本量大于总体" in errors_of(answer)["size"][0]


REFUSED = [
    ({"since": ""}, "since"),
    ({"since": "2026-12-01"}, "until"),
    ({"since": "2020-01-01", "until": "2020-02-01"}, "since"),
    ({"kinds": []}, "kinds"),
    ({"strata": []}, "strata"),
    ({"size": ""}, "size"),
    ({"share": "5%"}, "size"),
    ({"size": "-1"}, "size"),
    ({"size": "0"}, "size"),
    ({"size": "", "share": "一半"}, "share"),
    ({"size": "", "share": "200%"}, "share"),
    ({"size": "", "share": "1e999999%"}, "share"),
    ({"size": "3", "minimum": "3"}, "minimum"),
    ({"weight_refused": "100"}, "weight_refused"),
    ({"weight_fast": "x"}, "weight_fast"),
    ({"fast_days": "-1"}, "fast_days"),
    ({"checkers": ["lin"]}, "checkers"),
    ({"checkers": ["zhou"]}, "checkers"),
    ({"seed_from": "x" * 201}, "seed_from"),
]


def test_what_cannot_be_drawn_is_said_at_its_field(gao):
    for changed, field in REFUSED:
        answer = gao.post(PLAN, plan(do="freeze", **changed))
        assert (answer.status_code, list(errors_of(answer))) == (422, [field]), changed
    assert not DrawnPopulation.objects.exists()


def test_a_frozen_population_shows_its_fingerprint_and_hands_out_its_file(gao, closed):
    population = frozen(gao, size="", share="60%", checkers=[closed.stranger.user.username])
    said = words(gao.get(reverse("rechecks:population", args=[population.sha256])))
    assert population.sha256 in said
    assert "3（即60%，不足一件的进为一件）" in said
    file = gao.get(reverse("rechecks:population_file", args=[population.sha256]))
    assert file.content == population.content.encode()
    assert "population.jsonl" in file["Content-Disposition"]
    kept = Export.objects.get()  # it keeps its hash and bears no watermark: the hash leads to who took it
    assert (kept.sha256, kept.by.username, kept.form) == (population.sha256, "gao", "jsonl")


def test_the_list_says_who_checks_what_and_by_what_it_is_repeated(gao, closed, tmp_path):
    population = frozen(gao, checkers=[closed.stranger.user.username])
    draw = seeded(gao, population)
    said = words(gao.get(reverse("rechecks:draw", args=[draw.pk])))
    for each in (TYPED["seed"], TYPED["seed_source"], draw.list_sha256, "xinxiu-draw/1", population.sha256):
        assert each in said
    assert f"第{population.pk}号总体快照" in said
    for item in draw.items.select_related("case"):
        assert item.case.number in said
    files = tmp_path / "population.jsonl", tmp_path / "list.jsonl"
    files[0].write_bytes(gao.get(reverse("rechecks:population_file", args=[population.sha256])).content)
    files[1].write_bytes(gao.get(reverse("rechecks:list_file", args=[draw.pk])).content)
    assert verify_draw.main([*map(str, files), "--seed", TYPED["seed"]]) == 0
    program = gao.get(reverse("rechecks:draw_program"))
    assert program.content.startswith(b"#!/usr/bin/env python3")


def test_the_list_keeps_the_outcome_from_who_checks(gao):
    """The table of the list; the strata below it say only how many of each there are."""
    draw = seeded(gao, frozen(gao))
    page = gao.get(reverse("rechecks:draw", args=[draw.pk])).content.decode()
    assert "不予" not in page.partition('id="list"')[2].partition("</table>")[0]


def test_point_62_same_snapshot_and_seed_give_the_same_list_another_seed_another(gao):
    population = frozen(gao, size="3", minimum="1")
    first = seeded(gao, population)
    again = seeded(gao, population, again_because="现场演示复现。")
    other = seeded(gao, population, seed="7", again_because="现场演示另一种子。")
    assert (first.content, first.list_sha256) == (again.content, again.list_sha256)
    assert first.list_sha256 != other.list_sha256
    answer = gao.post(reverse("rechecks:repeat_draw", args=[first.pk]))
    assert "复现校验：一致" in words(answer)
    for draw in (first, other):
        outcomes = set(draw.items.values_list("case__status", flat=True))
        assert outcomes == {"rejected", "not_accepted"}  # one of each stratum at least


def test_a_second_draw_over_such_cases_asks_for_its_reason(gao, closed):
    others = {"checkers": [closed.stranger.user.username]}
    seeded(gao, frozen(gao, **others))
    another = frozen(gao, size="2", minimum="0", **others)
    page = reverse("rechecks:population", args=[another.sha256])
    assert "该期间、该类案件已于2026年11月23日抽取过" in words(gao.get(page))
    answer = gao.post(page, TYPED)
    assert (answer.status_code, list(errors_of(answer))) == (422, ["again_because"])
    assert Draw.objects.count() == 1
    assert seeded(gao, another, again_because="名单外泄。").again_because == "名单外泄。"
    assert "再次抽取理由：名单外泄。" in words(gao.get(DRAWS))


def test_a_public_number_named_beforehand_is_the_only_seed(gao, tmp_path):
    population = frozen(gao, seed_from="福利彩票双色球第2026140期")
    page = reverse("rechecks:population", args=[population.sha256])
    assert "seed_source" not in gao.get(page).context["form"].fields
    draw = seeded(gao, population, seed="03 09 14 22 27 31 + 08", seed_source="别的来源")
    assert draw.seed_source == "福利彩票双色球第2026140期"
    files = tmp_path / "population.jsonl", tmp_path / "list.jsonl"
    for path, text in zip(files, (population.content, draw.content), strict=True):
        path.write_bytes(text.encode())
    assert verify_draw.main([*map(str, files)]) == 0
    said = draw.content.replace("福利彩票双色球第2026140期", "别的来源")
    files[1].write_bytes(said.encode())
    assert verify_draw.main([*map(str, files)]) == 1


def test_a_seed_that_nobody_could_type_again_is_refused_at_its_field(gao):
    page = reverse("rechecks:population", args=[frozen(gao).sha256])
    for seed in ("", " 7", "x" * 201):
        answer = gao.post(page, TYPED | {"seed": seed})
        assert (answer.status_code, list(errors_of(answer))) == (422, ["seed"]), seed


def test_whose_conditions_changed_since_freezing_is_named(gao, closed, day):
    population = frozen(gao, checkers=["gao"])
    give_duty(closed.credit_officer.user, closed.department, "import_records", day.today)
    answer = gao.post(reverse("rechecks:population", args=[population.sha256]), TYPED)
    assert answer.status_code == 422
    assert "gao不能再核查" in errors_of(answer)["__all__"][0]


def test_the_list_of_populations_has_pages(gao):
    for n in range(2, 5):
        frozen(gao, size=str(n), minimum="0")
    newest, *_rest, oldest = DrawnPopulation.objects.order_by("-pk")
    page = words(gao.get(f"{DRAWS}?before={newest.pk}"))
    assert f"第{oldest.pk}号总体快照" in page
    assert f"第{newest.pk}号总体快照" not in page
    assert gao.get(f"{DRAWS}?before=nothing").status_code == 200


def test_the_repetition_names_what_is_different(gao, monkeypatch):
    draw = seeded(gao, frozen(gao))
    monkeypatch.setattr("rechecks.services.drawing.digest", lambda _text: "0" * 64)
    assert "复现校验：不一致" in words(gao.post(reverse("rechecks:repeat_draw", args=[draw.pk])))
