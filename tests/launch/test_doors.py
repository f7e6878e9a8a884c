"""`./run` as a person meets it: help, trouble in words, one launcher at a time."""

import fcntl
import os
import socket
import subprocess

import pytest

from tools.launch import debian, locks, ports
from tools.launch.places import ROOT
from tools.launch.words import Trouble

OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "XINXIU_AS_OWNER", "XINXIU_ENV")


def run(*arguments, **env):
    kept = {key: value for key, value in os.environ.items() if key not in OURS}
    return subprocess.run(
        [ROOT / "run", *arguments], env=kept | env, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_help_speaks_both_languages():
    done = run()
    assert done.returncode == 0
    assert "用法" in done.stdout
    assert "Usage" in done.stdout


def test_an_unknown_verb_is_answered_with_the_help():
    done = run("demmo")
    assert done.returncode == 2
    assert "没有这个命令" in done.stderr
    assert "demo [--exit]" in done.stderr


def test_a_port_in_use_is_one_sentence_before_anything_starts(taken_port, tmp_path):
    done = run("demo", "--port", str(taken_port), XINXIU_VAR=str(tmp_path))
    assert done.returncode == 1
    assert f"端口 {taken_port} 已被占用" in done.stderr
    assert f"Port {taken_port} is in use" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--port"], ["--port", "abc"], ["--port", "0"], ["--port", "70000"]])
def test_a_port_that_is_none_is_refused(words):
    with pytest.raises(Trouble, match="1 to 65535"):
        ports.asked_for(words)


def test_a_data_folder_in_use_names_who_uses_it(tmp_path):
    lock = tmp_path / "postgres.lock"
    with locks.hold(lock, "demo"), pytest.raises(Trouble) as told, locks.hold(lock, "reset"):
        pass
    assert "./run demo (pid" in told.value.zh
    assert "End that first" in told.value.en


def test_a_lock_is_free_again_after_its_holder(tmp_path):
    lock = tmp_path / "postgres.lock"
    with locks.hold(lock, "demo"):
        pass
    with open(lock) as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_production_without_its_servers_is_told_so():
    done = run("serve", XINXIU_ENV="production")
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_we_may_not_write_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    done = run("manage", "check", XINXIU_VAR=str(tmp_path / "file" / "var"))
    assert done.returncode == 1
    assert "无法写入文件夹" in done.stderr
    assert "Traceback" not in done.stderr


def test_only_what_is_needed_is_unpacked_without_root():
    plan = (
        "'http://a.invalid/pool/p/postgresql-15_15.18_amd64.deb' postgresql-15_15.18-0+deb12u1_amd64.deb 17 SHA256:1\n"
        "'http://a.invalid/pool/l/libllvm14_14_amd64.deb' libllvm14_1%3a14.0.6-12_amd64.deb 21 SHA256:2\n"
        "'http://a.invalid/pool/p/perl_5_amd64.deb' perl_5.36.0-7_amd64.deb 239 SHA256:3\n"
        "'http://a.invalid/pool/libp/libpq5_15_amd64.deb' libpq5_15.18-0+deb12u1_amd64.deb 191 SHA256:4\n"
    )
    assert debian.needed_packages(plan) == ["postgresql-15", "libpq5"]
