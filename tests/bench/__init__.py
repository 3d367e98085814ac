"""How fast statusgen is: content of N incidents from a seed, timed phase by phase."""
