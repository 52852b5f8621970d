"""Statements that may not run: what stands under an IF, in a block or in code."""

from typing import Any, cast

from piicatalog.ddl.events import Event


def conditionally(event: Event) -> Event:
    """Return an event that does no more than it can, as of a statement that may not run.

    >>> from piicatalog.ddl.events import Routine
    >>> conditionally(Routine("f"))
    Routine(name='f')
    """
    changes = {name: True for name in ("if_exists", "if_not_exists") if name in event._fields}
    return cast("Event", cast("Any", event)._replace(**changes)) if changes else event
