"""Evidence from the fields inside a column's JSON, XML or ``key=value`` texts: by path and by content.

A key may itself be a value (documents by e-mail address), so a path is read and shown only where many documents have
it and each part looks like a name that a programmer gave.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from piicatalog.detection import reading
from piicatalog.detection.by_column_name import said, weigh
from piicatalog.detection.lexicon import lexicon
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.reason import Reason, Words
from piicatalog.profiling.facts import Facts, facts_of

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

_GIVEN_NAME = re.compile(r"[A-Za-zÅÄÖåäö_][A-Za-zÅÄÖåäö_-]{0,40}\d{0,2}(?:\[\])*")
_SOME = 0.2
"""Share of the documents that have a field which was designed, rather than typed in."""


def by_fields(facts: Facts, knowledge: "Knowledge", judge: "Callable[[Facts, Knowledge], Iterable[Evidence]]") -> Iterator[Evidence]:
    """Judge each field as if it were a column: it holds one kind of thing, and speaks for that alone; a document holds several."""
    import pyarrow as pa

    from piicatalog.profiling.columns import profile_all
    from piicatalog.profiling.fields import documents_in, fields_of, may_be_documents
    from piicatalog.profiling.plan import plan_of

    if not may_be_documents(facts.sample.values):
        return
    documents = documents_in(facts.sample.values)
    if documents.true_count * 2 < facts.distinct:
        return
    best: dict[EntityType, Evidence] = {}
    fields = sorted(fields_of(facts.sample.values.filter(documents).to_pylist()).items())
    profiles = profile_all([pa.array(values, pa.large_string()) for _, values in fields], plan_of(knowledge))
    for (path, values), profile in zip(fields, profiles, strict=True):
        inner = facts_of(profile)
        if inner is None:
            continue
        name = _designed(path) if len(values) >= max(2, _SOME * documents.true_count) else ()
        most = max((*judge(inner, knowledge), *_by_path(name, inner, knowledge)), key=_order, default=None)
        if most is not None and most.weight > max(0.0, best[most.entity_type].weight if most.entity_type in best else 0.0):
            reason = Reason("in_field", {"path": path, "said": most.reason}) if name else Reason("in_a_field", {"said": most.reason})
            best[most.entity_type] = replace(most, signal=Signal.FIELDS, reason=reason)
    yield from (evidence for _, evidence in sorted(best.items()))


def _order(evidence: Evidence) -> tuple[float, str, Words]:
    return evidence.weight, evidence.entity_type, evidence.reason


def _designed(path: str) -> tuple[str, ...]:
    """Return the parts of a path, ``$.henkilo.hetu``, or nothing where one of them may be a value."""
    parts = tuple(re.split(r"[.@]", path.removeprefix("$").removeprefix("[]").removeprefix(".")))
    return tuple(part.removesuffix("[]") for part in parts) if all(_GIVEN_NAME.fullmatch(part) for part in parts) else ()


def _by_path(name: tuple[str, ...], facts: Facts, knowledge: "Knowledge") -> Iterator[Evidence]:
    """Yield what a path says by itself, unless the values are something else."""
    from piicatalog.detection.by_contradiction import against  # which looks at values in turn

    words = lexicon(knowledge)
    split = tuple(word for part in name for word in words.words(part))
    for match in reading.matches(split, words):
        weight, notes = weigh(match, split, TypeFamily.TEXT, knowledge)
        if weight >= knowledge.weights["name_strong"] and not list(
            against(facts, {match.entity_type}, knowledge.weights, fitting={match.entity_type})
        ):
            reason = said("field_says", {"word": " ".join(split[match.start : match.end])}, notes)
            most = min(weight, knowledge.weights["fields_named"])
            yield Evidence(entity_type=match.entity_type, signal=Signal.VALUES, weight=most, reason=reason, detector=match.detector)
