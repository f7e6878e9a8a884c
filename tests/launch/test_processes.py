"""What the launcher starts ends with it, and nothing else is ever ended."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from tools.launch.places import ROOT
from tools.launch.processes import Crew, Known, Ledger, end, started_at, wait_for

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "processes.json")


@pytest.fixture
def sleeper():
    with subprocess.Popen(SLEEP, start_new_session=True) as child:
        yield child
        child.kill()


def known(child: subprocess.Popen, **changed) -> Known:
    facts = {"name": "sleeper", "pid": child.pid, "started": started_at(child.pid), "ask": signal.SIGTERM}
    return Known(**facts | changed)


def test_what_a_crash_left_is_ended_by_the_next_start(ledger, sleeper):
    ledger.write([known(sleeper)])
    assert [left.pid for left in ledger.end_leftovers()] == [sleeper.pid]
    assert sleeper.wait(5) == -signal.SIGTERM
    assert not ledger.file.exists()


def test_a_stranger_who_got_the_same_pid_is_left_alone(ledger, sleeper):
    ledger.write([known(sleeper, started="another boot/12345")])
    assert ledger.end_leftovers() == []
    assert sleeper.poll() is None


def test_a_torn_ledger_ends_nobody(ledger, sleeper):
    ledger.file.write_text('[{"name": "web", "pid": ')
    assert ledger.end_leftovers() == []
    assert sleeper.poll() is None


def test_a_process_that_does_not_listen_is_made_to_end(ledger):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE, start_new_session=True)
    child.stdout.readline()
    end(known(child), patience=0.3)
    assert child.wait(5) == -signal.SIGKILL
    child.stdout.close()


def test_the_servers_end_after_the_parts_that_stand_on_them(ledger, tmp_path):
    crew = Crew(ledger)
    say = "import signal, sys, time\nsignal.signal(15, lambda *_: sys.exit(print(sys.argv[1], flush=True)))\nprint('up', flush=True)\ntime.sleep(60)"
    log = tmp_path / "log"
    for name in ("database", "web"):
        crew.start(name, [sys.executable, "-c", say, name], env=os.environ, log=log)
        crew.servers = crew.servers or 1
    wait_for(lambda: log.read_text().count("up") == 2, 10)
    crew.disband()
    assert log.read_text().split() == ["up", "up", "web", "database"]


def test_the_crew_notices_who_has_fallen(ledger):
    crew = Crew(ledger)
    crew.start("web", [sys.executable, "-c", "raise SystemExit(3)"], env=os.environ)
    assert wait_for(lambda: crew.fallen() is not None, 10)
    assert crew.fallen().name == "web"
    crew.disband()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's help is Linux's")
def test_a_killed_launcher_takes_its_children_along(tmp_path):
    launcher = textwrap.dedent(
        """
        import os, sys, time
        from pathlib import Path
        from tools.launch.processes import Crew, Ledger
        crew = Crew(Ledger(Path(sys.argv[1]) / "processes.json"))
        print(crew.start("child", [sys.executable, "-c", "import time; time.sleep(60)"], env=os.environ).pid, flush=True)
        time.sleep(60)
        """
    )
    command = [sys.executable, "-c", launcher, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        child = int(parent.stdout.readline())
        assert started_at(child)
        parent.kill()
    assert wait_for(lambda: started_at(child) is None, 5)


def test_waiting_has_an_end():
    begun = time.monotonic()
    assert not wait_for(lambda: False, 0.1)
    assert time.monotonic() - begun < 2
