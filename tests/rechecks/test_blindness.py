"""Nobody who checks blindly finds the outcome on another page of the office, nor in the files of a draw."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rechecks import services
from rechecks.drawing import CannotDraw, Plan
from rechecks.figures.counting import add_up_months
from rechecks.models import Draw, DrawnItem, RecheckCase
from rechecks.selectors import Scope
from rechecks.selectors.blindness import Withheld, hidden_cases, withheld
from tests.rechecks.sampling import open_eyed, sampling

STRATA = ("department", "outcome")


@pytest.fixture
def credit(office):
    return sampling(office)


@pytest.fixture
def refused(office):
    case = office.has_judged()
    office.reviewer.proposes_refusal(case, "整改复查未通过。")
    return office.second.countersigns(case)


def at(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def whole(answer) -> str:
    return answer.content.decode()


def frozen_for(credit, *people):
    scope = Scope(date(2026, 1, 1), credit.today)
    names = [each.user.username for each in people]
    found = services.population_of(scope, Plan(share=1, size=None, strata=STRATA, scope=scope.said), names)
    return services.freeze(found, scope, by=credit.office.credit_officer.user, on=credit.today)


def drawn_for(credit, *people, **more):
    by = credit.office.credit_officer.user
    frozen = frozen_for(credit, *people)
    return services.draw(frozen, seed="7", seed_source="公开摇号", by=by, on=credit.today, **more)


def test_the_files_of_a_draw_are_open_to_the_checker_after_the_first_finding(credit, refused):
    draw = drawn_for(credit, credit.checker)
    [case] = RecheckCase.objects.all()
    page = reverse("rechecks:draw", args=[draw.pk])
    files = (
        reverse("rechecks:population_file", args=[draw.population.sha256]),
        reverse("rechecks:list_file", args=[draw.pk]),
    )
    checker, other = at(credit.checker), at(credit.second)
    for url in files:
        answer = checker.get(url)
        assert answer.status_code == 403
        assert "保存初步结论后" in whole(answer)
        assert other.get(url).status_code == 200
    for url in (page, reverse("rechecks:population", args=[draw.population.sha256])):
        read = whole(checker.get(url))
        assert "不予修复" not in read
        assert "保存初步结论后" in read
        assert "不予修复" in whole(other.get(url))
    credit.assesses(case)
    credit.looks(case)
    assert [checker.get(url).status_code for url in files] == [200, 200]
    assert "不予修复" in whole(checker.get(page))


def test_before_the_draw_nobody_who_may_be_drawn_gets_the_population(credit, refused):
    frozen = frozen_for(credit, credit.checker)
    url = reverse("rechecks:population_file", args=[frozen.sha256])
    answer = at(credit.checker).get(url)
    assert (answer.status_code, withheld(frozen, credit.checker.user)) == (403, Withheld.MAY_BE_DRAWN)
    assert "抽取前" in whole(answer)
    assert at(credit.second).get(url).status_code == 200


def test_any_population_that_holds_the_case_is_withheld(credit, refused):
    earlier = frozen_for(credit, credit.second)
    drawn_for(credit, credit.checker)
    assert withheld(earlier, credit.checker.user) == Withheld.IS_BLIND
    assert withheld(earlier, credit.office.credit_officer.user) == Withheld.NOTHING


def test_nobody_previews_or_freezes_what_they_check_blindly(credit, refused):
    drawn_for(credit, credit.checker)
    scope = Scope(date(2026, 1, 1), credit.today)
    found = services.population_of(scope, Plan(size=1, strata=STRATA, scope=scope.said))
    with pytest.raises(CannotDraw, match="without knowing"):
        services.freeze(found, scope, by=credit.checker.user, on=credit.today)
    said = {
        "since": "2026-01-01", "until": credit.today.isoformat(), "kinds": ["repair"], "strata": list(STRATA),
        "size": "1", "share": "", "minimum": "0", "fast_days": "1", "look_back_days": "365", "seed_from": "",
        "weight_refused": "0", "weight_fast": "0", "weight_returned_twice": "0", "weight_objection": "0",
        "weight_earlier_findings": "0", "do": "preview",
    }  # fmt: skip
    answer = at(credit.checker).post(reverse("rechecks:plan_draw"), said)
    assert answer.status_code == 422
    assert "盲评" in whole(answer)
    assert "preview" not in answer.context
    assert at(credit.second).post(reverse("rechecks:plan_draw"), said).status_code == 200


def test_figures_leave_out_what_one_case_would_tell(credit, refused):
    drawn_for(credit, credit.checker)
    asked = {"result": "refused", "since": credit.today.isoformat()}
    checker, other = at(credit.checker), at(credit.second)
    cases = reverse("rechecks:counted_cases")
    assert 'data-count="0"' in whole(checker.get(cases, asked | {"count": "finished"}))
    assert 'data-count="1"' in whole(other.get(cases, asked | {"count": "finished"}))
    for name in ("overview", "reports", "counted_cases"):
        assert 'data-left-out="1"' in whole(checker.get(reverse(f"rechecks:{name}"), asked))
        assert "data-left-out" not in whole(other.get(reverse(f"rechecks:{name}"), asked))
    export = reverse("rechecks:export_report")
    assert checker.post(export, {"form": "xlsx"}).status_code == 403
    assert other.post(export, {"form": "xlsx"}).status_code == 200


def test_whole_months_that_are_summed_leave_it_out_too(credit, refused, office):
    drawn_for(credit, credit.checker)
    office.day("2026-12-15")
    add_up_months()
    month = {"since": "2026-11-01", "until": "2026-11-30"}
    tables = [
        whole(at(who).get(reverse("rechecks:reports"), month)) for who in (credit.checker, credit.second)
    ]
    hidden, shown = (re.findall(r"count=refused&[^>]*>([0-9]+)<", table) for table in tables)
    assert shown
    assert set(hidden) <= {"0"}
    assert "1" in shown


def test_the_register_of_decisions_leaves_it_out(credit, refused):
    drawn_for(credit, credit.checker)
    layer = refused.assessment["layers"][0]
    url = reverse("rechecks:decided", args=[layer["id"], layer["version"]])
    assert at(credit.checker).get(url).status_code == 404
    assert refused.number in whole(at(credit.second).get(url))


@pytest.fixture
def drawn_twice(credit, refused, office):
    """The same case for two checkers, one after the other: the second one waits."""
    drawn_for(credit, credit.checker)
    [first] = RecheckCase.objects.all()
    drawn_for(credit, credit.second, again_because="第二次抽查。")
    return first


def test_who_waits_for_another_recheck_of_the_record_is_blind_already(credit, refused, drawn_twice):
    assert DrawnItem.objects.filter(recheck__isnull=True).get().checker == credit.second.user
    assert hidden_cases(credit.second.user) == {refused.pk}
    assert at(credit.second).get(f"/cases/{refused.number}/").status_code == 404


def test_what_another_checker_found_on_the_record_is_hidden_too(credit, refused, drawn_twice, office):
    credit.finds(drawn_twice, "missed", "should_go")
    waiting = at(credit.second)
    assert waiting.get(f"/office/rechecks/{drawn_twice.number}/").status_code == 404
    for lens in ("confirm", "order", "done"):
        assert drawn_twice.number not in whole(waiting.get(f"/office/rechecks/?show={lens}"))
    third = office.joins_the_credit_office("yu")
    assert drawn_twice.number in whole(at(third).get("/office/rechecks/?show=confirm"))
    credit.confirms(drawn_twice, by=third)
    assert waiting.get(f"/office/orders/{drawn_twice.number}/").status_code == 404
    assert drawn_twice.number not in whole(waiting.get("/office/orders/"))
    assert drawn_twice.number in whole(at(third).get("/office/orders/"))


def test_who_was_shown_the_outcome_of_a_case_goes_on_seeing_it(credit, refused, office):
    drawn_for(credit, credit.checker)
    [case] = RecheckCase.objects.all()
    credit.assesses(case)
    credit.looks(case)
    drawn_for(credit, credit.checker, again_because="第二次抽查。")
    assert hidden_cases(credit.checker.user) == set()
    credit.concludes(case, open_eyed(assessed="should_go"))
    assert Draw.objects.count() == 2


def test_a_new_checker_does_not_read_what_the_one_before_found(credit, refused, office):
    drawn_for(credit, credit.checker)
    [case] = RecheckCase.objects.all()
    credit.finds(case, "missed", "should_go")
    by = credit.second.user
    services.send_back(case.number, reasons="请补充证明。", by=by, on=credit.today)
    services.reassign(case.number, to=by, reason="原核查人员出差。", by=by, on=credit.today)
    read = whole(at(credit.second).get(f"/office/rechecks/{case.number}/"))
    assert "整改复查意见书的日期" not in read
    assert "整改复查意见书的日期" in whole(at(office.credit_officer).get(f"/office/rechecks/{case.number}/"))


def test_numbers_of_the_sample_leave_out_what_another_checker_found_on_the_record(credit, office):
    """Two cases of one record, drawn for two people: the second begins blindly when the first is over."""
    first = office.has_received()
    office.reviewer.declines(first, "不属于本单位认定的信息。")
    second = office.representative.applies(first.record)
    office.reviewer.declines(second, "不属于本单位认定的信息。")
    drawn_for(credit, credit.checker, credit.second)
    [concluded] = RecheckCase.objects.all()
    finder, blind = concluded.checker, DrawnItem.objects.get(recheck__isnull=True).checker
    by = {each.user.pk: each for each in (credit.checker, credit.second)}
    credit.assesses(concluded, by=by[finder.pk])
    credit.looks(concluded, by=by[finder.pk])
    credit.concludes(concluded, open_eyed(assessed="should_go"), by=by[finder.pk])
    url = reverse("rechecks:counted_rechecks")
    hidden, shown = (whole(at(by[each.pk]).get(url)) for each in (blind, finder))
    assert 'data-count="0"' in hidden
    assert 'data-rechecks-left-out="1"' in hidden
    assert concluded.number not in hidden
    assert 'data-count="1"' in shown
    assert "data-rechecks-left-out" not in shown
    overview = reverse("rechecks:overview")
    assert "rechecks/counted" not in whole(at(by[blind.pk]).get(overview))
    assert "rechecks/counted" in whole(at(by[finder.pk]).get(overview))
