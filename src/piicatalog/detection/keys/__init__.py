"""Whose rows a key stands for, where the word before ``id`` is no person's. ``by_keys`` asks both.

- ``own``: in a table of persons, which column is the key of its own rows;
- ``beside``: in other tables, what the table and the columns beside make of a key.
"""
