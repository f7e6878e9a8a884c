"""`./run demo`: everything from an empty machine to played cases, and a draw that rechecks them."""

import contextlib
import os
import signal
import time
import urllib.request
from collections.abc import Sequence

from tools.launch import foreground, installing, places, ports, processes, pyenv, services, serving, system
from tools.launch.words import Trouble, say, step

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # our own address needs no proxy
PATIENCE = 60.0  # seconds for the web server to answer


def demo(arguments: Sequence[str]) -> int:
    """Install, start, load, play; then stay up until Ctrl-C, unless --exit was asked for."""
    begun = time.monotonic()
    port = ports.asked_for(arguments) or ports.USUAL
    if odd := [word for word in arguments if word not in ("--exit", "--port", str(port))]:
        raise Trouble(f"不认识的选项：{odd[0]}", f"Unknown option: {odd[0]}")
    if os.environ.get("XINXIU_ENV", "demo") != "demo":
        raise Trouble(
            "演示数据不能装入非演示环境（XINXIU_ENV）。",
            "Demo data does not go into a system that is not a demo (XINXIU_ENV).",
        )
    ports.must_be_free(port)
    installing.prepare(pyenv.RUNTIME, [*system.servers(), system.LETTERS])
    try:
        with contextlib.ExitStack() as stack:
            with step("启动 PostgreSQL 和消息队列", "starting PostgreSQL and the broker"):
                now = stack.enter_context(services.running("demo", alone=True))
            now.env |= ports.env(port) | {"XINXIU_ENV": "demo"}
            _load(now)
            _start(now, port)
            say(f"✓ 已就绪 · ready: http://{ports.HOST}:{port}/ ({time.monotonic() - begun:.1f} s)")
            _play(now, port)
            if "--exit" in arguments:
                return 0
            say("按 Ctrl-C 结束 · Ctrl-C ends it")
            _watch(now.crew)
    except foreground.Ended as ended:
        if ended.number != signal.SIGINT:
            return 128 + ended.number
        say("\n已结束 · ended")
    return 0


def _load(now: services.Running) -> None:
    """Tables, law, calendar, departments, people, records: in one process."""
    with step("准备数据库", "preparing the database"):
        serving.migrate(now.env)
    _must(now, "-m", "tools.demo_steps", "load")


def _must(now: services.Running, *python: str) -> None:
    """Run a part that the demo cannot do without; it says itself what went wrong."""
    if foreground.run([places.PYTHON, *python], now.env, places.ROOT):
        raise Trouble(
            "演示没有成功，原因见上。可运行 ./run reset 后重试。",
            "The demo did not succeed; the reason stands above. ./run reset gives a fresh start.",
        )


def _start(now: services.Running, port: int) -> None:
    """The web server, the worker and the clock; then wait for the first page."""
    with step("启动网站、后台任务和定时任务", "starting web, worker and beat"):
        commands = {
            "web": serving.web_command(),
            "worker": serving.worker_command(),
            "beat": serving.beat_command(),
        }
        for name, command in commands.items():
            now.crew.start(name, command, env=now.env, cwd=places.ROOT, log=places.log_file(name))
        address = f"http://{ports.HOST}:{port}/healthz"
        processes.wait_for(lambda: now.crew.fallen() is not None or answers(address), PATIENCE, pause=0.1)
        _all_stand(now.crew)
        if not answers(address):
            raise processes.failed("网站 · The web server", places.log_file("web"))


def answers(address: str) -> bool:
    """Whether the address gives a page."""
    try:
        with DIRECT.open(address, timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def _all_stand(crew: processes.Crew) -> None:
    if fallen := crew.fallen():
        raise processes.fell(fallen.name, places.log_file(fallen.name))


def _play(now: services.Running, port: int) -> None:
    """Play cases and the office's recheck of them over HTTP as their people; print addresses and accounts."""
    _must(now, "-m", "tools.demo_steps", "play", f"http://{ports.HOST}:{port}")


def _watch(crew: processes.Crew) -> None:
    """Stay until Ctrl-C, or until a part of the system falls."""
    while True:
        time.sleep(1)
        _all_stand(crew)
