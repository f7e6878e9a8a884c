"""System packages on Debian and Ubuntu: by apt-get as root, else unpacked into .sysroot.

apt's own configuration says where packages come from; nothing here names a place.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.launch.places import SYSROOT, log_file
from tools.launch.processes import Command
from tools.launch.words import Trouble

# Pulled in by name, never needed to run what we unpack: post-install helpers and the JIT of PostgreSQL.
NOT_NEEDED = re.compile(
    r"(libllvm\d+.*|postgresql-.*-jit|postgresql-common.*|postgresql-client-.*|perl.*|libperl.*|locales.*|ssl-cert"
    r"|adduser|debconf|ucf|sensible-utils|lsb-base|sysvinit-utils|netbase|readline-common|openssl|systemd.*|dbus.*"
    r"|libjson-perl|logrotate|xdg-utils|procps|init-system-helpers|libgl1.*|mesa.*|libz3.*)"
)
QUICK = ("-o", "Dpkg::Options::=--force-unsafe-io")  # dpkg unpacks without waiting for the disk
CLUSTER_SETTING = Path("/etc/postgresql-common/createcluster.d/xinxiu.conf")


def has_apt() -> bool:
    """Whether this machine installs by apt at all."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg-deb") is not None


def known(name: str) -> bool:
    """Whether apt can install a package of this name, by the lists it has now."""
    shown = subprocess.run(["apt-cache", *_private(), "show", name], capture_output=True, check=False)
    return shown.returncode == 0 and bool(shown.stdout)


def install(packages: Sequence[str | Sequence[str]]) -> None:
    """Install packages; where several names stand in one place, the first that apt knows.

    The lists are fetched only when those at hand do not do.
    """
    log = log_file("install-system")
    for refresh in (False, True):
        if refresh and not _apt_get(["update", "-qq"], log):
            break
        names = _chosen(packages)
        if names and (_as_root(names, log) if os.geteuid() == 0 else _unpack(names, log)):
            return
    wanted = " ".join(name if isinstance(name, str) else name[0] for name in packages)
    raise Trouble(
        f"系统组件安装失败：{wanted}。请检查网络和 apt 的软件源，或由管理员运行：apt-get install {wanted}。详情：{log}",
        f"System packages could not be installed: {wanted}. Look at the network and at apt's sources, or have an "
        f"administrator run: apt-get install {wanted}. Details: {log}",
    )


def _chosen(packages: Sequence[str | Sequence[str]]) -> list[str]:
    """One name for each place; empty when one has none that apt knows."""
    names = []
    for entry in packages:
        name = next((name for name in ([entry] if isinstance(entry, str) else entry) if known(name)), None)
        if name is None:
            return []
        names.append(name)
    return names


def _private() -> list[str]:
    """apt's options that keep its lists and downloads in our folder when we are not root."""
    if os.geteuid() == 0:
        return []
    state = SYSROOT / "apt"
    lists = state / "lists"
    if not lists.exists() and not _machine_has_lists():
        (lists / "partial").mkdir(parents=True)
    (state / "cache/archives/partial").mkdir(parents=True, exist_ok=True)
    options = ["-o", f"Dir::Cache={state}/cache", "-o", "Debug::NoLocking=true", "-o", "APT::Sandbox::User="]
    return options + (["-o", f"Dir::State::lists={lists}"] if lists.exists() else [])


def _machine_has_lists() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def _apt_get(arguments: list[str], log: Path) -> bool:
    if arguments[0] == "update" and os.geteuid() != 0:
        (SYSROOT / "apt/lists/partial").mkdir(parents=True, exist_ok=True)
    command = [
        "apt-get",
        *_private(),
        "-o",
        "DPkg::Lock::Timeout=300",
        "-o",
        "Acquire::Languages=none",
        *arguments,
    ]
    return _logged(command, log)


def _logged(command: Command, log: Path, cwd: Path | None = None) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    with open(log, "ab") as out:
        done = subprocess.run(
            command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
        )
    return done.returncode == 0


@contextlib.contextmanager
def _no_cluster_of_the_machine() -> Iterator[None]:
    """Keep PostgreSQL's package from making and starting a server of its own while it is installed."""
    CLUSTER_SETTING.parent.mkdir(parents=True, exist_ok=True)
    CLUSTER_SETTING.write_text("create_main_cluster = false\n")
    try:
        yield
    finally:
        CLUSTER_SETTING.unlink(missing_ok=True)


def _as_root(names: list[str], log: Path) -> bool:
    with _no_cluster_of_the_machine():
        return _apt_get(["install", "-y", "-qq", "--no-install-recommends", *QUICK, *names], log)


def _unpack(names: list[str], log: Path) -> bool:
    """Download the packages and what they need beyond the machine's own, and unpack all into .sysroot."""
    plan = subprocess.run(
        ["apt-get", *_private(), "install", "-y", "-qq", "--no-install-recommends", "--print-uris", *names],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    needed = needed_packages(plan.stdout)
    if plan.returncode or not needed:
        return False
    with tempfile.TemporaryDirectory(dir=SYSROOT) as parcel:
        if not _logged(["apt-get", *_private(), "download", "-qq", *needed], log, cwd=Path(parcel)):
            return False
        return all(
            _logged(["dpkg-deb", "-x", package, SYSROOT], log) for package in Path(parcel).glob("*.deb")
        )


def needed_packages(plan: str) -> list[str]:
    """The packages' names out of apt's plan of what it would fetch."""
    names = re.findall(r"^'[^']+' ([^_\s]+)_\S+\.deb", plan, re.MULTILINE)
    return [name for name in names if not NOT_NEEDED.fullmatch(name)]
