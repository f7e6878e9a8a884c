"""Random walks through the procedure: people, nights, failing channels and attackers, in any order.

After each step every invariant of `invariants.py` holds; `tests/walking.py` says how walks are taken.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from casework.channels import ADAPTERS, NOT_SHOWN
from casework.errors import CaseError
from objections.models import ObjectionCase
from registry.duties import forget, give_duty, take_duty
from registry.models import Channel, Mandate, Publication
from repair.models import RepairCase, Status
from repair.services.channels import work_channels
from tests.repair.invariants import everything_holds
from tests.scenarios.test_repair_removal import Platform
from tests.walking import how_many, take_walks

WALKS = 30
ENOUGH_FOR_RARE_WAYS = 1000  # walks after which one that went there is not a matter of chance
REFUSALS = (CaseError, PermissionDenied, RepairCase.DoesNotExist, ObjectionCase.DoesNotExist)
RECORDS = {
    "ready": date(2026, 8, 6),
    "waiting": date(2026, 9, 8),  # goes on from 9 December
    "ending": date(2025, 11, 30),  # on show through 30 November
}
ATTACKS = [
    "UPDATE casework_case SET status = 'approved' WHERE id = %(case)s AND status <> 'approved'",
    "UPDATE casework_case SET status = 'repaired', closed = true, seq = seq + 1 WHERE id = %(case)s",
    "UPDATE casework_case SET closed = NOT closed WHERE id = %(case)s",
    "UPDATE casework_case SET seq = seq - 1 WHERE id = %(case)s",
    "UPDATE casework_caseevent SET actor_id = %(stranger)s WHERE case_id = %(case)s",
    "DELETE FROM casework_caseevent WHERE case_id = %(case)s",
    """UPDATE registry_publication SET state = 'ended_by_repair', ended_on = '2026-11-23', removal_id = 0
       WHERE record_id = %(record)s AND state = 'shown'""",
    """INSERT INTO casework_removal (record_id, case_id, seq, target, ordered_on)
       SELECT record_id, id, 1, 'approved', '2026-11-23' FROM casework_case WHERE id = %(case)s""",
    """UPDATE casework_case SET department_id = %(elsewhere)s, seq = seq + 1
       WHERE id = %(case)s AND department_id <> %(elsewhere)s""",
    "UPDATE casework_case SET transfer_to_id = opened_by_id WHERE id = %(case)s",
    "UPDATE casework_case SET paused_for_id = NULL WHERE id = %(case)s AND paused_for_id IS NOT NULL",
    """UPDATE casework_case SET paused_for_id = other.id FROM casework_case other
       WHERE casework_case.id = %(case)s AND casework_case.paused_for_id IS NULL
       AND other.record_id = casework_case.record_id AND other.id <> casework_case.id""",
    "UPDATE registry_record SET department_id = %(elsewhere)s WHERE id = %(record)s AND department_id <> %(elsewhere)s",
]

BENDS = [
    "ask",
    "straight",
    "ask",
    "refuse",
    "send_back",
    "decline",
    "withdraw",
    "straight",
    "hand_on",
    "hand_on",
]
TAKEN_BACK = ("representative", "withdraws")
WAYS = {
    Status.PERIOD_MET: {"straight": ("representative", "signs")},
    Status.COMMITTED: {"straight": ("representative", "submits")},
    Status.SUBMITTED: {
        "straight": ("reviewer", "accepts"),
        "ask": ("reviewer", "asks", "授权委托书"),
        "decline": ("reviewer", "declines", "材料与该信息无关。"),
        "hand_on": ("reviewer", "asks_to_take_over"),
        "withdraw": TAKEN_BACK,
    },
    Status.ACCEPTED: {
        "straight": ("reviewer", "approves"),
        "ask": ("reviewer", "asks", "整改验收报告"),
        "refuse": ("reviewer", "proposes_refusal"),
        "send_back": ("reviewer", "proposes_refusal"),
        "hand_on": ("reviewer", "asks_to_take_over"),
        "withdraw": TAKEN_BACK,
    },
    "asked": {
        "straight": ("asked", "takes_over"),
        "decline": ("asked", "gives_back"),
        "send_back": ("asked", "gives_back"),
        "hand_on": ("asked", "gives_back"),
        "withdraw": TAKEN_BACK,
    },
    "disputed": {"straight": ("credit_officer", "settles"), "withdraw": TAKEN_BACK},
    "proposed": {
        "straight": ("second", "countersigns"),
        "send_back": ("second", "sends_back"),
        "withdraw": TAKEN_BACK,
    },
    Status.SUPPLEMENTING: {"straight": ("representative", "supplements", "见附件"), "withdraw": TAKEN_BACK},
}

# What an objection says a record should say; the one of the waiting record brings its repair forward.
CLAIMED = {
    "ready": {"title": "未按规定处置危险废物"},
    "waiting": {"decided_on": "2026-08-06"},
    "ending": {"title": "未按规定处置危险废物"},
}
OTHER_BENDS = ["straight", "right", "back", "hand_on"]
ANSWERED = ("record", "title", "decided_on")

which = st.sampled_from(["ready", "ready", "ready", "ending", "waiting"])
officers = st.sampled_from(["reviewer", "reviewer", "reviewer", "colleague", "second", "stranger"])
applicants = st.sampled_from(["representative", "representative", "representative", "reviewer"])


class RepairWalk(RuleBasedStateMachine):
    """People who try things; a refusal is an answer like another, any other error is a find."""

    office = platform = records = None  # set by the test
    tally: dict[str, int]

    def __init__(self):
        super().__init__()
        self.walk = transaction.atomic()
        self.walk.__enter__()
        self.office.day("2026-11-23")
        self.platform.is_down, self.platform.obeys = False, True
        self.platform.gone.clear()
        self.platform.looks.clear()
        for person in self.people():
            forget(person.user)

    def teardown(self):
        transaction.set_rollback(True)
        self.walk.__exit__(None, None, None)

    def people(self):
        office = self.office
        officers = [office.reviewer, office.colleague, office.second, office.stranger, office.credit_officer]
        return [*officers, office.representative]

    def case_on(self, record):
        return RepairCase.objects.filter(record=self.records[record]).order_by("-pk").first()

    def tries(self, actor, verb, record, *said):
        case = self.case_on(record)
        if case is None:
            return
        step = getattr(getattr(self.office, actor), verb)
        try:
            step(case, *said)
            self.tally[verb] = self.tally.get(verb, 0) + 1
        except REFUSALS as refusal:
            name = f"refused as {type(refusal).__name__}"
            self.tally[name] = self.tally.get(name, 0) + 1

    # --- the applicant ---

    @initialize(
        steps=st.sampled_from([4, 5, 3, 4, 5, 6, 9]),
        bend=st.sampled_from(BENDS),
        answered=st.sampled_from([0, 0, 2, 3, 3]),
        other=st.sampled_from(OTHER_BENDS),
    )
    def has_begun(self, steps, bend, answered, other):
        self.starts(record="waiting", actor="representative")
        self.goes_on(record="ready", steps=steps, bend=bend)
        if answered:
            self.objects(record="ready", void=other == "straight")
            self.objection_goes_on(record="ready", steps=answered, bend=other)

    @rule(record=which, actor=applicants)
    def starts(self, record, actor):
        try:
            getattr(self.office, actor).starts(self.records[record])
        except REFUSALS:
            return

    @rule(
        record=which,
        actor=applicants,
        verb=st.sampled_from(["states", "signs", "submits", "trains", "withdraws"]),
    )
    def applicant_tries(self, record, actor, verb):
        self.tries(actor, verb, record)

    @rule(record=which, answers=st.sampled_from([["见附件"], [""]]))
    def answers(self, record, answers):
        self.tries("representative", "supplements", record, *answers)

    # --- the department ---

    @rule(
        record=which,
        actor=officers,
        verb=st.sampled_from(["claims", "releases", "accepts", "judges", "approves", "proposes_refusal"]),
    )
    def officer_tries(self, record, actor, verb):
        self.tries(actor, verb, record)

    @rule(record=which, actor=officers, verb=st.sampled_from(["declines", "asks", "sends_back"]))
    def officer_says(self, record, actor, verb):
        self.tries(actor, verb, record, "整改材料不齐。")

    @rule(record=which, actor=officers, verb=st.sampled_from(["takes_over", "gives_back"]))
    def answers_a_transfer(self, record, actor, verb):
        self.tries(actor, verb, record)

    @rule(record=which, actor=officers, ours=st.booleans())
    def hands_on(self, record, actor, ours):
        to = self.office.department if ours else self.office.elsewhere
        self.tries(actor, "asks_to_take_over", record, to)

    @rule(
        record=which,
        actor=st.sampled_from(["credit_officer", "credit_officer", "reviewer", "stranger"]),
        ours=st.booleans(),
    )
    def settles(self, record, actor, ours):
        to = self.office.department if ours else self.office.elsewhere
        self.tries(actor, "settles", record, to)

    @rule(record=which, actor=st.sampled_from(["second", "second", "reviewer", "stranger"]))
    def signs_for_the_second_time(self, record, actor):
        self.tries(actor, "countersigns", record)

    # --- the natural way on, with a bend, so that walks get far ---

    @rule(record=which, steps=st.integers(1, 5), bend=st.sampled_from(BENDS))
    def goes_on(self, record, steps, bend):
        """Some steps straight on, and the last one with the bend."""
        for left in reversed(range(steps)):
            self._next_step(record, "straight" if left else bend)

    @rule(record=which, back=st.booleans(), again=st.booleans())
    def goes_to_another_department(self, record, back, again):
        """Asked, answered, and perhaps disputed and settled."""
        for bend in [
            "hand_on",
            "decline" if back else "straight",
            *(["hand_on", "straight"] if again else []),
        ]:
            self._next_step(record, bend)

    @rule(record=which, bend=st.sampled_from(BENDS))
    def takes_the_next_step(self, record, bend):
        self._next_step(record, bend)

    def _next_step(self, record, bend):
        case = self.case_on(record)
        if case is None or (case.closed and case.status != Status.REPAIRED):
            self.starts(record=record, actor="representative")
            return
        ours = case.department_id == self.office.department.pk
        reviewer = "colleague" if case.claimed_by == self.office.colleague.user else "reviewer"
        reviewer = reviewer if ours else "stranger"
        if case.status == Status.PERIOD_MET:
            self.tries("representative", "states", record)
        if case.status == Status.ACCEPTED and not case.proposed_by_id:
            self.tries(reviewer, "judges", record)
        place = "proposed" if case.status == Status.ACCEPTED and case.proposed_by_id else case.status
        if case.is_handed_on:
            place = "disputed" if case.transfer_is_disputed else "asked"
        ways = WAYS.get(place, {})
        if way := ways.get(bend, ways.get("straight")):
            actor, verb, *said = way
            if verb in ("asks_to_take_over", "settles"):
                said = [self.office.elsewhere if ours else self.office.department]
            people = {"reviewer": reviewer, "asked": "stranger" if ours else "reviewer"}
            if actor == "second" and not ours:
                people["second"] = "stranger"
            self.tries(people.get(actor, actor), verb, record, *said)

    # --- another matter on the record ---

    @rule(record=which, void=st.booleans())
    def objects(self, record, void):
        """File an objection; a repair that runs waits for it."""
        person, found = self.office.representative, self.records[record]
        kind, claimed = ("not_publishable", {}) if void else ("wrong_content", CLAIMED[record])
        try:
            with transaction.atomic():
                draft = person.begins_objection(found, kind=kind, pause_repair=True)
                person.claims_and_files(draft, **claimed)
            self.tally["objects"] = self.tally.get("objects", 0) + 1
        except REFUSALS:
            return

    @rule(record=which, steps=st.integers(1, 3), bend=st.sampled_from(OTHER_BENDS))
    def objection_goes_on(self, record, steps, bend):
        """Some steps on its way, and the last one with the bend."""
        for left in reversed(range(steps)):
            self._objection_goes_on(record, "straight" if left else bend)

    def _objection_goes_on(self, record, bend):
        found = ObjectionCase.objects.filter(record=self.records[record], closed=False).first()
        if found is None:
            return
        office = self.office
        ours = found.department_id == office.department.pk
        there = office.reviewer if ours else office.stranger
        elsewhere = office.elsewhere if ours else office.department
        ways = {
            "filed": lambda: office.credit_officer.takes_up(found),
            "accepted": lambda: office.credit_officer.forwards(found),
            "verifying": lambda: there.concludes(found),
            "misrouted": lambda: office.credit_officer.says_whose(found, elsewhere),
        }
        bends = {
            ("verifying", "right"): lambda: there.concludes(found, **dict.fromkeys(ANSWERED, "right")),
            ("verifying", "hand_on"): lambda: there.says_it_is_of(found, elsewhere),
        }
        way = bends.get((found.status, bend), ways.get(found.status))
        if found.proposed_by_id:
            way = lambda: office.second.confirms(found)  # noqa: E731
        if bend == "back":
            way = lambda: office.representative.takes_back(found)  # noqa: E731
        if way is None:
            return
        try:
            way()
            self.tally[f"objection {found.status}"] = self.tally.get(f"objection {found.status}", 0) + 1
        except REFUSALS:
            return

    # --- time, channels, rights, attackers ---

    @rule(days=st.sampled_from([0, 1, 1, 3, 11, 20]))
    def days_pass(self, days):
        self.office.day((self.office.day.today + timedelta(days=days)).isoformat())

    @rule()
    def night_passes_twice(self):
        self.office.night_passes()
        assert not any(self.office.night_passes().values())

    @rule(down=st.booleans(), obeys=st.booleans())
    def channels_work(self, down, obeys):
        self.platform.is_down, self.platform.obeys = down, obeys
        work_channels(now=timezone.now() + timedelta(hours=2), on=self.office.day.today)

    @rule(who=st.sampled_from(["reviewer", "colleague", "second"]), given=st.booleans())
    def right_changes(self, who, given):
        duty = "countersign_cases" if who == "second" else "review_cases"
        change = give_duty if given else take_duty
        change(getattr(self.office, who).user, self.office.department, duty, self.office.day.today)

    @rule(given=st.booleans())
    def mandate_changes(self, given):
        revoked = None if given else self.office.day.today
        Mandate.objects.filter(user=self.office.representative.user).update(revoked_on=revoked)

    @rule(record=which, sql=st.sampled_from(ATTACKS))
    def attacker_tries(self, record, sql):
        case = self.case_on(record)
        if case is None:
            return
        aim = {
            "case": case.pk,
            "record": case.record_id,
            "stranger": self.office.stranger.user.pk,
            "elsewhere": self.office.elsewhere.pk,
        }
        try:
            touched = _run(sql, aim)
        except DatabaseError:
            return
        assert not touched, sql

    @invariant()
    def everything_holds(self):
        everything_holds(self.office.day.today)


@transaction.atomic
def _run(sql, aim) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, aim)
        touched = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return touched


class ManyRecordsPlatform(Platform):
    """The province's platform, with a memory for each record."""

    def __init__(self):
        super().__init__()
        self.gone = set()

    def remove(self, removal, *, on):
        if self.is_down:
            raise OSError("no answer")
        if self.obeys:
            self.gone.add(removal.record_id)

    def shows(self, record, *, on):
        return record.pk not in self.gone

    def shows_as(self, record, *, on):
        return super().shows_as(record, on=on) if self.shows(record, on=on) else NOT_SHOWN


@pytest.mark.django_db
def test_no_walk_leaves_the_law(office, monkeypatch, capsys):
    province = Channel.objects.create(code="province", name="省平台")
    platform = ManyRecordsPlatform()
    monkeypatch.setitem(ADAPTERS, "province", platform)
    records = {name: office.identifies(decided_on=decided) for name, decided in RECORDS.items()}
    for record in records.values():
        Publication.objects.create(record=record, channel=province, shown_from=record.decided_on)
    tally: dict[str, int] = {}
    walk = type(
        "Walk", (RepairWalk,), {"office": office, "platform": platform, "records": records, "tally": tally}
    )
    how_far = take_walks(walk, walks=WALKS, steps=15)
    with capsys.disabled():
        print(f"\n{how_far}: {dict(sorted(tally.items()))}")
    assert tally.get("approves")  # walks get as far as a decision
    if how_many(WALKS) >= ENOUGH_FOR_RARE_WAYS:
        assert tally.get("asks_to_take_over")  # and to another department
        assert tally.get("objection verifying")  # and an objection to its answer
