import pytest

from piicatalog.checking.written_values import written_values
from piicatalog.validators import fi_hetu

# Nobody's: born in 1850, before there were identity codes. One with an individual number of 900-999 is made for tests and is let pass.
HETU = next(code for mark in "0123456789ABCDEFHJKLMNPRSTUVWXY" if fi_hetu.is_valid(code := f"010150+002{mark}"))
MAIL = "matti.meikalainen@firma.fi"
DATA = {
    "insert": ("a.sql", f"INSERT INTO t VALUES (1, '{MAIL}');"),
    "second statement": ("a.sql", f"CREATE TABLE t (x text);\n-- data\nINSERT INTO t VALUES ('a;b'), ('{MAIL}');"),
    "update": ("a.sql", f"UPDATE t SET x = '{MAIL}';"),
    "copy": ("a.sql", f"COPY t (a, b) FROM stdin;\n1\t{MAIL}\n\\.\n"),
    "do block": ("a.sql", f"DO $$ BEGIN INSERT INTO t VALUES ('{MAIL}'); END $$;"),
    "after a block comment": ("a.sql", f"/* seed */ INSERT INTO t VALUES ('{MAIL}');"),
    "python": ("a.py", f"def seed(apps, schema):\n    User.objects.create(email='{MAIL}')\n"),
    "changelog": ("a.xml", f'<insert tableName="t"><column name="x" value="{MAIL}"/></insert>'),
    "hetu": ("a.sql", f"INSERT INTO t VALUES ('{HETU}');"),
    "iban": ("a.sql", "INSERT INTO t VALUES ('FI21 1234 5600 0007 85');"),
    "phone": ("a.sql", "INSERT INTO t VALUES ('+358 40 123 4567');"),
}
NO_DATA = {
    "line comment": ("a.sql", f"-- by {MAIL}\nINSERT INTO t VALUES (1);"),
    "trailing comment": ("a.sql", f"INSERT INTO t VALUES (1); -- {MAIL}"),
    "block comment": ("a.sql", f"/*\n {MAIL}\n*/\nINSERT INTO t VALUES (1);"),
    "default": ("a.sql", f"CREATE TABLE t (x text DEFAULT '{MAIL}');"),
    "grant": ("a.sql", "GRANT SELECT ON t TO 'matti'@'palvelin.firma.fi';"),
    "comment on": ("a.sql", f"COMMENT ON TABLE t IS 'ask {MAIL}';"),
    "python comment": ("a.py", f"# Copyright {MAIL}\nx = 'insert'\n"),
    "docstring": ("a.py", f'"""Add it.\n\nAuthor: {MAIL}\n"""\n'),
    "author": ("a.xml", f'<changeSet id="1" author="{MAIL}"><insert/></changeSet>'),
    "yaml author": ("a.yaml", f"- changeSet:\n    author: {MAIL}\n"),
    "reserved domain": ("a.sql", "INSERT INTO t VALUES ('a@example.com', 'b@mail.test');"),
    "role": ("a.sql", "INSERT INTO t VALUES ('noreply@firma.fi');"),
    "test code": ("a.sql", "INSERT INTO t VALUES ('010594Y9032');"),
    "wrong check digit": ("a.sql", "INSERT INTO t VALUES ('FI2112345600000786');"),
}


@pytest.mark.parametrize("name", DATA)
def test_data_are_found(name):
    found = list(written_values(*DATA[name]))
    assert len(found) == 1
    line = DATA[name][1].split("\n")[found[0].line - 1]
    assert line[found[0].column - 1 : found[0].end - 1].strip("'")


@pytest.mark.parametrize("name", NO_DATA)
def test_what_is_no_data_is_left_alone(name):
    assert list(written_values(*NO_DATA[name])) == []


def test_many_lines_are_one_finding_with_their_number():
    from piicatalog.checking.change import Change
    from piicatalog.checking.purposes import Purposes
    from piicatalog.checking.rules.pii206 import RULE, check

    text = "".join(f"INSERT INTO t VALUES ('matti{n}@firma.fi');\n" for n in range(40))
    (finding,) = check(Change(purposes=Purposes(notice="x"), texts={"a.sql": text}))
    assert "and in 39 more lines" in RULE.say(finding, "en")
    assert "firma" not in RULE.say(finding, "en")
