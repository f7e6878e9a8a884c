"""The demonstration: invented people, and one case played as they would play it."""
