"""A command in the foreground gets the signal once, and the time to finish."""

import signal
import subprocess
import sys

import pytest

from tools.launch.places import ROOT

CHILD = """
import signal, sys, time
def end(number, frame):
    print("asked", signal.Signals(number).name, flush=True)
    time.sleep(0.5)
    print("finished", flush=True)
    sys.exit(0)
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, end)
print("up", flush=True)
time.sleep(60)
"""
LAUNCHER = """
import os, sys
from tools.launch import foreground
foreground.end_on_signals()
try:
    foreground.run([sys.executable, "-c", sys.argv[1]], os.environ)
except foreground.Ended as ended:
    sys.exit(128 + ended.number)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_signal_is_handed_on_once_and_the_work_is_finished(number):
    command = [sys.executable, "-c", LAUNCHER, CHILD]
    launcher = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with launcher:
        assert launcher.stdout.readline() == "up\n"
        launcher.send_signal(number)
        assert launcher.stdout.read().split("\n")[:2] == [f"asked {number.name}", "finished"]
    assert launcher.returncode == 128 + number
