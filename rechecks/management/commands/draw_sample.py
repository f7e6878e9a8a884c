"""Draw a sample of closed cases, or of records that should be gone, that anyone can repeat."""

from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from rechecks import services
from rechecks.drawing import CannotDraw, Plan, Population, layers_of, read_share
from rechecks.models import DrawnPopulation
from rechecks.selectors import (
    KINDS,
    REASONS,
    RECORD_RISKS,
    RECORD_STRATA,
    RISKS,
    STRATA,
    RecordScope,
    Scope,
)

POPULATION, LIST = "population.jsonl", "list.jsonl"


def share(text: str) -> Fraction:
    """5% or 1/20, exactly."""
    try:
        return read_share(text)
    except CannotDraw as refusal:
        raise ArgumentTypeError(f"{refusal.chinese} / {refusal.english}") from None


def weight(text: str) -> tuple[str, int]:
    """refused=1: a refused case gets one ticket more."""
    risk, _equals, adds = text.partition("=")
    if risk not in RISKS or not adds.isascii() or not adds.isdigit():
        known = "、".join(RISKS)
        raise ArgumentTypeError(f"应为 风险=整数，风险可为 {known} / write RISK=WHOLE NUMBER")
    return risk, int(adds)


def strata(text: str) -> tuple[str, ...]:
    """department,outcome"""
    names = tuple(text.split(","))
    if not set(names) <= {*STRATA, *RECORD_STRATA} or len(set(names)) < len(names):
        raise ArgumentTypeError(
            f"可选 {'、'.join(dict.fromkeys((*STRATA, *RECORD_STRATA)))}，以逗号分隔，不重复 / known, once each, with commas"
        )
    return names


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("应为 YYYY-MM-DD 形式的日期 / write a day as YYYY-MM-DD") from None


class Command(BaseCommand):
    help = (
        "Freeze a population of closed cases, or of records that should be gone and are not (population.jsonl), "
        "and draw them and their checkers from it with a seed "
        "(list.jsonl). Without --seed it only freezes: publish the SHA-256, then draw with --population and --seed. "
        "tools/verify_draw.py repeats the draw from the two files."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--from", dest="since", type=a_day, help="closed on or after this day")
        parser.add_argument("--to", dest="until", type=a_day, help="closed on or before this day")
        parser.add_argument("--records", action="store_true",
                            help="of records that should be gone and are not, since a day of the period")  # fmt: skip
        parser.add_argument("--kind", action="append", choices=(*KINDS, *REASONS),
                            help="kinds of case, or with --records reasons; repeat for several; all of them")  # fmt: skip
        parser.add_argument(
            "--strata", type=strata, help="department,outcome; with --records department,reason"
        )
        parser.add_argument("--size", type=int, help="how many cases")
        parser.add_argument("--share", type=share, help="or which share of them: 5%%, 1/20; rounded up")
        parser.add_argument("--minimum", type=int, default=0, help="of each stratum; all where it has fewer")
        parser.add_argument("--weight", type=weight, action="append", default=[], metavar="RISK=TICKETS",
                            help="tickets that a risk adds to the one of every case")  # fmt: skip
        parser.add_argument("--fast-days", type=int, default=1,
                            help="a repair granted so many days after it was handed in, or sooner, is fast")  # fmt: skip
        parser.add_argument("--long-days", type=int, default=settings.LONG_REPAIRABLE_DAYS,
                            help="with --records: repairable for so many days is long")  # fmt: skip
        parser.add_argument("--look-back-days", type=int, default=365,
                            help="findings against the department within so many days are earlier ones")  # fmt: skip
        parser.add_argument("--checker", action="append", default=[], metavar="USER",
                            help="who may be drawn to check; the credit office and all reviewers")  # fmt: skip
        parser.add_argument("--preview", action="store_true", help="show the strata, keep and write nothing")
        parser.add_argument("--population", metavar="SHA256", help="draw from this frozen population")
        parser.add_argument("--seed", help="typed in public, or a public number that came later")
        parser.add_argument("--seed-from", default="", metavar="NUMBER",
                            help="when freezing: which public number that comes later is to be the seed")  # fmt: skip
        parser.add_argument("--seed-source", default="", help="where the seed comes from")
        parser.add_argument("--again-because", default="", help="why such cases are drawn a second time")
        parser.add_argument("--by", metavar="USER", help="who draws, of the credit office")
        parser.add_argument("--out", type=Path, metavar="FOLDER", help="where the files go")

    def handle(self, **options: Any) -> None:
        try:
            self._run(options)
        except CannotDraw as refusal:
            raise CommandError(str(refusal), returncode=2) from None

    def _run(self, options: dict[str, Any]) -> None:
        if options["preview"]:
            self._show(services.population_of(_scope(options), _plan(options), options["checker"]))
            return
        by, folder = _who(options["by"]), _folder(options)
        on = timezone.localdate()
        with transaction.atomic():  # a file that cannot be written leaves no rows either
            frozen = self._frozen(options, by, on)
            _write(folder / POPULATION, frozen.content)
            self.stdout.write(f"总体 population {folder / POPULATION} sha256 {frozen.sha256}")
            if options["seed"] is None:
                return
            drawn = services.draw(
                frozen, seed=options["seed"], seed_source=options["seed_source"],
                again_because=options["again_because"], by=by, on=on,
            )  # fmt: skip
            _write(folder / LIST, drawn.content)
        self.stdout.write(f"种子 seed {drawn.seed}（{drawn.seed_source}）")
        self.stdout.write(f"名单 list {folder / LIST} sha256 {drawn.list_sha256}，{frozen.size} 件 cases")

    def _frozen(self, options: dict[str, Any], by: User, on: date) -> DrawnPopulation:
        if options["population"]:
            found = DrawnPopulation.objects.filter(sha256=options["population"]).first()
            if found is None:
                raise CannotDraw("--population", "没有这个总体。", "No population has this SHA-256.")
            return found
        scope = _scope(options)
        population = services.population_of(scope, _plan(options), options["checker"])
        self._show(population)
        return services.freeze(population, scope, by=by, on=on)

    def _show(self, population: Population) -> None:
        """The preview: of each stratum how many there are, what they weigh, how many are drawn."""
        layers = layers_of(population)
        self.stdout.write("层 stratum\tN\t权重 weight\tn\t抽取率 share")
        for each in layers:
            self.stdout.write(
                f"{' × '.join(each.key)}\t{each.count}\t{each.weight}\t{each.size}\t{each.part:.1%}"
            )
        self.stdout.write(f"合计 total\t{len(population.items)}\t\t{population.size}")
        if small := sum(each.count < population.plan.minimum for each in layers):
            least = population.plan.minimum
            self.stdout.write(
                f"有{small}层不足{least}件，将全部抽取。 / {small} strata hold fewer than {least}: all are drawn."
            )


def _scope(options: dict[str, Any]) -> Scope | RecordScope:
    for name, option in (("since", "--from"), ("until", "--to")):
        if options[name] is None:
            raise CannotDraw(option, "请填写期间。", "Say which period.")
    if options["since"] > options["until"]:
        raise CannotDraw("--from/--to", "起始日晚于截止日。", "The period ends before it begins.")
    for name in ("fast_days", "long_days", "look_back_days"):
        if options[name] < 0:
            raise CannotDraw(f"--{name.replace('_', '-')}", "不能为负数。", "It cannot be negative.")
    known = REASONS if options["records"] else KINDS
    kinds = tuple(sorted(set(options["kind"] or known)))
    _refuse_unknown("--kind", kinds, known)
    if options["records"]:
        today = timezone.localdate()
        days = options["long_days"], options["look_back_days"]
        return RecordScope(options["since"], options["until"], today, kinds, *days)
    days = options["fast_days"], options["look_back_days"]
    return Scope(options["since"], options["until"], kinds, *days)


def _refuse_unknown(option: str, names: Sequence[str], known: Sequence[str]) -> None:
    if not set(names) <= set(known):
        listed = "、".join(known)
        raise CannotDraw(option, f"该总体可选 {listed}。", f"Of this population it is one of {listed}.")


def _plan(options: dict[str, Any]) -> Plan:
    scope, of_records = _scope(options), options["records"]
    risks = [risk for risk, _adds in options["weight"]]
    if len(set(risks)) < len(risks):
        raise CannotDraw("--weight", "同一风险只填写一次。", "Name each risk once.")
    strata = options["strata"] or ("department", "reason" if of_records else "outcome")
    _refuse_unknown("--weight", risks, RECORD_RISKS if of_records else RISKS)
    _refuse_unknown("--strata", strata, RECORD_STRATA if of_records else STRATA)
    return Plan(
        size=options["size"], share=options["share"], minimum=options["minimum"], strata=strata,
        weights=tuple(sorted(options["weight"])), scope=scope.said, seed_from=options["seed_from"].strip(),
    )  # fmt: skip


def _who(name: str | None) -> User:
    found = User.objects.filter(username=name or "", is_active=True).first()
    if found is None:
        raise CannotDraw("--by", "请填写抽样人的用户名。", "Name who draws, by their user name.")
    return found


def _folder(options: dict[str, Any]) -> Path:
    """A folder of its own: files of another draw are never written over."""
    folder: Path | None = options["out"]
    if folder is None:
        raise CannotDraw("--out", "请填写存放文件的目录。", "Say into which folder the files go.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotDraw("--out", f"目录不能使用：{error.strerror}", "The folder cannot be used.") from None
    if options["seed"] is not None and (folder / LIST).exists():
        raise CannotDraw("--out", "该目录已有名单。", "There is a list in this folder already.")
    return folder


def _write(path: Path, text: str) -> None:
    try:
        if path.exists() and path.read_bytes() != text.encode():
            raise CannotDraw("--out", f"已有另一份{path.name}。", f"There is another {path.name} already.")
        path.write_bytes(text.encode())
    except OSError as error:
        raise CannotDraw("--out", f"不能写入：{error.strerror}", "It cannot be written.") from None
