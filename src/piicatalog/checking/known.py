"""Everything that a check knows beside the migrations: detectors, notice, configuration, decisions.

All of it comes from the definitions cache when the files have not changed, so that neither YAML nor pydantic nor the
types of the notice are loaded.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from piicatalog.checking.directives import DeclaredTag
from piicatalog.checking.purposes import Activity, Entry, Purposes
from piicatalog.definitions.builtin import CLASSIFIERS, MAPPINGS
from piicatalog.definitions.cache import cached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from piicatalog.definitions.load import Location
    from piicatalog.model.decision import Decisions
    from piicatalog.model.processing import Notice

CONFIGURATION = "piicatalog.yaml"
DECISIONS = "decisions.yaml"
DEFAULT_NOTICE = "kuluttaja-asiakkaat"


@dataclass(frozen=True, slots=True)
class Level:
    """Another severity for some rules in some files: ``error``, ``warning``, ``note`` or ``off``."""

    rules: tuple[str, ...]
    level: str
    paths: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True)
class Configured:
    """What a check needs of ``piicatalog.yaml``."""

    notice: str = DEFAULT_NOTICE
    language: str = "en"
    classifiers: tuple[Path, ...] = ()
    tables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    decisions: Path | None = None
    levels: tuple[Level, ...] = ()


def find_configuration_file(start: Path) -> Path | None:
    """Return the nearest ``piicatalog.yaml`` at or above a folder."""
    return next((file for folder in (start, *start.parents) if (file := folder / CONFIGURATION).is_file()), None)


def configuration(path: Path | None, cache: Path | None) -> Configured:
    """Return the configuration of a file; the defaults without one."""
    if path is None:
        return Configured()

    def load() -> Configured:
        from piicatalog.definitions.configuration import load_configuration

        loaded = load_configuration(path)
        return Configured(
            notice=loaded.notices[0],
            language=loaded.language,
            classifiers=loaded.classifiers,
            tables=tuple((binding.pattern, binding.activities) for binding in loaded.tables),
            decisions=loaded.decisions,
            levels=tuple(Level(entry.rules, entry.level, entry.paths) for entry in loaded.check),
        )

    return cached("configuration", Configured, [path.absolute()], load, cache)


def purposes(config: Configured, notice: str, decisions: Path, cache: Path | None, *, shown_as: str = DECISIONS) -> Purposes:
    """Return the notice and decisions as rules ask them; a decisions file that does not exist holds none."""
    name = notice or config.notice
    path = Path(name)
    if not path.is_file() and re.fullmatch(r"[\w-]+", name):
        shipped = [MAPPINGS / f"{name}.yaml", MAPPINGS / "examples" / f"{name}.yaml"]
        path = next((file for file in shipped if file.is_file()), path)

    def load() -> Purposes:
        from piicatalog.definitions.data_categories import load_data_categories
        from piicatalog.definitions.notice import find_notice

        found = find_notice(name)
        kinds = (*found.categories, *load_data_categories())
        asked = of_notice(found, tuple((category.id, tuple(map(str, category.entity_types))) for category in kinds))
        if not decisions.exists():
            return asked
        from piicatalog.definitions.decisions import parse_decisions
        from piicatalog.definitions.load import read_text

        return with_decisions(asked, *parse_decisions(read_text(decisions), str(decisions)))

    files = [path.absolute(), CLASSIFIERS / "data_categories.yaml", decisions.absolute()]
    asked = cached("purposes", Purposes, files, load, cache)
    return replace(asked, bindings=(*asked.bindings, *config.tables), decisions_file=shown_as)


def of_notice(notice: "Notice", kinds: tuple[tuple[str, tuple[str, ...]], ...]) -> Purposes:
    """Return a notice as rules ask it."""
    return Purposes(
        notice=notice.id,
        activities=tuple(
            Activity(
                id=activity.id,
                purposes=tuple(purpose.id for purpose in activity.purposes),
                categories=activity.categories,
                bases=tuple(basis.applies_to for basis in activity.bases),
                has_retention=bool(activity.retention),
                conditions=activity.conditions,
            )
            for activity in notice.activities
        ),
        kinds=kinds,
        retention_rules=tuple(rule.id for rule in notice.retention_rules),
    )


def with_decisions(asked: Purposes, decisions: "Decisions", lines: "Mapping[Location, int]") -> Purposes:
    """Return the notice with people's decisions in the place of those that it had; ``lines`` tell where each stands."""
    return replace(
        asked,
        entries=tuple(
            Entry(
                entry.column,
                DeclaredTag(
                    entity_types=(entry.decision.entity_type,) if entry.decision.entity_type else (),
                    purposes=entry.purposes,
                    retention=entry.retention,
                    condition=entry.condition,
                ),
                dismissed=entry.decision.action == "dismiss",
                line=lines.get(("columns", number), 1),
            )
            for number, entry in enumerate(decisions.columns)
        ),
        bindings=tuple((table.binding.pattern, table.binding.activities) for table in decisions.tables),
    )


def with_decisions_text(asked: Purposes, text: str, config: Configured, file: str = DECISIONS) -> Purposes:
    """Return the notice with the decisions of a text: those of another revision."""
    from piicatalog.definitions.decisions import parse_decisions

    again = with_decisions(asked, *parse_decisions(text, file))
    return replace(again, bindings=(*again.bindings, *config.tables))
