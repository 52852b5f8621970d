"""Damaged input: a lost quote or parenthesis costs its own line, every doubt is told, and nothing makes the replay fail."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piicatalog.ddl.dialects import DIALECTS, find_dialect
from piicatalog.ddl.position import Spot
from piicatalog.ddl.reading import Reading, read
from piicatalog.migrations.replay import Options, SourceFile, replay

HISTORIES = Path(__file__).parent / "histories"
TEXTS = {
    "postgres": "\n".join(path.read_text(encoding="utf-8") for path in sorted((HISTORIES / "flyway_postgres").rglob("V*.sql"))),
    "mysql": "\n".join(path.read_text(encoding="utf-8") for path in sorted((HISTORIES / "golang_migrate_mariadb").rglob("*.up.sql"))),
}
SAID = {"PII901", "PII902", "PII907"}
SOURCES = [path for path in sorted(HISTORIES.rglob("*")) if path.suffix in (".sql", ".py", ".xml", ".yaml")]


def _bare(value: object) -> object:
    if isinstance(value, Spot):
        return None
    return tuple(map(_bare, value)) if isinstance(value, tuple) else 0 if type(value) is int else value


def effects(reading: Reading) -> Counter[str]:
    """Return what a reading does, without places."""
    return Counter(f"{type(placed.event).__name__} {_bare(placed.event)}" for placed in reading.events)


def _places(text: str, characters: str) -> list[int]:
    return random.Random(7).sample([index for index, char in enumerate(text) if char in characters], 120)


@pytest.mark.parametrize("characters", ["'\"`", "()"], ids=["quote", "parenthesis"])
@pytest.mark.parametrize("dialect", TEXTS)
def test_one_lost_character_costs_little(dialect, characters):
    text, known = TEXTS[dialect], find_dialect(dialect)
    whole = effects(read(text, known))
    lost = silent = 0
    places = _places(text, characters)
    for place in places:
        reading = read(text[:place] + text[place + 1 :], known)
        gone = sum((whole - effects(reading)).values())
        lost += gone
        silent += gone > 1 and not SAID & {problem.code for problem in reading.problems}
    assert lost <= 0.02 * len(places) * sum(whole.values())
    assert silent == 0


@pytest.mark.parametrize("dialect", TEXTS)
def test_a_text_that_was_cut_off_keeps_what_stands_before(dialect):
    text, known = TEXTS[dialect], find_dialect(dialect)
    for cut in random.Random(3).sample(range(len(text) // 2, len(text)), 40):
        reading = read(text[:cut], known)
        before = text[:cut].rpartition(";\n")[0] + ";\n"
        assert sum((effects(read(before, known)) - effects(reading)).values()) <= 1


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(
    path=st.sampled_from(SOURCES),
    cuts=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 40), st.binary(max_size=12)), max_size=6),
    dialect=st.sampled_from(sorted(DIALECTS)),
)
def test_no_bytes_make_the_replay_fail(path, cuts, dialect):
    content = bytearray(path.read_bytes())
    for start, length, put in cuts:
        content[start : start + length] = put
    replay([SourceFile(path.name, bytes(content))], Options(dialect=dialect))


@settings(deadline=None, max_examples=200)
@given(content=st.binary(max_size=400), ending=st.sampled_from([".sql", ".py", ".xml", ".yaml", ".json"]))
def test_no_file_makes_the_replay_fail(content, ending):
    replay([SourceFile(f"a/migrations/0001_x{ending}", content)], Options(layout="liquibase"))


PLAIN = "CREATE TABLE henkilö (id int, hetu text); -- ä\nCOMMENT ON COLUMN henkilö.hetu IS 'Tähti ★ 😀';\n"


@pytest.mark.parametrize(
    "blob",
    [
        pytest.param(PLAIN.encode(), id="UTF-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(PLAIN.encode("utf-16"), id="UTF-16 with its mark"),
        pytest.param(PLAIN.encode("utf-16-le"), id="UTF-16"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(PLAIN.replace("★ 😀", "x").encode("cp1252"), id="Windows-1252"),
    ],
)
def test_an_encoding_is_told_by_the_bytes(blob):
    result = replay([SourceFile("a.sql", blob)], Options(dialect="postgres"))
    (table,) = result.state.tables.values()
    assert (table.name, list(table.columns), result.problems) == ("henkilö", ["id", "hetu"], ())
    column = table.columns["hetu"]
    assert (column.origin.line, column.origin.column, column.origin.end) == (1, 31, 35)
    assert column.comment.startswith("Tähti")


def test_what_is_binary_is_said():
    result = replay([SourceFile("a.sql", bytes(range(256)) * 4)], Options(dialect="postgres"))
    assert [problem.code for problem in result.problems] == ["PII908"]


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        pytest.param(
            "postgres", "CREATE TABLE a (b int);\nALTER TABLE a OWNER TO ${user};\nGRANT SELECT ON a TO ${flyway:user};\n", id="Flyway"
        ),
        pytest.param("postgres", "{% if x %}\nCREATE TABLE a (b int);\n{% endif %}\n", id="Jinja blocks"),
        pytest.param("postgres", "{{ config(x='y;z') }}\nCREATE TABLE a (b int) -- {{ y }}\n;", id="Jinja"),
        pytest.param("tsql", "CREATE TABLE a (b int) ON $(FileGroup)\nGO\n", id="sqlcmd"),
        pytest.param("oracle", "CREATE TABLE a (b int) TABLESPACE &&ts;\n", id="SQL*Plus"),
        pytest.param("postgres", "CREATE TABLE a (b int) TABLESPACE %(space)s;\n", id="Python"),
    ],
)
def test_a_template_costs_nothing(dialect, text):
    result = replay([SourceFile("a.sql", text.encode())], Options(dialect=dialect))
    (table,) = result.state.tables.values()
    assert (table.key[1].lower(), [name.lower() for name in table.columns]) == ("a", ["b"])
    assert not result.problems
    assert table.origin.line == text[: text.index("TABLE a")].count("\n") + 1


def test_a_template_in_a_name_is_said():
    result = replay([SourceFile("a.sql", b"CREATE TABLE ${prefix}_a (b int, ${column} text);")], Options(dialect="postgres"))
    assert [problem.code for problem in result.problems] == ["PII906", "PII906"]
