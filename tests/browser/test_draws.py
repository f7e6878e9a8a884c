"""The credit office draws (C3): the plan with its preview, and the list with the draw made again (point 62)."""

from datetime import date

import pytest

from rechecks.models import Draw
from registry.duties import give_duty

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gao(office, visitor):
    """Somebody of the credit office, after two refused repairs and two that were not taken up."""
    give_duty(office.stranger.user, office.elsewhere, "review_cases", date(2026, 1, 1))
    for _n in range(2):
        office.second.countersigns(office.reviewer.proposes_refusal(office.has_judged()))
        office.reviewer.declines(office.has_received(), "不属于本单位认定的信息。")
    return visitor("gao")


def plans(gao):
    gao.goes_to("/office/draws/new/")
    gao.page.fill("#id_since", "2026-11-01")
    gao.page.fill("#id_until", "2026-11-30")
    gao.page.fill("#id_share", "100%")
    gao.presses("预览分层")


def test_the_strata_are_shown_before_anything_is_kept(gao):
    plans(gao)
    gao.looks_at("draw-plan")
    assert "有 2 层不足 3 件，将全部抽取" in gao.reads()
    gao.page.fill("#id_share", "")
    gao.page.fill("#id_size", "9")
    gao.presses("预览分层")
    assert "样本量大于总体" in gao.page.inner_text(".xx-err-sum")


def test_point_62_the_same_snapshot_and_seed_give_the_same_list(gao):
    plans(gao)
    gao.presses("冻结总体")
    gao.looks_at("draw-population")
    gao.page.fill("#id_seed", "2026136")
    gao.page.fill("#id_seed_source", "信用办会议室当众录入")
    gao.presses("抽取并分派")
    gao.presses("复现校验")
    assert "复现校验：一致" in gao.reads()
    draw = Draw.objects.get()
    assert draw.list_sha256 in gao.reads()
    gao.goes_to(f"/office/draws/{draw.pk}/")
    gao.looks_at("draw-list")
    gao.goes_to("/office/draws/")
    gao.looks_at("draws")
    gao.goes_to("/office/draws/new/records/")
    gao.looks_at("draw-records-plan")
