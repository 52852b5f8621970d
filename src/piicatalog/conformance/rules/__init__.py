"""The rules, one file each: ``RULE`` says what it is and what to do, ``check(view)`` finds."""
