"""A text is searched for the signs of a dialect that it can hold, and for no others."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog.ddl.guess import _SIGNS, scores
from piicatalog.ddl.needed import alternatives

PIECES = st.sampled_from([each.pattern for _, _, sign in _SIGNS for each in alternatives(sign)])
TEXTS = st.lists(PIECES.flatmap(lambda part: st.from_regex(re.compile(part, re.IGNORECASE | re.MULTILINE | re.ASCII))), max_size=4).map(
    "\n".join
)


@settings(max_examples=200, deadline=None)
@given(TEXTS | st.text())
def test_the_points_are_those_of_all_signs(text) -> None:
    expected: dict[str, int] = {}
    for name, weight, sign in _SIGNS:
        found = min(5, len(list(re.finditer(sign, text, re.IGNORECASE | re.MULTILINE))))
        if found:
            expected[name] = expected.get(name, 0) + weight * found
    assert scores(text) == expected


@pytest.mark.parametrize("sign", [sign for _, _, sign in _SIGNS])
def test_the_alternatives_are_the_pattern(sign) -> None:
    assert "|".join(each.pattern for each in alternatives(sign)) == sign
    assert any(each.demands for each in alternatives(sign))
