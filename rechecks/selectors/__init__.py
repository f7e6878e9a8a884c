from rechecks.selectors.lingering import (
    REASONS,
    RECORD_RISKS,
    RECORD_STRATA,
    RecordScope,
    lingering_records,
)
from rechecks.selectors.population import (
    KINDS,
    RISKS,
    STRATA,
    Scope,
    checkers_of,
    closed_cases,
    who_may_check,
)

__all__ = [
    "KINDS",
    "REASONS",
    "RECORD_RISKS",
    "RECORD_STRATA",
    "RISKS",
    "STRATA",
    "RecordScope",
    "Scope",
    "checkers_of",
    "closed_cases",
    "lingering_records",
    "who_may_check",
]
