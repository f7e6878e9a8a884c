"""What holds for an objection: which layer speaks, how kinds are told apart, and what is frozen with a matter."""

import tomllib
from datetime import date

import pytest

from objections.models import kinds
from rules.facts import Facts, Sector
from rules.library import SETS, Library
from rules.objection_words import TERMS, WORDS, ObjectionKind, Receiver
from rules.objections import Term
from rules.shipped_calendar import shipped_calendar
from rules.terms import Figure
from tests.rules.asking import shipped_library

ON = date(2026, 12, 9)
CALENDAR = shipped_calendar()
PLACES = [
    "CN", "CN-SH", "CN-SD", "CN-HA", "CN-ZJ", "CN-ZJ-TAIZHOU", "CN-GD-SHENZHEN", "CN-GD-GUANGZHOU",
    "CN-GD-ZHANJIANG", "CN-GS-GANZHOU", "CN-HL-HEGANG", "CN-JS-XINBEI",
]  # fmt: skip


def rules_of(place="CN", on=ON, **more):
    return shipped_library().objection_rules(place, on, **more)


def stated(*instruments):
    """A library of small instruments: (layer, jurisdiction, {name: value}, further keys)."""
    contents = []
    for number, (layer, jurisdiction, figures, more) in enumerate(instruments):
        objections = {
            name: {"value": value, "unit": "rule" if isinstance(value, str) else "working_days"}
            | {"cites": f"第{number}号", "confirmed": False}
            for name, value in figures.items()
        }
        about = {"id": f"XX-{number}", "title": "试行", "layer": layer, "jurisdiction": jurisdiction}
        contents.append(about | {"objections": objections} | more)
    return Library.from_contents(contents)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_an_answer_to_every_question(place):
    rules = rules_of(place)
    optional = {"agency_working_days", "extension_working_days", "extended_total_working_days"}
    optional |= {"review_total_working_days", "total_working_days"}
    for name in TERMS - optional:
        assert rules.term(name), name
    for name in WORDS:
        assert rules.word(name), name


@pytest.mark.parametrize("place", PLACES)
def test_every_figure_has_its_clause_and_says_whether_it_was_read(place):
    for figure in rules_of(place).figures.values():
        assert figure.cites
        assert figure.read_in or not figure.confirmed


def test_no_setting_of_the_office_claims_a_legal_source():
    own = shipped_library().instrument("CN-OFFICE-OBJECTIONS").objections
    assert not any(figure.confirmed for figure in own.values())
    assert {figure.clause for figure in own.values()} == {
        "办理机关设定，无法规来源",
        "《信用修复管理办法》（条号待核实）",
    }


def test_the_nearest_instrument_speaks_first_and_the_office_last():
    shanghai = rules_of("CN-SH")
    assert shanghai.term("forward_working_days").days == 2
    assert shanghai.figure("forward_working_days").clause == "《上海市社会信用条例》第三十六条第二款第二项"
    assert shanghai.sources["forward_working_days"] == "CN-SH-2017"
    assert shanghai.sources["accept_working_days"] == "CN-OFFICE-OBJECTIONS"
    assert "accept_working_days" in shanghai.settings
    assert "forward_working_days" not in shanghai.settings


def test_a_city_goes_by_its_province_where_it_is_silent():
    taizhou = rules_of("CN-ZJ-TAIZHOU")
    assert taizhou.word("review_by") == "provincial"
    assert taizhou.sources["review_by"] == "CN-ZJ-2017"


def test_a_whole_term_that_would_end_before_the_city_s_own_has_run_is_not_taken_over():
    assert rules_of("CN-ZJ").term("total_working_days").days == 5
    assert rules_of("CN-ZJ-TAIZHOU").term("total_working_days") is None


def test_an_instrument_speaks_from_the_day_it_is_in_force():
    assert rules_of("CN-SH", date(2017, 9, 30)).word("mark_from") == "acceptance"
    assert rules_of("CN-SH", date(2017, 10, 1)).word("mark_from") == "filing"


def test_what_is_said_for_a_kind_beats_what_is_said_for_all():
    library = stated(
        ("local", "CN-SH", {"suspend_disclosure": "no", "suspend_disclosure@privacy": "filing"}, {})
    )
    rules = library.objection_rules("CN-SH", ON)
    assert rules.word("suspend_disclosure", ObjectionKind.PRIVACY) == "filing"
    assert rules.word("suspend_disclosure", ObjectionKind.OMISSION) == "no"


def test_what_is_said_for_all_nearby_beats_what_is_said_for_a_kind_far_away():
    near = ("local", "CN-SH", {"mark": "yes"}, {})
    far = ("office", "CN", {"mark@privacy": "no", "mark": "no", "forward_working_days@privacy": 1}, {})
    rules = stated(near, far).objection_rules("CN-SH", ON)
    assert rules.word("mark", ObjectionKind.PRIVACY) == "yes"
    assert rules.term("forward_working_days", ObjectionKind.PRIVACY).days == 1
    assert rules.term("forward_working_days") is None


def test_a_nearer_word_for_one_kind_leaves_the_others_to_the_next_layer():
    near = ("local", "CN-SH", {"mark@privacy": "no"}, {})
    rules = stated(near, ("office", "CN", {"mark": "yes"}, {})).objection_rules("CN-SH", ON)
    assert (rules.word("mark", "privacy"), rules.word("mark", "omission")) == ("no", "yes")


def test_what_binds_credit_bureaus_says_nothing_to_the_platform():
    assert "CN-PBC-2013" not in {layer.id for layer in rules_of().layers}
    bureau = rules_of(receiver=Receiver.CREDIT_BUREAU)
    assert {layer.id for layer in bureau.layers} == {"CN-PBC-2013"}
    assert (bureau.term("total_working_days").days, bureau.term("total_working_days").unit) == (20, "days")
    assert bureau.figure("total_working_days").confirmed


def test_withdrawal_in_market_regulation_goes_by_order_45():
    market = Facts(sector=Sector.MARKET_REGULATION)
    assert rules_of(market).sources["withdraw_working_days"] == "CN-SAMR-45"
    assert rules_of().sources["withdraw_working_days"] == "CN-OFFICE-OBJECTIONS"


def test_the_remedies_are_those_of_the_two_acts():
    rules = rules_of()
    assert rules.figure("reconsideration_days").clause == "《行政复议法》第二十条第一款"
    assert rules.figure("litigation_months").months == 6
    assert rules.figure("litigation_months").confirmed


def test_the_same_layers_give_the_same_rules_again():
    for place in PLACES:
        rules = rules_of(place)
        frozen = Library(tuple(shipped_library().instrument(layer.id) for layer in rules.layers))
        assert frozen.objection_rules(place, ON) == rules
        assert frozen.objection_rules(place, ON).version == rules.version


def test_rules_of_objections_do_not_enter_those_of_repair():
    """A changed term for objections makes no new version of what a repair case was decided by."""
    contents = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(SETS.glob("*.toml"))]
    facts = Facts(severity="general", jurisdiction="CN-SH")
    before = Library.from_contents(contents).governing(facts, ON)
    for content in contents:
        content.pop("objections", None)
        content.pop("objections_without", None)
    after = Library.from_contents(contents).governing(facts, ON)
    assert after.version == before.version
    assert not any("OBJECTIONS" in layer.id for layer in before.layers)


def test_the_rules_know_the_same_kinds_as_the_cases():
    assert set(ObjectionKind) == set(kinds.ObjectionKind.values)


def term(days, unit="working_days"):
    return Term(days, unit, Figure(days, unit, "x", False))


def test_a_term_ends_on_its_last_working_day():
    assert term(5).due(date(2026, 9, 28), CALENDAR).on == date(2026, 10, 10)  # a Saturday, worked
    assert term(0).due(date(2026, 9, 28), CALENDAR).on == date(2026, 9, 28)


def test_a_setting_of_the_office_never_runs_past_the_whole_term_of_the_law():
    """Zhejiang gives five working days for everything; the department's own seven are the office's."""
    zhejiang, start = rules_of("CN-ZJ"), date(2026, 11, 3)
    whole = zhejiang.term("total_working_days").due(date(2026, 11, 2), CALENDAR).on
    assert whole == date(2026, 11, 9)
    assert zhejiang.term("provider_working_days").days == 7
    shortened = zhejiang.term_within("provider_working_days", start, whole, CALENDAR)
    assert (shortened.days, shortened.due(start, CALENDAR).on) == (4, whole)


def test_what_the_law_gives_it_gives_in_full():
    """Henan gives the department three working days also where the platform forwarded late."""
    henan, start = rules_of("CN-HA"), date(2026, 11, 10)
    whole = henan.term("total_working_days").due(date(2026, 11, 2), CALENDAR).on
    assert whole == date(2026, 11, 11)
    assert henan.term_within("provider_working_days", start, whole, CALENDAR).days == 3


def test_a_term_cut_short_after_its_end_still_has_a_day():
    late = rules_of("CN-ZJ").term_within(
        "provider_working_days", date(2026, 11, 10), date(2026, 11, 9), CALENDAR
    )
    assert late.days == 1


def test_from_which_day_the_terms_count():
    days = {"filed_on": date(2026, 11, 2), "accepted_on": date(2026, 11, 4)}
    assert rules_of("CN-SD").counted_from(**days) == date(2026, 11, 2)
    assert rules_of("CN-ZJ").counted_from(**days) == date(2026, 11, 4)


def test_what_stops_the_clock():
    assert rules_of("CN-HA").stops_clock("testing")
    assert not rules_of("CN-SH").stops_clock("testing")
    assert rules_of("CN-SH").stops_clock("supplement")
