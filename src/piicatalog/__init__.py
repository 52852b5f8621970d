"""Finds personal data per column and tags it with purpose, legal basis and retention from your own privacy notice."""
