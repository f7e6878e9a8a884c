"""The departments that rows may name, and which one is meant after a merger."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from registry.importing.cells import BadCell
from registry.models import Department


def plain(name: str) -> str:
    """A department's name without widths and spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass(frozen=True)
class Known:
    """Departments by code and by name; a merged one stands for its successor."""

    by_uscc: dict[str, Department]
    by_name: dict[str, Department]
    only: frozenset[int] | None = None  # the departments of whoever imports; none: any

    @classmethod
    def read(cls, only: Collection[int] | None = None) -> "Known":
        return cls.of(Department.objects.all(), only)

    @classmethod
    def of(cls, departments: Iterable[Department], only: Collection[int] | None = None) -> "Known":
        rows = {department.pk: department for department in departments}
        by_uscc: dict[str, Department] = {}
        by_name: dict[str, Department] = {}
        for department in rows.values():
            now = _successor(department, rows)
            by_uscc[department.uscc] = now
            by_name.setdefault(plain(department.short_name), now)
            by_name[plain(department.name)] = now
        return cls(by_uscc, by_name, None if only is None else frozenset(only))

    def named(self, uscc: str, name: str) -> Department:
        """The department that a row means; its code counts, and its name may not contradict it."""
        by_name = self.by_name.get(plain(name))
        found = self.by_uscc.get(uscc) if uscc else by_name
        if found is None:
            raise BadCell("unknown_department")
        if by_name is not None and by_name.pk != found.pk:
            raise BadCell("department_mismatch")
        if self.only is not None and found.pk not in self.only:
            raise BadCell("foreign_department")
        return found


def _successor(department: Department, rows: dict[int, Department]) -> Department:
    passed = set()
    while department.merged_on and department.successor_id in rows and department.pk not in passed:
        passed.add(department.pk)
        department = rows[department.successor_id]
    return department
