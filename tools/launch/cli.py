"""The verbs of `./run`."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.launch import (
    campaigns,
    checks,
    demo,
    foreground,
    installing,
    pyenv,
    reset,
    services,
    serving,
    system,
)
from tools.launch.places import ROOT
from tools.launch.words import Trouble, complain, say

HELP = """\
用法 · Usage: ./run VERB

  demo [--exit] [--port N]   安装全部组件，启动演示系统，走完三件信用修复、一件异议和一次抽样核查；按 Ctrl-C 结束
                             install everything, start the demo, play three repairs, an objection and a recheck; Ctrl-C ends it
  test [pytest …]            安装测试所需并运行全部测试 · install what tests need and run them
  lint                       代码检查 · style, types, imports, migrations, settings, translations
  campaign [pytest …]        长时间随机测试：10,000 次随机办理、并发竞争 · ten thousand random walks, and races
  bench PROGRAM …            性能测量（bench/ 中的程序） · measure with a program of bench/
  manage …                   运行 manage.py 的命令 · any command of manage.py
  serve [--port N]           仅启动网站 · the web server alone
  worker                     仅启动后台任务 · the background worker alone
  beat                       仅启动定时任务 · the clock of the background work alone
  reset                      清空演示数据（var/）· drop the demo's data (var/)
  lock                       重新锁定依赖版本 · compile requirements*.txt anew
"""
# Commands that change the schema; everything else runs as the application's role, which cannot.
AS_OWNER = {"migrate", "flush", "dbshell", "dispose"}


def manage(arguments: Sequence[str]) -> int:
    """manage.py with a database at hand, in the caller's own folder."""
    installing.prepare(pyenv.RUNTIME, [*system.servers(), system.LETTERS])
    with services.running("manage") as now:
        return foreground.manage(arguments, now.env | as_owner(arguments), Path.cwd())


def as_owner(arguments: Sequence[str]) -> dict[str, str]:
    """The owner's role for the commands that need it."""
    return {"XINXIU_AS_OWNER": "1"} if arguments and arguments[0] in AS_OWNER else {}


def lock(arguments: Sequence[str]) -> int:
    pyenv.lock()
    return 0


def show_help(arguments: Sequence[str]) -> int:
    say(HELP)
    return 0


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo.demo,
    "serve": serving.serve,
    "worker": serving.worker,
    "beat": serving.beat,
    "reset": reset.reset,
    "test": checks.test,
    "lint": checks.lint,
    "campaign": campaigns.campaign,
    "bench": campaigns.bench,
    "manage": manage,
    "lock": lock,
    "help": show_help,
    "--help": show_help,
    "-h": show_help,
}


def main(arguments: Sequence[str]) -> int:
    """Run one verb; trouble is told in words, never as a traceback."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    foreground.end_on_signals()
    if verb not in VERBS:
        print(f"没有这个命令 · unknown verb: {verb}\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        if ":" in os.fspath(ROOT):
            raise Trouble(
                f"项目路径不能含有冒号：{ROOT}", f"The project's path must not hold a colon: {ROOT}"
            )
        return VERBS[verb](rest)
    except Trouble as trouble:
        complain(trouble)
        return 1
    except OSError as refusal:
        complain(refused(refusal))
        return 1
    except foreground.Ended as ended:
        return 128 + ended.number


def refused(refusal: OSError) -> Trouble:
    """What the machine refused us, a full disk or a folder not ours, as words."""
    place = refusal.filename or ROOT
    return Trouble(
        f"操作系统拒绝了操作：{place}（{refusal.strerror}）。请检查磁盘空间以及该文件的属主和权限。",
        f"The machine refused: {place} ({refusal.strerror}). Look at the free disk space and at who owns that file.",
    )
