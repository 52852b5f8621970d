"""Recipes of a kitchen, which Finnish and Swedish call by the word for a doctor's prescription."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from piicatalog.detection.about import PATIENTS, About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.schema import Table

RECIPES = frozenset({"resepti", "recept"})
_FOOD = frozenset(
    "ainesosa raakaaine ainekset aines ruoka ruokalaji ateria drinkki juoma kypsennys valmistusaika valmistusohje annoskoko"
    " ingrediens ravara ratt matratt maltid portion tillagning tillagningstid kok"
    " ingredient dish meal food cuisine serving servings cooking drink recipe".split()
)
_CARE = PATIENTS | frozenset("laake laakari laakitys sairaala lakare lakemedel medicin sjukhus doctor drug medicine medication".split())


def cooked(tables: Sequence[Table], found: Mapping[str, About], words: Lexicon) -> dict[str, About]:
    """Return the tables of recipes as things, where a table or a recipe's own columns name food and nothing names who is treated."""
    named = [table for table in tables if not RECIPES.isdisjoint(found[table.full_name].words)]
    if not named:
        return {}
    said = {word for about in found.values() for word in about.words}
    said.update(word for table in named for column in table.columns for word in words.words(column.name))
    if _FOOD.isdisjoint(said) or not _CARE.isdisjoint(said):
        return {}
    return {
        table.full_name: replace(found[table.full_name], kind=Kind.THING, entity_type=None, of_person=False, recorded=False)
        for table in named
        if found[table.full_name].kind is not Kind.PERSON
    }
