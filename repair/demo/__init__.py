"""The demonstration: invented people, and repairs played as they would play them."""
