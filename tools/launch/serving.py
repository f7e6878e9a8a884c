"""`./run serve`, `worker` and `beat`: one part of the system each, in the foreground."""

import os
from collections.abc import Sequence

from tools.launch import foreground, installing, places, ports, processes, pyenv, services, system
from tools.launch.processes import Command
from tools.launch.words import Trouble

PYTHON = os.fspath(places.PYTHON)


def web_command() -> Command:
    return [PYTHON, "-m", "gunicorn", "-c", os.fspath(places.ROOT / "config/gunicorn.py"), "config.wsgi"]


def worker_command() -> Command:
    # Letters are rendered here: two processes, renewed when they have grown.
    shape = ["--concurrency", os.environ.get("WORKER_PROCESSES", "2"), "--max-memory-per-child", "600000"]
    quiet = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return [PYTHON, "-m", "celery", "-A", "config", "worker", *shape, *quiet]


def beat_command() -> Command:
    schedule = os.fspath(places.VAR / "celerybeat-schedule")
    return [PYTHON, "-m", "celery", "-A", "config", "beat", "-l", "WARNING", "-s", schedule, "--pidfile="]


def serve(arguments: Sequence[str]) -> int:
    """The web server alone."""
    port = ports.asked_for(arguments)
    env = {} if port is None and "BIND" in os.environ else ports.env(port or ports.USUAL)
    if env:
        ports.must_be_free(port or ports.USUAL)
    return _alone("serve", web_command(), env)


def worker(arguments: Sequence[str]) -> int:
    """The background worker alone."""
    return _alone("worker", worker_command(), {})


def beat(arguments: Sequence[str]) -> int:
    """The clock of the background work alone; one in the whole installation."""
    return _alone("beat", beat_command(), {})


def _alone(verb: str, command: Command, env: dict[str, str]) -> int:
    installing.prepare(pyenv.RUNTIME, [*system.servers(), system.LETTERS])
    with services.running(verb) as now:
        if now.is_ours:
            migrate(now.env)
        see_that_guards_stand(now.env)
        return foreground.run(command, now.env | env, places.ROOT)


def see_that_guards_stand(env: dict[str, str]) -> None:
    """A database without its tables or guards does not go into service: each is looked at before the start."""
    check = [PYTHON, "-m", "tools.before_service"]
    log = places.log_file("check")
    with open(log, "wb") as complaints:
        failed = foreground.run(check, env, places.ROOT, complaints, complaints)
    if failed:
        raise Trouble(
            f"数据库检查未通过，系统不能启动：\n{processes.log_tail(log, 5)}\n请以属主身份运行 ./run manage migrate。",
            f"The database did not pass its checks, so the system does not start; see {log}. Run ./run manage migrate "
            "as the owner's role.",
        )


def migrate(env: dict[str, str]) -> None:
    """Bring the private database's tables up to date, as their owner."""
    command: Command = [PYTHON, os.fspath(places.ROOT / "manage.py"), "migrate", "--no-input", "-v", "0"]
    log = places.log_file("migrate")
    with open(log, "wb") as complaints:
        failed = foreground.run(command, env | {"XINXIU_AS_OWNER": "1"}, places.ROOT, complaints)
    if failed:
        raise Trouble(
            f"数据库结构更新失败：{processes.last_line(log)}（详见 {log}）。若演示数据可以丢弃，请运行 ./run reset 后重试。",
            f"The database could not be brought up to date; see {log}. If the demo's data may go, run ./run reset "
            "and try again.",
        )
