"""Value checks, one file per identifier: ``is_valid(value: str) -> bool``, never raises."""
