"""Evidence from the fields inside a column's JSON, XML or ``key=value`` texts: by path and by content."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.profiling.facts import Facts, facts_of

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

_OPENING = r"\A[{\[<]|[=:][^;&|]*[;&|\n][^=:]*[=:]"


def by_fields(facts: Facts, knowledge: "Knowledge", judge: "Callable[[Facts, Knowledge], Iterable[Evidence]]") -> Iterator[Evidence]:
    """Judge each field as if it were a column; its strongest evidence speaks for the whole column."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from piicatalog.profiling.columns import profile
    from piicatalog.profiling.fields import fields_of
    from piicatalog.profiling.plan import plan_of

    documents = pc.match_substring_regex(facts.sample.values, _OPENING)
    if documents.true_count * 2 < facts.distinct:
        return
    best: dict[EntityType, Evidence] = {}
    for path, values in sorted(fields_of(facts.sample.values.filter(documents).to_pylist()).items()):
        inner = facts_of(profile(pa.array(values, pa.large_string()), plan_of(knowledge)))
        if inner is None:
            continue
        for evidence in judge(inner, knowledge):
            kept = best.get(evidence.entity_type)
            if evidence.weight > max(0.0, kept.weight if kept else 0.0):
                best[evidence.entity_type] = replace(evidence, reason=f"contains personal data in {path}: {evidence.reason}")
    yield from (evidence for _, evidence in sorted(best.items()))
