"""The CI rules, one file each, with suppression, baseline and report formats.

A rule is a module ``rules/pii<number>.py`` with ``RULE``, what it is and its examples, and ``check(change) -> Iterator[CheckFinding]``.
A format is a module ``formats/<name>.py`` with ``render(report) -> str``.
"""
