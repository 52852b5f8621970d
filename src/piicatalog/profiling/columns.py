"""Sum up a column's values, and put two summaries of one column together.

Every row is counted and searched for sparse personal data; everything else is known of the sample of distinct
values alone (``model.profile.DistinctSample``), which two profiles share out again when they are merged.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from piicatalog.model.entity_type import EntityType
from piicatalog.model.profile import ALIKE, SAMPLE_SIZE, ColumnProfile, DistinctSample, Held, Hits
from piicatalog.profiling.builds import Builds
from piicatalog.profiling.containing import Holding, holding
from piicatalog.profiling.facts import SHAPES
from piicatalog.profiling.hashing import hash_texts
from piicatalog.profiling.marks import mark
from piicatalog.profiling.plan import FORM, VALID, Plan
from piicatalog.profiling.text import Texts, texts_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

MOST_TOGETHER = 60_000
"""Values of several columns that are worked on at once; more only take memory."""
_LONGEST_KEPT = 4_000
"""Characters of a value that the sample keeps; enough to examine free text and documents."""


def profile(values: "pa.Array | pa.ChunkedArray", plan: Plan) -> ColumnProfile:
    """Sum up an Arrow array of any type."""
    return profile_all([values], plan)[0]


def profile_all(columns: "Sequence[pa.Array | pa.ChunkedArray]", plan: Plan) -> list[ColumnProfile]:
    """Sum up several columns; short ones together, which is much faster, since a pattern is compiled once for all of them."""
    profiles: list[ColumnProfile] = []
    together: list[pa.Array | pa.ChunkedArray] = []
    for values in columns:
        if together and sum(map(len, together)) + len(values) > MOST_TOGETHER:
            profiles += _profile_together(together, plan)
            together = []
        together.append(values)
    return profiles + (_profile_together(together, plan) if together else [])


def _profile_together(columns: "Sequence[pa.Array | pa.ChunkedArray]", plan: Plan) -> list[ColumnProfile]:
    import numpy as np
    import pyarrow as pa

    texts = [texts_of(values) for values in columns]
    ends = np.cumsum([len(text.values) for text in texts])
    together = pa.concat_arrays([text.values for text in texts])
    builds = Builds(together)
    found = holding(together, builds, plan)
    samples = _draw(texts, plan)
    profiles = []
    parts_of = {entity: (_parts(one.at, ends), _parts(one.tried, ends)) for entity, one in found.items()}
    for number, (values, text, end, sample) in enumerate(zip(columns, texts, ends.tolist(), samples, strict=True)):
        counts = text.counts.to_numpy()
        start = end - len(counts)
        parts = {
            entity: (at[number], tried[number]) for entity, (at, tried) in parts_of.items() if tried[number].start < tried[number].stop
        }
        unread = text.kind in {"binary", "other"}
        profiles.append(
            _summed(
                rows=text.rows,
                non_null=text.rows - values.null_count if unread else min(int(counts.sum()), text.rows),
                containing={entity: _held(found[entity], counts, start, *part) for entity, part in parts.items()},
                bare={
                    (entity, build): number
                    for entity, at in ((entity, found[entity].at[part]) for entity, (part, _) in parts.items())
                    for build, number in builds.bare_numbers(at, counts[at - start]).items()
                },
                kind=text.kind,
                sample=sample,
            ),
        )
    return profiles


def _draw(texts: Sequence[Texts], plan: Plan) -> list[DistinctSample]:
    """Choose the values with the smallest hashes of each column, and mark them all together."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    drawn = []
    for text in texts:
        hashes = hash_texts(text.values)
        chosen = np.argpartition(hashes, SAMPLE_SIZE)[:SAMPLE_SIZE] if len(hashes) > SAMPLE_SIZE else np.arange(len(hashes))
        chosen = chosen[np.argsort(hashes[chosen], kind="stable")]
        drawn.append((hashes[chosen], text.values.take(pa.array(chosen)), text.counts.to_numpy()[chosen].astype(np.int64)))
    values = pa.concat_arrays([values for _, values, _ in drawn])
    if len(values) and pc.max(pc.binary_length(values)).as_py() > _LONGEST_KEPT:
        values = pc.utf8_slice_codeunits(values, 0, _LONGEST_KEPT)
    marks = mark(values, plan)
    samples, start = [], 0
    for hashes, _, rows in drawn:
        end = start + len(hashes)
        samples.append(
            DistinctSample(
                hashes=hashes, values=values.slice(start, end - start), rows=rows, marks=marks[:, start:end].copy(), names=plan.names
            )
        )
        start = end
    return samples


def _parts(indices: "np.ndarray", ends: "np.ndarray") -> list[slice]:
    """Return where the indices of each column's texts stand; ``ends`` are those of the columns."""
    import numpy as np

    return [slice(*part) for part in pairwise([0, *np.searchsorted(indices, ends).tolist()])]


def _held(holding: Holding, counts: "np.ndarray", start: int, part: slice, tried_part: slice) -> Held:
    """Sum up one column's part, whose texts begin with ``start``, of what was found in several columns."""
    import numpy as np

    rows = counts[holding.at[part] - start]
    hashes, of_hash = np.unique(holding.alike[part], return_inverse=True)
    alike = dict(zip(hashes.tolist(), np.bincount(of_hash, weights=rows).astype(np.int64).tolist(), strict=True))
    alike.pop(0, None)
    tried = counts[holding.tried[tried_part] - start]
    return Held(rows=int(rows.sum()), tried=int(tried.sum()), told=int(rows[holding.told[part]].sum()), alike=_smallest(alike))


def _held_together(a: Held, b: Held) -> Held:
    alike = {one: a.alike.get(one, 0) + b.alike.get(one, 0) for one in {*a.alike, *b.alike}}
    return Held(rows=a.rows + b.rows, tried=a.tried + b.tried, told=a.told + b.told, alike=_smallest(alike))


def _smallest(alike: dict[int, int]) -> dict[int, int]:
    return dict(sorted(alike.items())[:ALIKE])


def merge(a: ColumnProfile, b: ColumnProfile) -> ColumnProfile:
    """Put two profiles of one column, made by the same plan, together; the order does not matter."""
    return _summed(
        rows=a.rows + b.rows,
        non_null=a.non_null + b.non_null,
        containing={
            entity: _held_together(a.containing.get(entity, Held()), b.containing.get(entity, Held()))
            for entity in {*a.containing, *b.containing}
        },
        bare={build: a.bare.get(build, 0) + b.bare.get(build, 0) for build in {*a.bare, *b.bare}},
        kind=a.kind if a.kind == b.kind or not b.non_null else b.kind if not a.non_null else _mixed_kind(a.kind, b.kind),
        sample=_merged(a.sample, b.sample),
    )


def _mixed_kind(*kinds: str) -> str:
    """``text`` beside anything is text, ``integer`` beside ``decimal`` is decimal."""
    return "decimal" if {*kinds} == {"integer", "decimal"} else "text"


def _merged(a: DistinctSample | None, b: DistinctSample | None) -> DistinctSample | None:
    import numpy as np
    import pyarrow as pa

    if a is None or b is None:
        return a or b
    hashes, first, where = np.unique(np.concatenate([a.hashes, b.hashes]), return_index=True, return_inverse=True)
    rows = np.zeros(len(hashes), np.int64)
    np.add.at(rows, where, np.concatenate([a.rows, b.rows]))
    first = first[:SAMPLE_SIZE]
    return DistinctSample(
        hashes=hashes[:SAMPLE_SIZE],
        values=pa.concat_arrays([a.values, b.values]).take(pa.array(first)),
        rows=rows[:SAMPLE_SIZE],
        marks=np.concatenate([a.marks, b.marks], axis=1)[:, first],
        names=a.names,
    )


def _summed(
    *,
    rows: int,
    non_null: int,
    containing: dict[EntityType, Held],
    bare: dict[tuple[EntityType, int], int],
    kind: str,
    sample: DistinctSample | None,
) -> ColumnProfile:
    return ColumnProfile(
        rows=rows,
        non_null=non_null,
        distinct=_distinct(sample),
        hits=_hits(sample),
        containing=dict(sorted(containing.items())),
        bare=dict(sorted(bare.items())),
        kind=kind,
        sample=sample,
    )


def _distinct(sample: DistinctSample | None) -> int:
    """Exact below ``SAMPLE_SIZE``; else how dense the smallest hashes lie."""
    if sample is None:
        return 0
    if len(sample) < SAMPLE_SIZE:
        return len(sample)
    return round((SAMPLE_SIZE - 1) * 2.0**64 / float(sample.hashes[-1]))


def _hits(sample: DistinctSample | None) -> dict[str, Hits]:
    if sample is None or not len(sample):
        return {}
    import numpy as np

    had = np.flatnonzero(sample.marks.any(axis=1))
    marks = sample.marks[had]
    distinct, rows = marks.sum(axis=1), marks @ sample.rows
    at = {sample.names[mark]: index for index, mark in enumerate(had.tolist())}
    hits = {}
    for name, index in at.items():
        if name.startswith(VALID) or name in SHAPES:
            continue
        rule = name.removeprefix(FORM)
        valid = at.get(VALID + rule)
        hits[rule] = Hits(
            rows=int(rows[index]),
            distinct=int(distinct[index]),
            valid_rows=0 if valid is None else int(rows[valid]),
            valid_distinct=0 if valid is None else int(distinct[valid]),
        )
    return hits
