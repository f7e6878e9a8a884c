"""How random walks are taken: the same ones for every change, others in a campaign.

XINXIU_WALKS says how many walks a campaign takes, XINXIU_WALK_STEPS how many steps each; without
them the walks of a test are always the same, so that a change is judged by what it changed. A walk
that fails prints its steps and the blob with which Hypothesis repeats it.
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

ASKED = "XINXIU_WALKS"
STEPS = "XINXIU_WALK_STEPS"


def how_many(walks: int) -> int:
    """How many walks are taken: those that a campaign asks for, or `walks`."""
    return int(os.environ.get(ASKED, walks))


def take_walks(walk: type, *, walks: int, steps: int) -> str:
    """Let a state machine walk; returns in words how far."""
    walks, steps = how_many(walks), int(os.environ.get(STEPS, steps))
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=walks,
            stateful_step_count=steps,
            derandomize=ASKED not in os.environ,
            phases=[Phase.generate],  # a walk is short enough to read as it is; shrinking takes minutes
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return f"{walks} walks of {steps} steps"
