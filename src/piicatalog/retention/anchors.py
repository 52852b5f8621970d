"""Which column tells a table's rows when an event happened, and the way along the keys to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from piicatalog.errors import UsageError
from piicatalog.model.configuration import Event
from piicatalog.model.reference import KeyGraph, Path, Reference
from piicatalog.model.retention import Anchor, AnchorOrigin
from piicatalog.retention.discovery import person_key, propose
from piicatalog.retention.endings import canonical

PER_PERSON = frozenset({"last_order_date"})
"""Events of a person: the last of all their rows counts, not each row's own."""
OF_A_ROW = frozenset({"voucher_date", "due_date", "paid_date", "last_interruption", "enforcement_title_date"})
"""Events of one voucher or claim: those of the same person's other ones say nothing."""
OWN = frozenset({"created"})
"""Events that only the table's own column can tell."""
LEGAL_HOLD = "legal_hold"
PRODUCT_GROUP = "product_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How a table's rows come to an anchor's column.

    ``up`` leads from the table to the row that ``by`` stands for, ``down`` from the anchor's table to the same row. Without
    ``down`` the anchor's column is in the row that ``up`` leads to; with it, the aggregate over all rows that lead there.
    """

    anchor: Anchor
    up: Path = ()
    down: Path = ()
    key: tuple[str, ...] = ()
    """Columns of the table itself that equal ``anchor.by``, where no reference is known."""

    @property
    def length(self) -> int:
        """How many references are followed."""
        return len(self.up) + len(self.down)


def bind(events: Iterable[Event], graph: KeyGraph) -> tuple[Anchor, ...]:
    """Return the anchors of a configuration; UsageError when one names a table or column that is not there.

    Several columns can tell of one event (each voucher table has its own date): ``voucher_date.payments`` is one more.
    """
    return tuple(_bound(event, graph) for event in events)


def _bound(event: Event, graph: KeyGraph) -> Anchor:
    place, _, column = event.column.rpartition(".")
    near = [name for name in graph.tables if name.lower() == place.lower() or name.lower().endswith(f".{place.lower()}")]
    if len(near) != 1:
        what = f"there are several tables {place}: write schema.table.column" if near else f"there is no table {place}"
        raise UsageError(f"event {event.name}: {what}")
    table = graph.tables[near[0]]
    names = {name.lower(): name for name in table.names}
    for name in filter(None, (column, event.by)):
        if name.lower() not in names:
            raise UsageError(f"event {event.name}: {near[0]} has no column {name}")
    name = canonical(event.name.partition(".")[0])
    by: tuple[str, ...] = (names[event.by.lower()],) if event.by else ()
    if not by and name in PER_PERSON:
        by = person_key(near[0], graph)
    return Anchor(event=name, table=near[0], column=names[column.lower()], aggregate=event.aggregate or ("max" if by else ""), by=by)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Anchors:
    """All that tell of events: bound ones first, then proposals."""

    graph: KeyGraph
    found: Sequence[Anchor]
    _near: Mapping[tuple[str, str], Sequence[Anchor]] = field(init=False, repr=False)
    """By event and table: the anchors whose table is that one or leads to it."""
    _alone: Mapping[str, Sequence[Anchor]] = field(init=False, repr=False)
    """By event: the anchors of a key that leads nowhere; tables with a column of its name have the same key."""

    def __post_init__(self) -> None:
        near: dict[tuple[str, str], list[Anchor]] = {}
        alone: dict[str, list[Anchor]] = {}
        for anchor in self.found:
            for place in self.graph.up(anchor.table):
                near.setdefault((anchor.event, place), []).append(anchor)
            if anchor.by and not any(reference.columns == anchor.by for reference in self.graph.refers(anchor.table)):
                alone.setdefault(anchor.event, []).append(anchor)
        object.__setattr__(self, "_near", near)
        object.__setattr__(self, "_alone", alone)

    @classmethod
    def of(cls, graph: KeyGraph, events: Iterable[Event] = ()) -> "Anchors":
        """Bind what is configured and propose the rest."""
        return cls(graph=graph, found=(*bind(events, graph), *propose(graph)))

    def route(self, table: str, event: str) -> Route | None:
        """Return the best way from a table's rows to an event's date, or None.

        A bound anchor comes before a proposal, the table's own column before another's, a sure name before an unsure one.
        """
        near = (anchor for place in self.graph.up(table) for anchor in self._near.get((event, place), ()))
        anchors = {id(anchor): anchor for anchor in (*near, *self._alone.get(event, ()))}.values()
        routes = [route for anchor in anchors if (route := self._route(table, anchor)) is not None]

        def order(route: Route) -> tuple[object, ...]:
            anchor = route.anchor
            return (
                anchor.origin is AnchorOrigin.PROPOSED,
                event not in PER_PERSON and anchor.table != table,
                -anchor.score,
                bool(route.key),
                route.length,
                anchor.table,
                anchor.column,
            )

        return min(routes, key=order, default=None)

    def _route(self, table: str, anchor: Anchor) -> Route | None:
        if anchor.table == table and not anchor.by:
            return Route(anchor=anchor)
        if anchor.event in OWN or (anchor.event in PER_PERSON and not anchor.by):
            return None
        if anchor.by:
            return self._by_key(table, anchor) if anchor.event != PRODUCT_GROUP else None
        ways = self.graph.up(table)
        if anchor.table in ways:
            return Route(anchor=anchor, up=ways[anchor.table])
        if anchor.event == PRODUCT_GROUP:
            return None  # one of a person's several groups would give an end that is too early or too late
        meeting = [
            (len(up) + len(down), place, up, down)
            for place, down in self.graph.up(anchor.table).items()
            if down and (up := ways.get(place)) is not None and self._may_meet(table, place, anchor.event)
        ]
        if not meeting:
            return None
        _, _, up, down = min(meeting, key=lambda each: each[:2])
        return Route(anchor=_aggregated(anchor, down[-1]), up=up, down=down)

    def _may_meet(self, table: str, place: str, event: str) -> bool:
        """Whether two tables that refer to the same place speak of the same thing there."""
        if place in self.graph.persons and event in OF_A_ROW:
            return False
        return place == table or place in self.graph.of_persons

    def _by_key(self, table: str, anchor: Anchor) -> Route | None:
        ways = self.graph.up(table)
        for reference in self.graph.refers(anchor.table):
            if reference.columns == anchor.by and reference.referred in ways:
                return Route(anchor=anchor, up=ways[reference.referred], down=(reference,))
        if anchor not in self._alone.get(anchor.event, ()):
            return None  # the key of another register: equal numbers are not the same person
        names = {name.lower(): name for name in self.graph.tables[table].names}
        if all(name.lower() in names for name in anchor.by):
            return Route(anchor=anchor, key=tuple(names[name.lower()] for name in anchor.by))
        return None


def _aggregated(anchor: Anchor, last: Reference) -> Anchor:
    return replace(anchor, aggregate=anchor.aggregate or "max", by=last.columns)
