"""Objections in Zhanjiang: the guide page says what may be objected to and with which papers, and its days were cut off."""

from tests.rules.asking import holds, objection_rules, shipped_library

RULES = objection_rules("CN-GD-ZHANJIANG", "2026-12-28")


def test_it_gives_no_term_so_the_office_s_settings_hold():
    assert "provider_working_days" in RULES.settings
    assert RULES.figures == objection_rules("CN", "2026-12-28").figures
    assert holds(RULES, "accept_working_days", "2026-12-28", "2026-12-30", "2026-12-31")


def test_kinds_and_papers_are_kept_in_its_words_and_unconfirmed():
    said = shipped_library().instrument("CN-GD-ZHANJIANG-GUIDE").principles
    assert "重复公示、不应公示、超期公示、与认定机关不一致" in said["objection_kinds"].value
    assert "《异议申诉信用承诺书》" in said["objection_papers"].value
    assert not any(principle.confirmed for principle in said.values())
