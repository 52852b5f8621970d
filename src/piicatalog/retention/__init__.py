"""Effective retention of a column, and due dates per row as SQL that is pushed down."""
