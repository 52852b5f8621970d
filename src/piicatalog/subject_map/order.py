"""In which order tables are emptied, so that no foreign key forbids it."""

from collections.abc import Sequence

from piicatalog.model.reference import Reference
from piicatalog.subject_map.build import Place, SubjectMap
from piicatalog.subject_map.conditions import place_of


def order_of(found: SubjectMap) -> tuple[list[Place], list[Reference]]:
    """Return the places so that each comes before those it refers to, and the references that had to be cut for that."""
    left = {place.table.full_name: place for place in found.places}
    cut: list[Reference] = []
    order: list[Place] = []
    # What is found by an equal value goes while the person's row still has that value.
    by_value = {place.table.full_name for place in found.places if place.same is not None}
    used = {step.reference for place in found.places for way in place.ways for step in way}
    person = found.person.full_name
    while left:
        open_ = [each for each in found.references if each not in cut and each.table in left and each.referred in left]
        waited_for = {each.referred for each in open_} | ({person} if by_value & left.keys() else set())
        free = sorted(left.keys() - waited_for)
        if free:
            order.extend(left.pop(name) for name in free)
            continue
        cycle = _on_a_cycle(open_)
        if not cycle:  # the person's own row refers to one that is found by an equal value: that one is found no more
            order.append(left.pop(person))
            continue
        # Best cut where NULL may stand and where no way to the person is lost.
        cut.append(min(cycle, key=lambda each: (not is_nullable(each, found), each in used, each.table, each.columns)))
    return order, cut


def _on_a_cycle(references: Sequence[Reference]) -> list[Reference]:
    """Return the references that lead back to where they start."""
    out: dict[str, set[str]] = {}
    for each in references:
        out.setdefault(each.table, set()).add(each.referred)

    def leads(start: str, end: str) -> bool:
        seen, queue = {start}, [start]
        while queue:
            here = queue.pop()
            if here == end:
                return True
            queue.extend(out.get(here, set()) - seen)
            seen |= out.get(here, set())
        return False

    return [each for each in references if leads(each.referred, each.table)]


def is_nullable(reference: Reference, found: SubjectMap) -> bool:
    """Return whether the columns of a reference may be NULL."""
    table = place_of(reference.table, found).table
    return all(table.names[name].nullable and name not in table.primary_key for name in reference.columns if name in table.names)
