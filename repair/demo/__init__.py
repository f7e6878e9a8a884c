"""The demonstration: invented people, and three cases played as they would play them."""
