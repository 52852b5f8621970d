"""Stage 3: a column's values as a small mergeable ``ColumnProfile``, by vectorised passes over Arrow arrays.

``profile(values, plan) -> ColumnProfile``; ``merge(a, b)`` is associative and commutative.
"""
