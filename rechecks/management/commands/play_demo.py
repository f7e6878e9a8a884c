"""Play three repair cases, an objection and a draw over HTTP as their people, and print where everything lies."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notifications.delivery import path_of
from notifications.models import Letter
from objections.demo.play import ObjectionPlay
from rechecks.demo.office import OfficeDay
from rechecks.demo.play import DrawPlay
from repair.demo.people import PASSWORD, PEOPLE
from repair.demo.play import Part, Play
from repair.demo.records import NothingToPlay
from repair.demo.visitor import Unexpected


class Command(BaseCommand):
    help = "Play three repair cases, an objection and a draw over HTTP; the demonstration must run at --site."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--site", default=settings.SITE_URL)

    def handle(self, *, site: str, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("正式系统不作演示。 / No play in a production system.")
        self.stdout.write("\n演示三件信用修复 · three repair cases, played as their people")
        try:
            play = Play(site, timezone.localdate(), self.stdout.write)
            letters = play.run()
            self.stdout.write("\n演示一件异议 · an objection")
            objection = ObjectionPlay(site, timezone.localdate(), self.stdout.write)
            letters += objection.run()
            self.stdout.write("\n信用办督办、规则、日历 · the credit office: supervision, rules, calendar")
            letters += OfficeDay(site, timezone.localdate(), self.stdout.write).run()
            self.stdout.write("\n信用办抽样、核查、更正 · the credit office draws, rechecks, has corrected")
            drawn = DrawPlay(site, timezone.localdate(), self.stdout.write, play.granted.case)
            letters += drawn.run()
        except (NothingToPlay, Unexpected, LookupError) as problem:
            raise CommandError(str(problem)) from problem
        self._letters(letters, site)
        self._addresses(site, play.parts, objection.number)
        self._office(site, drawn)
        self._accounts()

    def _letters(self, letters: list[Letter], site: str) -> None:
        self.stdout.write("\n文书 · letters")
        for letter in letters:
            self.stdout.write(
                f"  {letter.title} {letter.number}\n      {path_of(letter.sha256)}\n      {site}/v/{letter.code}"
            )

    def _addresses(self, site: str, parts: list[Part], objection: str) -> None:
        self.stdout.write("\n网址 · addresses")
        for path, words in (
            ("/", "首页 home"),
            ("/public/records/", "公示查询 what is on show"),
            ("/records/", "我的信用记录 the company's records"),
            *((f"/cases/{part.number}/", part.title) for part in parts),
            (f"/objections/{objection}/", "信用信息异议 the objection"),
            ("/work/", "部门待办 the department's queue"),
            ("/office/objections/", "信用办异议 the credit office's objections"),
            ("/v/", "证明核验 verification of letters"),
        ):
            self.stdout.write(f"  {site}{path}  {words}")
        self.stdout.write(f"  {settings.SMS_DIR}  演示不发短信，短信写在这里 text messages, as files")

    def _office(self, site: str, drawn: DrawPlay) -> None:
        """What to open next, and as whom."""
        self.stdout.write("\n接着看信用办 · then the credit office")
        for account, path, words in drawn.places():
            self.stdout.write(f"  {account:<11} {site}{path}  {words}")
        self.stdout.write(f"  {drawn.folder}  总体、名单和复现程序 population, list and the program")

    def _accounts(self) -> None:
        self.stdout.write(f"\n演示账号 · demo accounts（密码 password: {PASSWORD}）")
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<11} {person.surname}{person.given}：{person.task}")
