"""The system's pieces: servers, libraries, fonts, a browser; found on the machine or installed."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tools.launch import broker, debian, places, postgres
from tools.launch.words import Trouble

# What WeasyPrint loads, and the Debian package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
LOAD = "import ctypes, sys\nfor name in sys.argv[1:]:\n try: ctypes.CDLL(name)\n except OSError: print(name)"
SERVERS, LETTERS, BROWSER = "servers", "letters", "browser"


def library_path() -> str:
    """LD_LIBRARY_PATH with what we unpacked; it must be set before a program starts."""
    triplet = f"{platform.machine()}-linux-gnu"
    ours = [places.SYSROOT / folder / triplet for folder in ("usr/lib", "lib")]
    # Some libraries keep their parts one folder deeper (NSS, PulseAudio).
    ours += [ours[0] / inner for inner in ("nss", "pulseaudio")]
    found = [os.fspath(folder) for folder in ours if folder.is_dir()]
    inherited = [
        part for part in os.environ.get("LD_LIBRARY_PATH", "").split(":") if part and part not in found
    ]
    return ":".join(found + inherited)


def base_env() -> dict[str, str]:
    """The environment that every child gets."""
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONHOME", "PYTHONPATH")}
    env |= {"PYTHONUTF8": "1", "FONTCONFIG_FILE": os.fspath(fontconfig_file())}
    env.setdefault("LANG", "C.UTF-8")
    env["no_proxy"] = ",".join(
        filter(None, (env.get("no_proxy") or env.get("NO_PROXY"), "127.0.0.1,localhost"))
    )
    if path := library_path():
        env["LD_LIBRARY_PATH"] = path
    return env


def fontconfig_file() -> Path:
    """A fontconfig that knows the letters' fonts alone: the same letter on every machine.

    Pango ends the process when it finds no font at all, so this is always set.
    """
    file = places.make_var() / "fonts.conf"
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{escape(os.fspath(places.ROOT / 'assets/fonts'))}</dir>\n"
        f"  <cachedir>{escape(os.fspath(places.VAR / 'fontcache'))}</cachedir>\n</fontconfig>\n"
    )
    if not file.exists() or file.read_text() != text:
        file.write_text(text)
    return file


def missing_libraries() -> list[str]:
    """Packages whose libraries cannot be loaded, tried in a process that starts with our paths."""
    said = subprocess.run(
        [sys.executable, "-c", LOAD, *LIBRARIES], env=base_env(), capture_output=True, text=True, check=False
    )
    return [LIBRARIES[name] for name in said.stdout.split()]


def chromium() -> str | None:
    """The browser for tests: $CHROMIUM, the machine's, or the one we unpacked."""
    if named := os.environ.get("CHROMIUM"):
        return named
    inside = places.SYSROOT / "usr/lib/chromium/chromium"
    return (
        shutil.which("chromium")
        or shutil.which("google-chrome")
        or (str(inside) if inside.exists() else None)
    )


def missing(needs: Iterable[str]) -> list[str | Sequence[str]]:
    """Debian's packages for what is not there; several names in one place are alternatives."""
    packages: list[str | Sequence[str]] = []
    if SERVERS in needs and postgres.binaries() is None:
        packages.append("postgresql")
    if SERVERS in needs and broker.program() is None:
        packages.append(["valkey-tools", "redis-tools"])
    if LETTERS in needs:
        packages += missing_libraries()
    if BROWSER in needs and chromium() is None:
        packages.append("chromium")
    return packages


def servers_are_configured() -> bool:
    """Whether the environment names a database and a broker, as in production."""
    named = [name for name in ("DATABASE_URL", "BROKER_URL") if os.environ.get(name)]
    if len(named) == 2:
        return True
    if os.environ.get("XINXIU_ENV") == "production":
        raise Trouble(
            "生产环境须设置 DATABASE_URL 和 BROKER_URL，参见 docs/operators.md。",
            "Production needs DATABASE_URL and BROKER_URL; see docs/operators.md.",
        )
    if named:
        raise Trouble(
            f"只设置了 {named[0]}。请同时设置 DATABASE_URL 和 BROKER_URL，或两者都不设置（使用内置服务）。",
            f"Only {named[0]} is set. Set both DATABASE_URL and BROKER_URL, or neither (to use the private servers).",
        )
    return False


def servers() -> list[str]:
    """PostgreSQL and the broker, unless the environment names others."""
    return [] if servers_are_configured() else [SERVERS]


def install(wanted: Sequence[str | Sequence[str]]) -> None:
    """Have the machine provide what is missing."""
    if not (sys.platform.startswith("linux") and debian.has_apt()):
        raise by_hand(wanted)
    debian.install(wanted)


def must_have(needs: Iterable[str]) -> None:
    """See that everything is there now."""
    if still := missing(needs):
        raise by_hand(still)


def spoken(packages: Iterable[str | Sequence[str]]) -> list[str]:
    """The packages for a person to read, alternatives side by side."""
    return [name if isinstance(name, str) else "/".join(name) for name in packages]


def by_hand(packages: Iterable[str | Sequence[str]]) -> Trouble:
    """The trouble of a machine that we cannot help."""
    listed = " ".join(spoken(packages))
    return Trouble(
        f"本机缺少系统组件：{listed}（Debian 的包名）。请用本系统的包管理器安装相应软件后再试；"
        "PostgreSQL（15 或更高版本）的程序文件夹也可用环境变量 PG_BIN 指出。",
        f"This machine lacks: {listed} (Debian's package names). Install them with its own package manager and try "
        "again; PostgreSQL (15 or newer) may also be named by its programs' folder in PG_BIN.",
    )
