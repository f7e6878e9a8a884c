"""The credit office draws everything that is closed, and its checkers write down what they find."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rechecks import services
from rechecks.drawing import Plan
from rechecks.models import BLIND_POINTS, Mark, Point, RecheckCase
from rechecks.selectors import Scope
from rechecks.services import Said

IN_ORDER = (Mark.OK, "")


def blind(assessed: str = "should_go", **more: Any) -> Said:
    """A first finding, every point in order unless `points` says otherwise."""
    points = dict.fromkeys(BLIND_POINTS, IN_ORDER) | more.pop("points", {})
    return Said(assessed=assessed, points=points, **more)


def open_eyed(verdict: str = "correct", assessed: str = "should_go", **more: Any) -> Said:
    """A conclusion beside the outcome; a fault names its clause, its gravity and its facts."""
    points = dict.fromkeys(Point, IN_ORDER) | more.pop("points", {})
    if verdict != "correct":
        more = {
            "clause": "示例办法第七条",
            "gravity": "general",
            "facts": "整改复查意见书的日期早于处罚决定。",
        } | more
    return Said(assessed=assessed, points=points, verdict=verdict, **more)


@dataclass
class CreditOffice:
    """A checker of the office, a second person there, and the draw that gives the checker their cases."""

    office: Any
    checker: Any
    second: Any

    @property
    def today(self) -> date:
        return self.office.day.today

    def draws(self, *checkers: Any, seed: str = "7", again_because: str = "") -> list[RecheckCase]:
        """Everything closed so far, for these checkers, or for the one there is."""
        names = [each.user.username for each in checkers or (self.checker,)]
        scope = Scope(date(2026, 1, 1), self.today)
        found = services.population_of(scope, Plan(share=1, size=None), names)
        by = self.office.credit_officer.user
        frozen = services.freeze(found, scope, by=by, on=self.today)
        kept = services.draw(
            frozen, seed=seed, seed_source="公开摇号", again_because=again_because, by=by, on=self.today
        )
        return list(RecheckCase.objects.filter(item__draw=kept).order_by("pk"))

    def assesses(self, case: RecheckCase, said: Said | None = None, *, by: Any = None) -> RecheckCase:
        return self._do(services.assess_blindly, case, said or blind(), by=by)

    def looks(self, case: RecheckCase, *, by: Any = None) -> RecheckCase:
        return services.reveal(case.number, by=(by or self.checker).user, on=self.today)

    def concludes(self, case: RecheckCase, said: Said, *, by: Any = None) -> RecheckCase:
        return self._do(services.conclude, case, said, by=by)

    def finds(self, case: RecheckCase, verdict: str, assessed: str) -> RecheckCase:
        """From the first finding to the conclusion."""
        self.assesses(case, blind(assessed))
        self.looks(case)
        return self.concludes(case, open_eyed(verdict, assessed))

    def confirms(self, case: RecheckCase, *, by: Any = None) -> RecheckCase:
        return services.confirm(case.number, by=(by or self.second).user, on=self.today)

    def _do(self, verb: Any, case: RecheckCase, said: Said, *, by: Any) -> RecheckCase:
        return verb(case.number, said, by=(by or self.checker).user, on=self.today)


def sampling(office: Any) -> CreditOffice:
    checker, second = (office.joins_the_credit_office(name) for name in ("he", "xu"))
    return CreditOffice(office, checker, second)
