"""Adapters that others load: Presidio recognizers."""
