"""The credit office's part of the demonstration: a year of closed cases, a draw, a recheck, a correction."""
