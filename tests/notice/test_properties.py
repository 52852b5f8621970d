"""Whatever a table holds: its import loads, says what it is not sure of, and gives the same words back."""

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog.definitions.notice import parse_notice
from piicatalog.notice import formats
from piicatalog.notice.importing import import_notice
from piicatalog.notice.known import load_known
from piicatalog.notice.splitting import split
from piicatalog.notice.table import Cell, tidy
from piicatalog.notice.writing import to_yaml

WORDS = load_known().words
DATA = st.sampled_from(sorted({alias for part in WORDS.categories.data_categories.values() for alias in part.aliases}))
PURPOSES = st.sampled_from(sorted(purpose.fi for purpose in WORDS.purposes.values()))
BASES = st.sampled_from(
    ["Suostumus", "Sopimus ja suostumus", "Oikeutettu etu", "Lakisääteinen velvoite (kirjanpitolaki)", "art. 6(1)(f)", "GDPR 9(2)(h)", "-"]
)
PERIODS = st.sampled_from(
    ["5 vuotta", "6 kk työsuhteen päättymisestä", "6 vuotta (kirjanpitolaki)", "Niin kauan kuin tarpeen", "–", "Laskutustiedot: 6 vuotta"]
)
ANYTHING = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co"]), max_size=30)


def cells(known, most):
    items = st.lists(known | ANYTHING, min_size=0, max_size=most)
    return st.tuples(items, st.sampled_from(["\n", ", ", "; ", " ja ", " ", "\n- "])).map(lambda made: made[1].join(made[0]))


ROWS = st.lists(st.tuples(cells(PURPOSES, 2), cells(DATA, 5), cells(BASES, 2), cells(PERIODS, 2)), min_size=1, max_size=5)


def page(rows):
    header = ("Käsittelyn tarkoitus", "Henkilötiedot", "Käsittelyn peruste", "Säilytysaika")
    cells = ([f"<td>{escape(text)}</td>".replace("\n", "<br>") for text in row] for row in (header, *rows))
    lines = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    return f"<h1>Seloste – Asiakkaat</h1><table>{lines}</table>".encode()


@settings(max_examples=80, deadline=None)
@given(ROWS.filter(lambda rows: any(tidy(text) for text in rows[0][1:] if tidy(rows[0][0]))))
def test_every_import_loads_and_keeps_every_word(rows):
    notice = parse_notice(to_yaml(import_notice(page(rows), "x.html")), "x.yaml")
    kept = " ".join(
        [activity.section for activity in notice.activities]
        + [item for activity in notice.activities for cell in activity.cells for item in cell]
    )
    kept += " ".join(mark.text for mark in notice.review)
    for row in rows:
        for text in row:
            for word in tidy(text).split(" "):
                assert word in kept
    for category in notice.categories:
        assert (
            category.entity_types
            or any(category.label.fi in mark.text or mark.text in category.label.fi for mark in notice.review)
            or category.id in load_known().categories
        )


@settings(max_examples=40, deadline=None)
@given(ROWS.filter(lambda rows: any(tidy(text) for text in rows[0][1:] if tidy(rows[0][0]))))
def test_what_is_rendered_reads_the_same(rows):
    notice = parse_notice(to_yaml(import_notice(page(rows), "x.html")), "x.yaml")
    for name in ("text", "markdown", "html"):
        module = formats.find(name)
        (table,) = module.read(module.render(notice).encode(), f"x{module.SUFFIXES[0]}")
        read = [[cell.text for cell in row] for row in table.rows if any(cell.lines for cell in row)]
        written = [[tidy(" ".join(cell)) for cell in activity.cells] for activity in notice.activities]
        assert [row for row in read[1:] if len([text for text in row if text]) > 1] == [
            row for row in written if len([text for text in row if text]) > 1
        ]


@given(st.text(max_size=80), st.booleans())
def test_splitting_loses_no_letter(text, flat):
    cell = Cell.of(text)
    assert " ".join(split(cell, lambda _: False, flat=flat).items) == cell.text
