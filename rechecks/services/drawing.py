"""Freezing a population and drawing from it: the rows, the files and the rule that nothing is redrawn quietly."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models.functions import Coalesce

from casework.models import Case, CaseEvent
from rechecks.drawing import (
    ALGORITHM,
    RECORDS,
    CannotDraw,
    DrawnList,
    Plan,
    Population,
    digest,
    draw_list,
    population_text,
)
from rechecks.models import Draw, DrawnItem, DrawnPopulation, RecheckCase
from rechecks.selectors import RecordScope, Scope, checkers_of, closed_cases, lingering_records, who_may_check
from rechecks.selectors.blindness import tells
from rechecks.services.rechecking import open_rechecks
from registry.duties import sits_in_credit_office
from registry.models import Record


def population_of(
    scope: Scope | RecordScope, plan: Plan, checkers: "list[str] | tuple[str, ...]" = ()
) -> Population:
    """The cases or records of the scope as they stand, ready to be looked at or frozen."""
    people = checkers_of(who_may_check(checkers))
    if unknown := sorted(set(checkers) - {each.id for each in people}):
        raise CannotDraw(
            "--checker",
            f"{'、'.join(unknown)}不是信用办人员或审核人员。",
            f"Neither of the credit office nor a reviewer: {', '.join(unknown)}.",
        )
    if isinstance(scope, RecordScope):
        plan, items = replace(plan, holds=RECORDS), lingering_records(scope, plan.strata, people)
    else:
        items = closed_cases(scope, plan.strata, people)
    return Population(plan, tuple(items), tuple(people))


def freeze(population: Population, scope: Scope | RecordScope, *, by: User, on: date) -> DrawnPopulation:
    """Keep a population for ever, before anybody knows the seed; the same one is kept once."""
    _is_of_the_office(by)
    refuse_what_tells(population, by)
    text = population_text(population)
    frozen, _made = DrawnPopulation.objects.get_or_create(
        sha256=digest(text),
        defaults={
            "content": text, "algorithm": ALGORITHM, "holds": population.plan.holds, "period_from": scope.since, "period_to": scope.until,
            "kinds": sorted(scope.kinds), "size": population.size, "seed_from": population.plan.seed_from,
            "frozen_by": by, "frozen_on": on,
        },
    )  # fmt: skip
    return frozen


@transaction.atomic
def draw(
    frozen: DrawnPopulation, *, seed: str, seed_source: str = "", again_because: str = "", by: User, on: date
) -> Draw:
    """Draw cases and checkers, and keep both; a second draw over cases of the same period says why."""
    _is_of_the_office(by)
    _one_at_a_time()
    seed_source = seed_source.strip() or frozen.seed_from
    if not seed_source:
        raise CannotDraw("--seed-source", "请说明种子的来源。", "Say where the seed comes from.")
    if not again_because.strip() and (earlier := earlier_draws(frozen)):
        raise CannotDraw(
            "--again-because",
            f"该期间、该类案件已于{earlier[0].drawn_on}抽取过，再次抽取请说明理由。",
            f"Such cases of that period were drawn on {earlier[0].drawn_on}; say why they are drawn again.",
        )
    drawn = draw_list(frozen.content, seed, seed_source)
    _refuse_overtaken(drawn, frozen.holds)
    ids = {item.id for item, _who in drawn.items}
    of_records = frozen.holds == RECORDS
    things = _keys(Record, "public_id", ids) if of_records else _keys(Case, "number", ids)
    people = _keys(User, "username", {who for _item, who in drawn.items})
    kept = Draw.objects.create(
        population=frozen, seed=seed, seed_source=seed_source, again_because=again_because.strip(),
        list_sha256=digest(drawn.text), content=drawn.text, drawn_by=by, drawn_on=on,
    )  # fmt: skip
    DrawnItem.objects.bulk_create(
        DrawnItem(
            draw=kept,
            position=n,
            checker_id=people[who],
            **{"record_id" if of_records else "case_id": things[item.id]},
        )
        for n, (item, who) in enumerate(drawn.items, start=1)
    )
    open_rechecks(kept, on=on)
    return kept


def _one_at_a_time() -> None:
    """Whoever draws at the same time waits, and then sees this draw among the earlier ones.

    The lock is that of the guard `draw_again_says_why`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('rechecks_draw'))")


@dataclass(frozen=True)
class Repeated:
    """What comes out when a draw is made again from what is kept of it."""

    population_sha256: str
    list_sha256: str
    is_the_same: bool


def repeat(kept: Draw) -> Repeated:
    """Draw again from the kept population and seed, and compare files and rows with what was drawn."""
    frozen = kept.population
    drawn = draw_list(frozen.content, kept.seed, kept.seed_source)
    rows = [(item.id, who) for item, who in drawn.items]
    thing = Coalesce("case__number", "record__public_id")
    found = digest(frozen.content), digest(drawn.text)
    same = (*found, drawn.text) == (frozen.sha256, kept.list_sha256, kept.content)
    return Repeated(*found, same and rows == list(kept.items.values_list(thing, "checker__username")))


def earlier_draws(frozen: DrawnPopulation) -> list[Draw]:
    """Draws over a period that overlaps, of a kind that is drawn again, the newest first."""
    over: Any = Draw.objects.filter(
        population__period_from__lte=frozen.period_to, population__period_to__gte=frozen.period_from
    ).select_related("population")
    return [each for each in over.order_by("-pk") if set(each.population.kinds) & set(frozen.kinds)]


def _refuse_overtaken(drawn: DrawnList, holds: str) -> None:
    """Between freezing and drawing somebody may have changed departments, or taken a step in a case."""
    people = {
        each.id: each for each in checkers_of(who_may_check(sorted({who for _item, who in drawn.items})))
    }
    key = "case__record__public_id" if holds == RECORDS else "case__number"
    steps = CaseEvent.objects.exclude(machine=RecheckCase.MACHINE).filter(
        **{f"{key}__in": [item.id for item, _who in drawn.items]}
    )
    part_in = {
        (number, name)
        for number, *names in steps.values_list(key, "actor__username", "proposer__username")
        for name in names
    }
    for item, who in drawn.items:
        now = people.get(who)
        if now is None or set(now.departments) & set(item.departments) or (item.id, who) in part_in:
            raise CannotDraw(
                "--population",
                f"冻结后情况有变，{who}不能再核查{item.id}，请重新冻结总体。",
                f"Since it was frozen {who} may no longer check {item.id}: freeze the population anew.",
            )


def refuse_what_tells(population: Population, reader: User) -> None:
    """Its strata, risks and file say how cases ended: not to somebody who assesses one of them blindly."""
    if tells(population, reader):
        raise CannotDraw(
            "--by",
            "该范围内有您正在盲评的案件，而总体会透露办理结果。请先保存初步结论，或由其他人员抽样。",
            "You recheck one of these cases without knowing its outcome, which a population tells: save your "
            "first finding before, or let somebody else draw.",
        )


def _keys(model: Any, name: str, values: set[str]) -> dict[str, int]:
    return dict(model.objects.filter(**{f"{name}__in": values}).values_list(name, "pk"))


def _is_of_the_office(by: User) -> None:
    if not sits_in_credit_office(by):
        raise CannotDraw("--by", "只有信用办人员可以抽样。", "Only the credit office draws samples.")
