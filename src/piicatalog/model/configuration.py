"""What ``piicatalog.yaml`` says. Everything has a default: without the file piicatalog works."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from piicatalog.model.processing import NoticeBinding, TableBinding

DEFAULT_NOTICE = "kuluttaja-asiakkaat"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfiguredSource:
    """A source by name."""

    name: str
    address: str = field(repr=False)
    """A URL, file, folder or pattern, with ``${NAME}`` where a secret stands; ``definitions.configuration.resolve`` puts those in."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    dialect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingDefaults:
    """How much of each table is read when the command line does not say."""

    rows: int | None = 1000
    """None: all of them."""
    values: bool = True
    """False: names and types only."""
    seed: int = 0
    timeout: float = 60.0
    """For one statement, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The column whose date starts a retention period: ``last_order: max(shop.tilaus.tilattu) by asiakas_id``."""

    name: str
    column: str
    """``table.column`` or ``schema.table.column``."""
    aggregate: str = ""
    """``max`` or ``min`` over the rows of one ``by``; empty: each row has its own."""
    by: str = ""
    """The column that tells whose rows they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The facts of article 30(1)(a), (d), (e) and (g) that no scan can know; empty ones are shown as to be completed."""

    name: str = ""
    business_id: str = ""
    contact: str = ""
    joint_controllers: tuple[str, ...] = ()
    representative: str = ""
    data_protection_officer: str = ""
    recipients: tuple[str, ...] = ()
    transfers: tuple[str, ...] = ()
    security: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLevel:
    """Another severity for some rules of ``check`` in some files."""

    rules: tuple[str, ...]
    level: str
    """``error``, ``warning``, ``note`` or ``off``."""
    paths: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPlace:
    """What the catalogs that exports are loaded into call a source; empty: as its name tells."""

    source: str = "*"
    """A pattern of source names with ``*`` and ``?``; letter case does not matter."""
    platform: str = ""
    """DataHub's name of the platform: ``postgres``, ``snowflake``."""
    instance: str = ""
    """DataHub's platform instance."""
    environment: str = "PROD"
    """DataHub's environment."""
    service: str = ""
    """OpenMetadata's name of the database service."""
    database: str | None = None
    """The database above the schemas; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The configuration, with paths made absolute."""

    file: Path | None = None
    """None: no file was found, everything is the default."""
    sources: Mapping[str, ConfiguredSource] = field(default_factory=dict)
    notices: tuple[str, ...] = (DEFAULT_NOTICE,)
    """Ids of shipped notices and paths of files; the first is for every table that no binding names."""
    notice_bindings: tuple[NoticeBinding, ...] = ()
    language: str = "en"
    classifiers: tuple[Path, ...] = ()
    tables: tuple[TableBinding, ...] = ()
    sampling: SamplingDefaults = SamplingDefaults()
    events: tuple[Event, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    organisation: Organisation = Organisation()
    fail_on: tuple[str, ...] = ()
    """When ``scan`` exits with 1: ``violation``, ``undecided``."""
    store: str = ""
    decisions: Path | None = None
    check: tuple[RuleLevel, ...] = ()
    """The later one holds."""
    catalogs: tuple[CatalogPlace, ...] = ()
    """The first that fits holds."""
