"""Whatever is asked with the right keys is answered, and is never a fault."""

import urllib.parse

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import HOSTILE_TABLE, SHOP

text = st.text(max_size=12) | st.sampled_from(
    ["0", "1", "-1", "00", "²", "99999999999", "confirm", "retype", "EMAIL_ADDRESS", "/", "//", "\x00", "open"]
)
queries = st.lists(
    st.tuples(st.sampled_from(["q", "state", "source", "table", "type", "rule", "only", "page", "back", "token"]), text), max_size=5
)
forms = st.lists(
    st.tuples(
        st.sampled_from(
            ["c", "action", "type", "why", "recheck", "condition", "back", "table", "seen", "activity", "question", "answer", "number"]
        ),
        text,
    ),
    max_size=6,
)


@pytest.fixture
def hostile(opened):
    return opened(tables=(*SHOP, HOSTILE_TABLE))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(["/", "/column/0", "/same/1", "/questions", "/done", "/column/²", "/column/9" + "9" * 20]), query=queries)
def test_no_address_is_a_fault(hostile, path, query):
    hostile.send(urllib.parse.quote(path) + "?" + urllib.parse.urlencode(query))
    assert hostile.status in {200, 403, 404}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(["/decide", "/bind", "/answer", "/undo"]), fields=forms, seen=st.booleans())
def test_no_form_is_a_fault(hostile, path, fields, seen):
    hostile.get("/?state=")
    form = hostile.form("/decide")
    kept = [(name, value) for name, value in form["fields"] if name == "form" or (seen and name == "c")]
    hostile.post(path, [*kept, *fields])
    assert hostile.status in {200, 400, 404, 409}
