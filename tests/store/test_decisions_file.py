import stat
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.definitions.decisions import load_decisions, parse_decisions
from piicatalog.errors import DefinitionError, StoreError
from piicatalog.model.catalog import Decision
from piicatalog.model.decision import Answer, ColumnDecision, TableDecision
from piicatalog.model.processing import TableBinding
from piicatalog.store.decisions_file import undo, write


def on(column, action="confirm", entity_type="PERSON", why="katsottu", **more):
    decision = Decision(action=action, entity_type=entity_type, who="Maija", when="2026-11-24", why=why)
    return ColumnDecision(column=column, decision=decision, **more)


HAND_WRITTEN = """\
# Tietosuojatiimin päätökset. Älä muokkaa ilman katselmointia.
version: 1

tables:
- table: shop.asiakas*   # kaikki asiakastaulut
  activities:
  - web_shop
  - delivery
  why: >
    sovittu johtoryhmässä,
    pöytäkirja 7
columns:
    # Tämä on varmistettu DPO:lta.
    - column: shop.asiakas.nimi     # kuluttaja, ei yritys
      decision: confirm
      why: 'nimi on "nimi"'   # kysytty Matilta
      # kysy uudestaan 2027
      entity_type: PERSON

    # Tuotteen nimi.
    - column: shop.tuote.nimi
      decision: dismiss
# loppu
"""


def test_a_new_file_is_sorted_with_one_entry_per_block(tmp_path):
    path = tmp_path / "decisions.yaml"
    for entry in (
        on("shop.tuote.nimi", "dismiss", ""),
        Answer(question="financial_year_end_month", answer="12", who="Maija"),
        on("shop.asiakas.nimi", evidence="text +PERSON"),
        TableDecision(binding=TableBinding(pattern="shop.asiakas", activities=("web_shop", "delivery"), why="sovittu"), who="Maija"),
        on("shop.asiakas.hetu", entity_type="FI_PERSONAL_IDENTITY_CODE", why="yes: tarkistettu #1", source="shop"),
    ):
        write(path, entry)
    assert (
        path.read_text().split("version: 1\n")[1]
        == """\
columns:
  - column: shop.asiakas.hetu
    source: shop
    decision: confirm
    entity_type: FI_PERSONAL_IDENTITY_CODE
    why: "yes: tarkistettu #1"
    who: Maija
    when: 2026-11-24
  - column: shop.asiakas.nimi
    decision: confirm
    entity_type: PERSON
    why: katsottu
    who: Maija
    when: 2026-11-24
    evidence: text +PERSON
  - column: shop.tuote.nimi
    decision: dismiss
    why: katsottu
    who: Maija
    when: 2026-11-24
answers:
  - question: financial_year_end_month
    answer: "12"
    who: Maija
tables:
  - table: shop.asiakas
    activities: [web_shop, delivery]
    why: sovittu
    who: Maija
"""
    )


def test_an_entry_put_into_a_hand_written_file_changes_no_other_line(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text(HAND_WRITTEN)
    write(path, on("shop.tilaus.nimi"))
    after = path.read_text().splitlines()
    place = after.index("    - column: shop.tilaus.nimi")
    assert after[:place] + after[place + 6 :] == HAND_WRITTEN.splitlines()
    assert after[place + 5] == "      when: 2026-11-24"
    assert place < after.index("    # Tuotteen nimi.")


def test_a_replaced_entry_keeps_the_comments_that_stood_in_it(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text(HAND_WRITTEN)
    write(path, on("shop.asiakas.nimi", "dismiss", ""))
    text = path.read_text()
    assert [entry.decision.action for entry in load_decisions(path).columns] == ["dismiss", "dismiss"]
    for comment in (
        "# Tämä on varmistettu DPO:lta.",
        "# kuluttaja, ei yritys",
        "# kysytty Matilta",
        "# kysy uudestaan 2027",
        "# Tuotteen nimi.",
        "# loppu",
    ):
        assert comment in text
    assert 'nimi on "nimi"' not in text


def test_first_entries_of_empty_and_missing_sections(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text("columns: []   # tyhjä\ntables:\n")
    write(path, on("a.b.c"))
    write(path, TableDecision(binding=TableBinding(pattern="a.b", activities=("web_shop",))))
    assert path.read_text().startswith("columns:   # tyhjä\n  - column: a.b.c\n")
    decisions = load_decisions(path)
    assert (len(decisions.columns), len(decisions.tables)) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "columns: [{column: a.b.c, decision: dismiss}]\n",
        '{"columns": []}\n',
        "columns:\n  - {column: a.b.c, decision: dismiss}\n  - {column: a.b.e, decision: dismiss}\n",
    ],
)
def test_a_file_in_another_style_is_either_edited_rightly_or_left_alone(tmp_path, text):
    path = tmp_path / "decisions.yaml"
    path.write_text(text)
    with suppress(StoreError):
        write(path, on("a.b.d"))
    written = "a.b.d" in [entry.column for entry in load_decisions(path).columns]
    assert written or path.read_text() == text


def test_what_cannot_be_edited_is_given_to_be_pasted(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text("columns: [{column: a.b.c, decision: dismiss}]\n")
    with pytest.raises(StoreError, match=r"(?s)Add this under columns: by hand:.*- column: a.b.d"):
        write(path, on("a.b.d"))


def test_windows_line_ends_and_the_files_mode_stay(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_bytes(HAND_WRITTEN.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    write(path, on("shop.asiakas.osoite"))
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["decisions.yaml"]


def test_a_linked_file_stays_linked(tmp_path):
    (tmp_path / "real.yaml").write_text(HAND_WRITTEN)
    (tmp_path / "decisions.yaml").symlink_to("real.yaml")
    write(tmp_path / "decisions.yaml", on("shop.asiakas.osoite"))
    assert (tmp_path / "decisions.yaml").is_symlink()
    assert "osoite" in (tmp_path / "real.yaml").read_text()


def test_a_wrong_file_is_not_written_to(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text("columns:\n  - column: a.b.c\n    decision: perhaps\n")
    with pytest.raises(DefinitionError, match=r"decisions.yaml:3: columns.0.decision"):
        write(path, on("a.b.d"))
    assert "a.b.d" not in path.read_text()


def test_two_entries_for_one_column_are_an_error_with_both_lines():
    text = "columns:\n  - {column: a.b.c, decision: dismiss}\n  - {column: a.b.c, decision: confirm}\n"
    with pytest.raises(DefinitionError, match=r"x.yaml:3: a.b.c is decided twice, first in line 2"):
        parse_decisions(text, "x.yaml")


def test_all_problems_of_a_file_are_said_at_once():
    text = "columns:\n  - {column: a.b.c, decision: retype}\n  - {column: a.b.d, decision: dismiss, recheck: tomorrow}\n  - {colum: x, decision: dismiss}\n"
    with pytest.raises(DefinitionError) as raised:
        parse_decisions(text, "x.yaml")
    assert {problem.line for problem in raised.value.problems} == {2, 3, 4}


texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)


@given(columns=st.lists(texts.filter(bool), min_size=1, max_size=6, unique=True), why=texts, who=texts)
def test_whatever_is_written_is_read_back(tmp_path_factory, columns, why, who):
    path = tmp_path_factory.mktemp("decisions") / "decisions.yaml"
    entries = [ColumnDecision(column=column, decision=Decision(action="dismiss", why=why, who=who)) for column in columns]
    for entry in entries:
        write(path, entry)
        write(path, entry)
    assert load_decisions(path).columns == tuple(sorted(entries, key=lambda entry: entry.column))


@given(
    there=st.lists(texts.filter(bool), max_size=6, unique=True),
    put=st.lists(texts.filter(bool), min_size=1, max_size=6, unique=True),
    other=texts.filter(bool),
)
def test_many_at_once_read_as_one_by_one_and_are_taken_back(tmp_path_factory, there, put, other):
    path, single = (tmp_path_factory.mktemp("decisions") / "decisions.yaml" for _ in range(2))
    for column in there:
        write(path, on(column))
        write(single, on(column))
    for column in put:
        write(single, on(column, "dismiss", ""))
    before = path.read_bytes() if path.exists() else None
    change = write(path, *(on(column, "dismiss", "") for column in put))
    assert path.read_bytes() == single.read_bytes()
    undo(change)
    assert (path.read_bytes() if path.exists() else None) == before
    change = write(path, *(on(column, "dismiss", "") for column in put))
    write(path, on(other, why="toisen"))
    if other in put:
        with pytest.raises(StoreError, match="decided anew"):
            undo(change)
    else:
        undo(change)
        left = {entry.column: entry.decision.action for entry in load_decisions(path).columns}
        assert left == dict.fromkeys([*there, other], "confirm")


def test_entries_of_every_kind_are_written_and_taken_back_together(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text(HAND_WRITTEN)
    change = write(
        path,
        on("shop.asiakas.nimi", "dismiss", ""),
        TableDecision(binding=TableBinding(pattern="a.b", activities=("web_shop",))),
        Answer(question="financial_year_end_month", answer="12"),
    )
    decisions = load_decisions(path)
    assert (len(decisions.columns), len(decisions.tables), len(decisions.answers)) == (2, 2, 1)
    write(path, on("shop.toinen.nimi"))
    undo(change)
    decisions = load_decisions(path)
    assert (len(decisions.columns), len(decisions.tables), len(decisions.answers)) == (3, 1, 0)
    assert decisions.columns[0].decision.action == "confirm"
    assert "sovittu johtoryhmässä" in path.read_text().replace("\n    ", " ")


def test_taking_back_leaves_what_others_wrote_since(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text(HAND_WRITTEN)
    change = write(path, on("shop.asiakas.nimi", "dismiss", ""), on("shop.tilaus.nimi"))
    path.write_text(path.read_text().replace("# loppu", "# loppu, vai onko?"))
    undo(change)
    assert "loppu, vai onko?" in path.read_text()
    assert [(entry.column, entry.decision.action) for entry in load_decisions(path).columns] == [
        ("shop.asiakas.nimi", "confirm"),
        ("shop.tuote.nimi", "dismiss"),
    ]


def test_a_change_shows_its_lines(tmp_path):
    path = tmp_path / "decisions.yaml"
    path.write_text(HAND_WRITTEN)
    change = write(path, on("shop.tilaus.nimi"))
    assert change.lines == (6, 0)
    assert "+    - column: shop.tilaus.nimi" in change.difference
    assert change.difference[0] == "@@"
    assert undo(change).lines == (0, 6)


def test_a_name_that_is_no_text_is_refused_and_nothing_is_written(tmp_path):
    path = tmp_path / "decisions.yaml"
    with pytest.raises(StoreError, match=r"cannot keep the name '\\udc80'"):
        write(path, on("shop.asiakas.\udc80"))
    assert list(tmp_path.iterdir()) == []


WRITING = """
import sys
from pathlib import Path
from piicatalog.model.catalog import Decision
from piicatalog.model.decision import ColumnDecision
from piicatalog.store.decisions_file import write
path, number = sys.argv[1:]
print(flush=True)
sys.stdin.readline()  # until all are here
for index in range(5):
    write(Path(path), ColumnDecision(column=f"shop.t{number}.c{index}", decision=Decision(action="confirm", entity_type="PERSON")))
"""


def test_entries_written_at_once_all_arrive(tmp_path):
    path = tmp_path / "decisions.yaml"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    workers = [subprocess.Popen([sys.executable, "-c", WRITING, str(path), str(number)], **pipes) for number in range(4)]
    for worker in workers:
        worker.stdout.readline()
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
    ended = [(worker.communicate(timeout=120)[1], worker.returncode) for worker in workers]
    assert [code for _, code in ended] == [0] * 4, ended
    assert len(load_decisions(path).columns) == 20
