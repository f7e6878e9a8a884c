"""`./run test` and `./run lint`."""

import base64
import os
import secrets
from collections.abc import Sequence

from tools.launch import foreground, installing, places, pyenv, system
from tools.launch.campaigns import AS_TESTS, throw_away_database
from tools.launch.processes import Command
from tools.launch.words import say

MOST_PROCESSES = 4  # each has a browser of its own: more would want memory that a small machine lacks


def test(arguments: Sequence[str]) -> int:
    """Install what the tests need and run them on a throw-away PostgreSQL; all of them side by side."""
    command: Command = [places.PYTHON, "-m", "pytest", *(arguments or side_by_side())]
    with throw_away_database("test") as env:
        return foreground.run(command, env | AS_TESTS, places.ROOT)


def side_by_side() -> list[str]:
    """One process a core, each with a database of its own; tests/conftest.py says what stays together and begins first."""
    return [
        "-n",
        str(min(len(os.sched_getaffinity(0)), MOST_PROCESSES)),
        "--dist",
        "loadscope",
        "--no-loadscope-reorder",
    ]


def lint(arguments: Sequence[str]) -> int:
    """Style, types, the direction of imports, migrations, deployment settings, and words left untranslated."""
    installing.prepare(pyenv.DEV)
    python = os.fspath(places.PYTHON)
    manage = [python, "-W", "ignore::RuntimeWarning", "manage.py"]  # lint needs no database
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "import-linter": [python, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "check --deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "translations": [python, "-m", "tools.check_locale"],
    }
    env = system.base_env() | production_like()
    failed = []
    for name, command in checks.items():
        say(f"— {name}")
        if foreground.run(command, env, places.ROOT):
            failed.append(name)
    say(f"未通过 · failed: {', '.join(failed)}" if failed else "全部通过 · all checks passed")
    return 1 if failed else 0


def production_like() -> dict[str, str]:
    """Settings as a production machine would have them, with keys made up for this one check."""
    return {
        "XINXIU_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "credit.invalid",
        "SITE_URL": "https://credit.invalid",
        "DATABASE_URL": "postgres://xinxiu_app@127.0.0.1:1/xinxiu",
        "BROKER_URL": "redis://127.0.0.1:1/0",
    }
