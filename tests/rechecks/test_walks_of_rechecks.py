"""Random walks over one record with repair, objection, recheck and correction order, whoever acts in whichever order.

The walks of `tests/objections` go on here, and the credit office draws what is closed, assesses it blindly,
finds, confirms and orders; the department explains itself, hears, revokes or makes good; the channels follow,
or do not. After each step hold: who checks had no part in it, and concluded before the outcome was shown to
nobody; an order closes only when the channels show what they should; a restored record is shown through its old
last day at most; and no state changed but by an event.
"""

from datetime import date
from itertools import count, groupby

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from casework.channels import ADAPTERS
from casework.models import Case, CaseEvent, ChannelOrder, Restoration
from rechecks import services
from rechecks.drawing import CannotDraw, Plan
from rechecks.models import Demand, DrawnItem, RecheckCase, Status
from rechecks.selectors import Scope
from rechecks.selectors.blindness import hidden_cases
from rechecks.services import correcting, orders
from registry.duties import give_duty
from registry.models import Channel, Membership, Publication, Record
from tests.objecting import LONG_AGO
from tests.objections.invariants import BROUGHT_ABOUT
from tests.objections.test_walks_together import REFUSALS, Province, WalkTogether, what, which
from tests.rechecks.sampling import blind, open_eyed
from tests.repair.invariants import chain_is_whole, commit_checks_pass, persons_were_entitled
from tests.walking import take_walks

verdicts = st.sampled_from(["correct", "fault", "fault", "fault"])
FIRST_TURNS = ["on", "on", "on", "on", "explain"]
turns = st.sampled_from(["on", "on", "on", "back", "explain", "withdraw", "reassign"])
anybody = st.sampled_from(
    ["he", "xu", "tang", "representative", "reviewer", "colleague", "second", "stranger"]
)


class WalkOfRechecks(WalkTogether):
    """The office's checkers beside everybody else; a refusal is an answer like another."""

    officers: dict
    seeds = count(1)
    comes_again_in_a_file = is_contested = contest_is_over = asks_for_more_time = somebody_tries = None

    def __init__(self):
        super().__init__()
        self.closed_before = set()

    @initialize(
        place=st.sampled_from(sorted(BROUGHT_ABOUT)),
        claim=what,
        refused=st.booleans(),
        verdict=verdicts,
        course=st.lists(st.sampled_from(FIRST_TURNS), min_size=5, max_size=9),
    )
    def has_begun(self, place, claim, refused, verdict, course):
        self.records = self.every[place]
        self.attempts("is repaired or refused", lambda: self._is_over(refused))
        self.every_channel_catches_up()
        self.draws_what_is_closed()
        self._recheck_goes_on("ready", verdict, course)

    def _is_over(self, refused):
        case = self.office.reviewer.accepts(self.office.representative.applies(self.records["ready"]))
        self.office.reviewer.judges(case)
        if refused:
            self.office.reviewer.proposes_refusal(case, "整改复查未通过。")
            self.office.second.countersigns(case)
        else:
            self.office.reviewer.approves(case)

    def who(self, name):
        return self.officers.get(name) or getattr(self.office, name)

    def recheck_on(self, record):
        return RecheckCase.objects.filter(record=self.records[record]).order_by("-pk").first()

    # --- the office ---

    @rule()
    def draws_what_is_closed(self):
        by, on = self.who("he").user, self.office.day.today
        scope = Scope(date(2020, 1, 1), on)

        def step():
            found = services.population_of(scope, Plan(size=1), ["he", "xu", "tang"])
            frozen = services.freeze(found, scope, by=by, on=on)
            seed = f"walk {next(self.seeds)}"
            services.draw(frozen, seed=seed, seed_source="t", again_because="again", by=by, on=on)

        def tried():
            try:
                step()
            except CannotDraw as refusal:
                raise REFUSALS[0] from refusal

        self.attempts("draws", tried)

    @rule(record=which, verdict=verdicts, course=st.lists(turns, min_size=1, max_size=9))
    def recheck_goes_on(self, record, verdict, course):
        self._recheck_goes_on(record, verdict, course)

    def _recheck_goes_on(self, record, verdict, course):
        for turn in course:
            if case := self.recheck_on(record):
                self._next_of_the_recheck(case, verdict, turn)

    def _next_of_the_recheck(self, case, verdict, turn):
        on = self.office.day.today
        checker = case.checker
        others = [p.user for name, p in self.officers.items() if p.user != checker]
        fault = "wrongly_repaired" if case.record_went else "missed"
        found = fault if verdict == "fault" else "correct"
        should = (
            "should_stay"
            if (found == "wrongly_repaired" or (found == "correct" and not case.record_went))
            else "should_go"
        )
        if turn == "reassign":
            self._does("reassigns", services.reassign, case, to=others[0], reason="出差。", by=others[-1])
        elif case.status == Status.ASSIGNED and case.revealed_on is None:
            self._does("assesses", services.assess_blindly, case, blind(should), by=checker)
        elif case.status == Status.EXAMINED and case.revealed_on is None:
            self._does("looks", services.reveal, case, by=checker)
        elif case.status in (Status.ASSIGNED, Status.EXAMINED) and case.proposed_by_id is None:
            self._does("concludes it", services.conclude, case, open_eyed(found, should), by=checker)
        elif case.status == Status.EXAMINED:
            verb = services.send_back if turn == "back" else services.confirm
            said = {"reasons": "请补充。"} if turn == "back" else {}
            self._does(verb.__name__, verb, case, by=others[0], **said)
        elif case.status in (Status.WRONGLY_REPAIRED, Status.MISSED):
            settles = next(p for p in others if p.pk not in (case.proposed_by_id, case.confirmed_by_id))
            demand = orders.demands_of(case)[0]
            asked = orders.Order(demand=demand, words="请依法更正。", settles=settles)
            self.attempts("orders", lambda: orders.order(case.number, asked, by=case.confirmed_by, on=on))
        else:
            self._department_goes_on(case, turn)

    def _department_goes_on(self, case, turn):
        reviewer, colleague, second = (
            getattr(self.office, n).user for n in ("reviewer", "colleague", "second")
        )
        demand = case.order_to_correct.demand if hasattr(case, "order_to_correct") else ""
        if case.status == Status.EXPLAINED:
            verb = orders.withdraw_order if turn == "withdraw" else orders.uphold
            self._does(verb.__name__, verb, case, words="理由。", by=case.order_to_correct.settles)
        elif turn == "explain":
            self._does("explains", correcting.explain, case, words="原决定正确。", by=reviewer)
        elif case.status == Status.HEARING:
            self._does("revokes", correcting.decide_to_revoke, case, considered="", deceived=False, by=second)
        elif demand == Demand.RESTORE:
            self._does(
                "hears",
                correcting.hear,
                case,
                ground="流水号不存在。",
                clause="",
                deceived=False,
                by=colleague,
            )
        elif demand == Demand.END:
            self._does("makes good", correcting.end_show, case, by=reviewer)
        elif demand == Demand.GRANT:
            self._does("proposes grant", correcting.propose_grant, case, ground="整改合格。", by=colleague)
            self._does("grants after all", correcting.decide_to_grant, case, by=second)

    def _does(self, name, verb, case, *said, **more):
        self.attempts(name, lambda: verb(case.number, *said, on=self.office.day.today, **more))

    @rule(
        record=which,
        actor=anybody,
        verb=st.sampled_from(["assess", "reveal", "confirm", "explain", "revoke", "end", "close"]),
    )
    def somebody_tries_at_the_recheck(self, record, actor, verb):
        """Whoever it is: what is not theirs is refused, and nothing changes."""
        case, by = self.recheck_on(record), self.who(actor).user
        if case is None:
            return
        tried = {
            "assess": lambda: self._does("tries", services.assess_blindly, case, blind(), by=by),
            "reveal": lambda: self._does("tries", services.reveal, case, by=by),
            "confirm": lambda: self._does("tries", services.confirm, case, by=by),
            "explain": lambda: self._does("tries", correcting.explain, case, words="理由。", by=by),
            "revoke": lambda: self._does(
                "tries", correcting.decide_to_revoke, case, considered="", deceived=False, by=by
            ),
            "end": lambda: self._does("tries", correcting.end_show, case, by=by),
            "close": lambda: correcting.close_what_has_followed(on=self.office.day.today),
        }
        tried[verb]()

    def _works(self, hours):
        super()._works(hours)
        correcting.close_what_has_followed(on=self.office.day.today)

    # --- what always holds ---

    @invariant()
    def everything_holds(self):
        commit_checks_pass()
        records = [each.pk for each in self.records.values()]
        every = CaseEvent.objects.filter(case__record_id__in=records).order_by("case_id", "seq")
        of_case = {key: list(its) for key, its in groupby(every, lambda event: event.case_id)}
        for case in Case.objects.filter(record_id__in=records):
            chain_is_whole(case, of_case[case.pk])  # no state but by an event
            persons_were_entitled(case, of_case[case.pk])
        for recheck in RecheckCase.objects.filter(record_id__in=records).prefetch_related("findings"):
            self._was_found_by_outsiders(recheck, of_case)
            self._is_blind_before_it_looks(recheck, of_case[recheck.pk])
            self._closes_when_channels_have_followed(recheck)
        self._is_restored_no_longer_than_it_had()

    def _was_found_by_outsiders(self, recheck, of_case):
        events = of_case.get(recheck.examines_id, [])
        places = {event.department_id for event in events} | {recheck.department_id}
        mine = of_case[recheck.pk]
        found = {
            event.actor_id for event in mine if event.verb in ("examine", "reveal", "propose", "find_correct")
        }
        found |= {event.actor_id for event in mine if event.verb.startswith("confirm_")}
        for person in found | {each.by_id for each in recheck.findings.all()}:
            assert person not in {who for event in events for who in (event.actor_id, event.proposer_id)}
            assert not Membership.objects.filter(user_id=person, department_id__in=places).exists()
        for event in mine:
            if event.verb.startswith("confirm_"):
                assert event.actor_id not in {each.by_id for each in recheck.findings.all()}

    def _is_blind_before_it_looks(self, recheck, events):
        shown = False
        for event in events:
            if event.verb == "reassign":
                shown = False
            elif event.verb == "reveal":
                shown = True
            elif event.verb in ("propose", "find_correct"):
                assert shown, event.verb
        assert shown == (recheck.revealed_on is not None)
        if recheck.is_blind and recheck.examines and recheck.examines.closed:
            known = RecheckCase.objects.filter(
                checker=recheck.checker, examines=recheck.examines, revealed_on__isnull=False
            )
            assert recheck.examines_id in hidden_cases(recheck.checker) or known.exists()

    def _closes_when_channels_have_followed(self, recheck):
        if recheck.status != Status.CLOSED or recheck.pk in self.closed_before:
            return
        self.closed_before.add(recheck.pk)  # what comes after it may change it again
        assert not ChannelOrder.objects.owed().filter(case=recheck).exists()
        page = Publication.objects.get(record_id=recheck.record_id, channel__code="public_page")
        if recheck.order_to_correct.demand == Demand.RESTORE:
            assert page.restoration_id == Restoration.objects.get(finding=recheck).pk
        else:
            assert not Publication.objects.public(self.office.day.today).filter(pk=page.pk).exists()
        self.tally["correction closed"] = self.tally.get("correction closed", 0) + 1

    def _is_restored_no_longer_than_it_had(self):
        for record in Record.objects.filter(pk__in=[each.pk for each in self.records.values()]):
            for shown in Publication.objects.filter(record=record, restoration_id__isnull=False):
                last = Restoration.objects.get(pk=shown.restoration_id).shown_until
                assert last is None or shown.shown_until is None or shown.shown_until <= last
                assert (
                    record.max_period_ends_on is None
                    or (shown.shown_until or date.min) <= record.max_period_ends_on
                )


@pytest.mark.django_db
def test_rechecks_and_orders_agree_with_whatever_else_is_open(
    office, monkeypatch, capsys, tmp_path, settings
):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    province = Channel.objects.create(code="province", name="省平台")
    platform = Province()
    monkeypatch.setitem(ADAPTERS, "province", platform)
    facts = {"ready": {}, "waiting": {"severity": "serious"}, "ending": {"decided_on": date(2025, 11, 30)}}
    every = {
        place: {
            name: office.identifies(jurisdiction=place, **LONG_AGO | more) for name, more in facts.items()
        }
        for place in BROUGHT_ABOUT
    }
    for record in [each for records in every.values() for each in records.values()]:
        Publication.objects.create(record=record, channel=province, shown_from=record.decided_on)
    driver = office.joins_the_credit_office("driver")
    driver.user.groups.clear()
    give_duty(driver.user, office.elsewhere, "countersign_cases", office.day.today)
    tally: dict[str, int] = {}
    officers = {name: office.joins_the_credit_office(name) for name in ("he", "xu", "tang")}
    walk = type(
        "Walk",
        (WalkOfRechecks,),
        {
            "office": office, "platform": platform, "every": every, "tally": tally, "folder": tmp_path,
            "checker": office.joins_the_credit_office("ma"), "driver": driver, "officers": officers,
        },
    )  # fmt: skip
    how_far = take_walks(walk, walks=8, steps=6)
    with capsys.disabled():
        print(f"\n{how_far}: {dict(sorted(tally.items()))}")
    assert DrawnItem.objects.count() == 0  # every walk was taken back
    for verb in ("draws", "assesses", "looks", "concludes it", "confirm", "orders"):
        assert tally.get(verb), verb  # walks get as far as an order
