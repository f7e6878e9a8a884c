from rechecks.selectors.population import (
    KINDS,
    RISKS,
    STRATA,
    Scope,
    checkers_of,
    closed_cases,
    who_may_check,
)

__all__ = ["KINDS", "RISKS", "STRATA", "Scope", "checkers_of", "closed_cases", "who_may_check"]
