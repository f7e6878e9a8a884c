"""Attacks on the guards of the credit office's rooms; `casework.probes` runs them at every start."""

from rechecks.probes.courses import attacks_on_courses
from rechecks.probes.disposal import attacks_on_disposal
from rechecks.probes.draws import attacks_on_draws
from rechecks.probes.orders import attacks_on_orders
from rechecks.probes.rechecks import attacks_on_rechecks
from rechecks.probes.restorations import attacks_on_restorations
from rechecks.probes.rules import attacks_on_rules
from rechecks.probes.supervision import attacks_on_supervision
from rechecks.probes.thresholds import attacks_on_thresholds

ATTACKS = (
    attacks_on_draws,
    attacks_on_rechecks,
    attacks_on_orders,
    attacks_on_restorations,
    attacks_on_supervision,
    attacks_on_rules,
    attacks_on_disposal,
    attacks_on_courses,
    attacks_on_thresholds,
)
