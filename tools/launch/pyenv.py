"""The project's own Python environment in .venv: by uv, or by pip where uv cannot be had."""

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.launch.places import PYTHON, ROOT, TOOLS, VENV, log_file, not_ours
from tools.launch.processes import Command
from tools.launch.words import Trouble

STAMP = VENV / ".xinxiu"
RUNTIME, DEV = "requirements.txt", "requirements-dev.txt"


def fingerprint(requirements: str) -> str:
    """What the environment was made from: the pins, this Python, and the machine's kind."""
    digest = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()[:16]
    return f"{requirements} {digest} {sys.version_info.major}.{sys.version_info.minor} {os.uname().machine}"


def is_ready(requirements: str, stamp: Path = STAMP) -> bool:
    """Whether .venv holds exactly these pins; what the tests need includes what the system needs."""
    try:
        made_from = stamp.read_text()
    except OSError:
        return False
    wanted = [fingerprint(requirements)] + ([fingerprint(DEV)] if requirements == RUNTIME else [])
    return made_from in wanted and PYTHON.exists()


def install(requirements: str) -> None:
    """Make .venv what the pins say."""
    if requirements == RUNTIME and STAMP.exists() and STAMP.read_text().startswith(DEV):
        requirements = DEV  # do not take the tests' packages away
    log = log_file("install-python")
    for folder in (VENV, TOOLS):
        if folder.exists() and not os.access(folder, os.W_OK):
            raise not_ours(folder)
    STAMP.unlink(missing_ok=True)
    if not (_by_uv(requirements, log) or _by_pip(requirements, log)):
        if not has_pip():
            raise Trouble(
                "本机的 Python 没有 pip。请安装（Debian、Ubuntu：apt-get install python3-pip）后再试。",
                "This machine's Python has no pip. Install it (Debian, Ubuntu: apt-get install python3-pip) and try again.",
            )
        raise Trouble(
            f"Python 组件安装失败，多半是网络或镜像源的问题。请检查网络和 pip 的配置（pip config list）后重试。详情：{log}",
            "The Python packages could not be installed: most likely the network or the package index. Look at the "
            f"network and at pip's settings (pip config list), then try again. Details: {log}",
        )
    STAMP.write_text(fingerprint(requirements))


def has_pip() -> bool:
    """Whether the Python that runs us can install at all."""
    return importlib.util.find_spec("pip") is not None


def uv_program() -> str | None:
    """uv: the machine's own, or the pinned one that we keep in .tools; None when it cannot be had."""
    if ours := _tools_uv():
        return ours
    if on_path := shutil.which("uv"):
        return on_path
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    install += [
        "--target",
        os.fspath(TOOLS),
        "--upgrade",
        "--require-hashes",
        "-r",
        os.fspath(ROOT / "requirements-uv.txt"),
    ]
    done = subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return _tools_uv() if done.returncode == 0 else None


def _tools_uv() -> str | None:
    program = TOOLS / "bin" / "uv"
    return str(program) if program.exists() else None


def pip_settings() -> dict[str, str]:
    """pip's own settings as the machine has them; a later and a more special place wins, as in pip."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    return parse_pip_settings(listed)


def parse_pip_settings(listed: str) -> dict[str, str]:
    """`pip config list` read into one value per setting: global, then install, then the environment."""
    rank = {"global": 0, "install": 1, ":env:": 2}
    found: dict[str, tuple[int, str]] = {}
    for line in listed.splitlines():
        where, separator, value = line.partition("=")
        section, _, key = where.partition(".")
        if not separator or section not in rank:
            continue
        text = " ".join(shlex.split(value)).replace("\\n", "\n")
        if key not in found or rank[section] >= found[key][0]:
            found[key] = (rank[section], text)
    return {key: text for key, (_, text) in found.items()}


def uv_env(pip: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for uv: it does not read pip's settings, so that a mirror must be handed on.

    Every package is pinned by hash, so that it does not matter which index answers first.
    """
    handed = {"UV_SYSTEM_CERTS": "true", "UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    handed |= {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_NO_CONFIG": "1", "UV_LINK_MODE": "copy"}
    names = {
        "index-url": ("UV_DEFAULT_INDEX", " "),
        "extra-index-url": ("UV_INDEX", " "),
        "find-links": ("UV_FIND_LINKS", ","),
        "trusted-host": ("UV_INSECURE_HOST", " "),
        "cert": ("SSL_CERT_FILE", " "),
        "proxy": ("ALL_PROXY", " "),
    }
    for key, (name, join) in names.items():
        if pip.get(key):
            handed[name] = join.join(pip[key].split())
    if pip.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        handed["UV_NO_INDEX"] = "1"
    return {**handed, **{key: value for key, value in environ.items() if key != "PYTHONPATH"}}


def _by_uv(requirements: str, log: Path) -> bool:
    uv = uv_program()
    if uv is None:
        return False
    env = uv_env(pip_settings(), os.environ)
    make: Command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]
    sync: Command = [
        uv,
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--python",
        PYTHON,
        ROOT / requirements,
    ]
    return (_venv_fits() or _quiet(make, env, log)) and _quiet(sync, env, log)


def _by_pip(requirements: str, log: Path) -> bool:
    """pip into a bare venv: `venv --without-pip` works where the python3-venv package is missing."""
    make: Command = [sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]
    install: list[str | os.PathLike[str]] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        PYTHON,
        "install",
        "--quiet",
        "--require-hashes",
    ]
    install += ["--disable-pip-version-check", "-r", ROOT / requirements]
    return _quiet(make, os.environ, log) and _quiet(install, os.environ, log)


def _venv_fits() -> bool:
    """Whether the .venv that lies there runs, and runs this version of Python."""
    tell: Command = [PYTHON, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        said = subprocess.run(tell, capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return said.split() == [str(part) for part in sys.version_info[:2]]


def _quiet(command: Command, env: Mapping[str, str], log: Path) -> bool:
    """Run with all its words in the log; whether it worked."""
    with open(log, "ab") as out:
        return subprocess.run(command, env=dict(env), stdout=out, stderr=out, check=False).returncode == 0


def lock() -> None:
    """Compile the pins anew from what we chose (requirements*.in)."""
    uv = uv_program()
    if uv is None:
        raise Trouble("无法取得 uv，请检查网络。", "uv cannot be had. Look at the network.")
    env = uv_env(pip_settings(), os.environ)
    shape = ["--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    for name in ("requirements", "requirements-dev", "requirements-uv"):
        command = [
            uv,
            "pip",
            "compile",
            "--quiet",
            *shape,
            "--python-version",
            "3.11",
            f"{name}.in",
            "-o",
            f"{name}.txt",
        ]
        subprocess.run(command, env=env, cwd=ROOT, check=True)
