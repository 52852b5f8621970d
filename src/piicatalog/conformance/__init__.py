"""The notice against the data, both ways: what is held and not declared, declared and not held, and what cannot be kept.

A rule is a module ``rules/<id>.py`` with ``RULE``, what it is and what to do, and ``check(view) -> Iterator[ConformanceFinding]``.
``tagging.allowed`` has already told what a single column breaks; here it is gathered, and what needs the whole catalog is added.
"""
