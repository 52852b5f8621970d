"""A text is cut into its statements, whatever stands in literals, comments and bodies; nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.ddl.dialects import DIALECTS, find_dialect
from piicatalog.ddl.splitter import split


def pieces(dialect: str, text: str) -> list[str]:
    """Return the statements of a text, spaces joined."""
    return [" ".join(text[piece.start : piece.end].split()) for piece in split(text, find_dialect(dialect)).pieces]


CASES = [
    pytest.param("postgres", "SELECT 'a;b'; SELECT 'it''s;';", ["SELECT 'a;b'", "SELECT 'it''s;'"], id="strings"),
    pytest.param("postgres", r"SELECT '\'; SELECT E'a\';b';", [r"SELECT '\'", r"SELECT E'a\';b'"], id="a backslash escapes only after E"),
    pytest.param("mysql", r"SELECT 'a\';b'; SELECT 2;", [r"SELECT 'a\';b'", "SELECT 2"], id="a backslash escapes in MySQL"),
    pytest.param("postgres", "SELECT $$a;b$$; SELECT $x$a;$$;b$x$;", ["SELECT $$a;b$$", "SELECT $x$a;$$;b$x$"], id="dollar quotes"),
    pytest.param("oracle", "SELECT q'[a';b]' FROM dual; SELECT nq'!c;!' FROM dual;", ["SELECT q'[a';b]' FROM dual", "SELECT nq'!c;!' FROM dual"], id="q quotes"),
    pytest.param("postgres", 'SELECT "a;b"; SELECT 1;', ['SELECT "a;b"', "SELECT 1"], id="quoted names"),
    pytest.param("mysql", "SELECT `a;b`; SELECT 1;", ["SELECT `a;b`", "SELECT 1"], id="backticks"),
    pytest.param("sqlite", "SELECT [a;b]; SELECT 1;", ["SELECT [a;b]", "SELECT 1"], id="brackets"),
    pytest.param("postgres", "-- a;\nSELECT 1 -- b;\n; /* c; */ SELECT 2;", ["SELECT 1 -- b;", "SELECT 2"], id="line and block comments"),
    pytest.param("postgres", "/* a /* b; */ c; */ SELECT 1;", ["SELECT 1"], id="nested comments"),
    pytest.param("mysql", "# a;\nSELECT 1; # it's\nSELECT 2;", ["SELECT 1", "SELECT 2"], id="hash comments"),
    pytest.param("snowflake", "// a;\nSELECT 1;", ["SELECT 1"], id="slash comments"),
    pytest.param("mysql", "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$\nDELIMITER ;\nSELECT 2;", ["CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 2"], id="DELIMITER"),
    pytest.param("mysql", "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF NEW.b THEN SET NEW.b = 1; END IF; END; SELECT 2;", ["CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF NEW.b THEN SET NEW.b = 1; END IF; END", "SELECT 2"], id="a body without DELIMITER"),
    pytest.param("tsql", "SELECT 1\nGO\nSELECT 2\ngo 3\nSELECT 'GO'", ["SELECT 1", "SELECT 2", "SELECT 'GO'"], id="GO"),
    pytest.param("tsql", "CREATE TABLE a (b int)\nALTER TABLE a\nALTER COLUMN b int\nDROP TABLE c", ["CREATE TABLE a (b int)", "ALTER TABLE a ALTER COLUMN b int", "DROP TABLE c"], id="no semicolons"),
    pytest.param("tsql", "CREATE PROC p AS SELECT 1; SELECT 2\nGO\nSELECT 3", ["CREATE PROC p AS SELECT 1; SELECT 2", "SELECT 3"], id="a procedure is its batch"),
    pytest.param("oracle", "CREATE TABLE a (b NUMBER)\n/\nBEGIN x; y; END;\n/\nSELECT 1 FROM dual;", ["CREATE TABLE a (b NUMBER)", "BEGIN x; y; END;", "SELECT 1 FROM dual"], id="Oracle's slash"),
    pytest.param("oracle", "CREATE OR REPLACE PACKAGE BODY p AS PROCEDURE q IS BEGIN NULL; END; END p;\n/\nSELECT 1 FROM dual;", ["CREATE OR REPLACE PACKAGE BODY p AS PROCEDURE q IS BEGIN NULL; END; END p;", "SELECT 1 FROM dual"], id="a package"),
    pytest.param("oracle", "SET DEFINE OFF\nPROMPT it's\nSELECT 1 FROM dual;", ["SELECT 1 FROM dual"], id="SQL*Plus"),
    pytest.param("postgres", "\\set x 'a;b'\nSELECT 1;\n\\echo it's\nSELECT 2;", ["SELECT 1", "SELECT 2"], id="psql"),
    pytest.param("postgres", "COPY a (b) FROM stdin;\nit's; a\nDROP TABLE a;\n\\.\nSELECT 1;", ["COPY a (b) FROM stdin", "SELECT 1"], id="COPY"),
    pytest.param("postgres", "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END; SELECT 2;", ["CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END", "SELECT 2"], id="BEGIN ATOMIC"),
    pytest.param("sqlite", "CREATE TRIGGER t AFTER UPDATE ON a BEGIN UPDATE b SET c = CASE WHEN 1 THEN 2 END; SELECT 1; END; SELECT 2;", ["CREATE TRIGGER t AFTER UPDATE ON a BEGIN UPDATE b SET c = CASE WHEN 1 THEN 2 END; SELECT 1; END", "SELECT 2"], id="a trigger"),
    pytest.param("sqlite", "BEGIN; CREATE TABLE a (b); COMMIT;", ["BEGIN", "CREATE TABLE a (b)", "COMMIT"], id="a transaction"),
    pytest.param("postgres", "CREATE FUNCTION f() RETURNS int AS 'SELECT 1;\nSELECT 2;' LANGUAGE sql;\nSELECT 3;", ["CREATE FUNCTION f() RETURNS int AS 'SELECT 1; SELECT 2;' LANGUAGE sql", "SELECT 3"], id="an old body"),
    pytest.param("snowflake", "EXECUTE IMMEDIATE $$ BEGIN a; b; END; $$; SELECT 1;", ["EXECUTE IMMEDIATE $$ BEGIN a; b; END; $$", "SELECT 1"], id="Snowflake scripting"),
    pytest.param("postgres", "SELECT 1", ["SELECT 1"], id="no end"),
    pytest.param("postgres", " ;; \n ; ", [], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "expected"), CASES)
def test_a_text_is_cut_into_its_statements(dialect, text, expected):
    assert pieces(dialect, text) == expected


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("dialect", "text", "expected"), CASES)
def test_line_ends_make_no_difference(dialect, text, expected, ends):
    assert pieces(dialect, text.replace("\n", ends)) == expected


@pytest.mark.parametrize("dialect", ["postgres", "mysql", "tsql", "oracle"])
def test_a_quote_that_was_lost_costs_its_own_statement(dialect):
    text = "CREATE TABLE a (b varchar(9) DEFAULT 'x);\nCREATE TABLE c (d varchar(9) DEFAULT 'y');\nALTER TABLE c ADD e int;\n"
    found = split(text, find_dialect(dialect))
    assert [" ".join(text[piece.start : piece.end].split())[:14] for piece in found.pieces] == [
        "CREATE TABLE a",
        "CREATE TABLE c",
        "ALTER TABLE c ",
    ]
    assert found.unclosed == [text.index("'x")]


def test_a_value_may_hold_statements():
    text = "INSERT INTO a VALUES (1, 'x; \nDROP TABLE a;\n', 'y');\nCOMMENT ON TABLE a IS 'z;\nDROP TABLE b;';\nSELECT 1;"
    found = split(text, find_dialect("postgres"))
    assert not found.unclosed
    assert [text[piece.start : piece.start + 7] for piece in found.pieces] == ["INSERT ", "COMMENT", "SELECT "]


LITERALS = {
    "postgres": ["'a;b'", "$$;$$", '"x;y"', "/* ; */", "-- ;\n"],
    "mysql": ["'a\\';b'", "`x;y`", "# ;\n"],
    "tsql": ["N'a;b'", "[x;y]", "/* ; */"],
}


@given(st.data())
def test_the_pieces_together_are_the_text(data):
    dialect = data.draw(st.sampled_from(sorted(LITERALS)))
    words = st.sampled_from([*LITERALS[dialect], "SELECT", "(1, 2)", "x", "=", " ", "\n"])
    statements = data.draw(
        st.lists(st.lists(words, min_size=1, max_size=6).map(lambda parts: "SELECT " + " ".join(parts)), min_size=1, max_size=5)
    )
    text = ";\n".join(statements) + ";"
    found = split(text, find_dialect(dialect)).pieces
    kept = "".join(text[piece.start : piece.end] for piece in found)
    assert re.sub(r"[;\s]", "", kept) == re.sub(r"[;\s]", "", text)


@given(text=st.text(alphabet="aB1'\"`[]();-/*#$\\\n\t GO.,:@{}%", max_size=200), dialect=st.sampled_from(sorted(DIALECTS)))
def test_pieces_never_overlap_and_stay_in_order(text, dialect):
    end = 0
    for piece in split(text, DIALECTS[dialect]).pieces:
        assert end <= piece.start < piece.end <= len(text)
        end = piece.end
