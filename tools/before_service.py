"""What must hold before a part goes into service: every migration applied, every guard standing.

`python -m tools.before_service`: exit status 0, or 1 with the reasons on standard error.
"""

import os
import sys

import django
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    try:
        executor = MigrationExecutor(connection)
        if unapplied := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(f"数据库结构未更新 · migrations not applied: {len(unapplied)}")
        call_command("check", databases=["default"], no_color=True)
    except (CommandError, DatabaseError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
