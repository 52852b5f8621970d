"""How many bearers of Finland's names the lists know, and whether columns of these names are recognised under no name.

    python benchmarks/name_frequency.py FILE... [--rows 50 200 1000] [--seeds 1 2 3] [--classifiers DIR]

FILE: the name statistics of the Digital and Population Data Services Agency (https://www.avoindata.fi/data/fi/dataset/none),
spreadsheets or CSV, as ``piicatalog names import`` reads them. Every name counts as often as somebody bears it.
Columns are drawn by frequency too, each called ``c1`` and alone among columns of places, products and companies.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
import pyarrow as pa
from judging import judged
from table_traps import TRAPS
from table_words import Words

from piicatalog.cli.names import LISTS
from piicatalog.integrations.name_statistics import NameStatistics, read_names
from piicatalog.model.entity_type import EntityType
from piicatalog.profiling import word_lists
from piicatalog.profiling.builds import Builds

Bearers = Mapping[str, int]
Draw = Callable[[random.Random], str]

KNOWN = {
    "first_names": {word_lists.FIRST_NAME},
    "last_names": {word_lists.LAST_NAME, word_lists.LAST_NAME_ENDING, word_lists.SURNAME_FORM},
}
NAMES = {EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.PERSON}
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as written": str,
    "upper case": str.upper,
    "upper case, no diacritics": lambda name: word_lists.fold(pa.array([name]))[0].as_py().upper(),
}
BESIDE = ("nature", "brand", "product", "department", "category", "country", "plant", "company", "warehouse_city", "weekday", "status")
"""Traps of the generated tables that are words and no numbers."""


def share_known(names: NameStatistics, lists: word_lists.WordLists, spell: Callable[[str], str]) -> float:
    """Return the share of bearers, 0 to 1, whose name the lists or endings tell as the kind it is."""
    values = pa.array([spell(name) for name in names.bearers], pa.large_string())
    bearers = np.array([*names.bearers.values()])
    known = np.zeros(len(values), bool)
    for mark, has in lists.look_up(values, Builds(values)):
        if mark in KNOWN[names.kind]:
            known |= has
    return float(bearers[known].sum() / bearers.sum())


def drawn(bearers: Bearers) -> Draw:
    """Return what draws names as often as they are borne."""
    names, weights = [*bearers], [*accumulate(bearers.values())]
    return lambda r: r.choices(names, cum_weights=weights)[0]


def kinds_of(statistics: Sequence[NameStatistics]) -> Iterator[tuple[str, EntityType, Draw]]:
    """Yield the columns that can be made: their kind, what they hold, and how a value is drawn."""
    by_kind: dict[str, dict[str, int]] = {}
    for names in statistics:
        of_kind = by_kind.setdefault(names.kind, {})
        for name, bearers in names.bearers.items():
            of_kind[name] = max(bearers, of_kind.get(name, 0))
        if names.kind == "first_names":
            yield f"first names, {names.title}", EntityType.FIRST_NAME, drawn(names.bearers)
    if "last_names" in by_kind:
        yield "last names", EntityType.LAST_NAME, drawn(by_kind["last_names"])
    if len(by_kind) == len(KNOWN):
        first, last = drawn(by_kind["first_names"]), drawn(by_kind["last_names"])
        yield "Sukunimi Etunimi", EntityType.PERSON, lambda r: f"{last(r)} {first(r)}"
        yield "Sukunimi, Etunimi", EntityType.PERSON, lambda r: f"{last(r)}, {first(r)}"
        yield "Etunimi Sukunimi", EntityType.PERSON, lambda r: f"{first(r)} {last(r)}"


def recognised(draw: Draw, spell: Callable[[str], str], rows: int, seed: int) -> tuple[EntityType | None, list[str]]:
    """Return what a column of drawn names is taken for beside the traps, and the traps that are taken for names."""
    r, words = random.Random(seed), Words(held_out=bool(seed % 2))
    columns = {kind: [str(TRAPS[kind][1](r, words)) for _ in range(rows)] for kind in BESIDE}
    columns["c1"] = [spell(draw(r)) for _ in range(rows)]
    order = sorted(columns)
    table = pa.table([columns[kind] for kind in order], [f"c{1 if kind == 'c1' else 2 + number}" for number, kind in enumerate(order)])
    verdicts = judged("t", table)
    best = verdicts["c1"].findings[:1]
    wrong = [
        kind
        for number, kind in enumerate(order)
        if kind != "c1" and {finding.entity_type for finding in verdicts[f"c{2 + number}"].findings} & NAMES
    ]
    return (best[0].entity_type if best else None), wrong


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, nargs="+", default=[50, 200, 1000])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--classifiers", type=Path, action="append", default=[], help="a folder of your own, with its lists/")
    options = parser.parse_args(arguments)
    statistics = [names for file in options.files for names in read_names(file, LISTS, least=1)]
    lists = word_lists.load_word_lists(options.classifiers)
    print("share of bearers whose name is known by list or ending")
    for names in statistics:
        shares = "  ".join(f"{spelling} {share_known(names, lists, spell):.3f}" for spelling, spell in SPELLINGS.items())
        print(f"  {names.title} ({names.kind}, {len(names.bearers)} names, {sum(names.bearers.values())} bearers): {shares}")
    print("columns recognised under no name, of those drawn by frequency")
    wrong, tables = Counter[str](), 0
    for kind, entity, draw in kinds_of(statistics):
        for spelling, spell in SPELLINGS.items():
            found: dict[int, list[EntityType | None]] = {}
            for rows in options.rows:
                for seed in options.seeds:
                    best, traps = recognised(draw, spell, rows, seed)
                    found.setdefault(rows, []).append(best)
                    wrong.update(traps)
                    tables += 1
            shares = "  ".join(f"{rows} rows {sum(best is entity for best in all_) / len(all_):.2f}" for rows, all_ in found.items())
            other = Counter(best for all_ in found.values() for best in all_ if best is not entity)
            print(f"  {kind}, {spelling}: {shares}" + (f"  else {dict(other)}" if other else ""))
    print(f"traps taken for names: {sum(wrong.values())} of {tables * len(BESIDE)} {dict(wrong)}")


if __name__ == "__main__":
    main()
