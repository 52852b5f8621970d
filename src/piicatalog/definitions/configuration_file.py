"""What ``piicatalog.yaml`` may say; see ``docs/steward.md`` for an example of each part.

A password is never written into it: ``${NAME}`` stands for an environment variable, put in when the source is opened.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from piicatalog.definitions.base import Definition
from piicatalog.definitions.configuration import VARIABLE
from piicatalog.model.configuration import (
    DEFAULT_NOTICE,
    CatalogPlace,
    Configuration,
    ConfiguredSource,
    Event,
    Organisation,
    RuleLevel,
    SamplingDefaults,
)
from piicatalog.model.processing import NoticeBinding, TableBinding

_VARIABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SECRET = re.compile(r"(?i)[?&;][^=&;]*(?:pass|pwd|secret|token|key|credential)[^=&;]*=(?!\$\{)[^&;]+")
_EVENT = re.compile(r"(?:(?P<aggregate>max|min)\((?P<of>[^()]+)\)|(?P<column>[^()\s]+))(?:\s+by\s+(?P<by>\S+))?")


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str | Mapping) else value


def _as_text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int | float) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
Text = Annotated[str, BeforeValidator(_as_text)]


class SourceDefinition(Definition):
    """A source: its address alone, or with what to read of it."""

    address: Annotated[str, Field(min_length=1)]
    include: Texts = ()
    exclude: Texts = ()
    dialect: str = ""

    @model_validator(mode="before")
    @classmethod
    def _bare_text_is_an_address(cls, value: Any) -> Any:
        return {"address": value} if isinstance(value, str) else value

    @field_validator("address")
    @classmethod
    def _no_secret_stands_in_it(cls, address: str) -> str:
        for name in VARIABLE.findall(address):
            if not _VARIABLE_NAME.fullmatch(name):
                raise ValueError("${…} must hold the name of an environment variable, such as ${SHOP_PASSWORD}")
        user = re.split(r"[/?#](?!.*@)", address.partition("://")[2], maxsplit=1)[0].rpartition("@")[0]
        password = user.partition(":")[2]
        if (password and not VARIABLE.fullmatch(password)) or _SECRET.search(address):
            raise ValueError("a password stands in it; write ${NAME} in its place and set the environment variable NAME")
        return address


class NoticeDefinition(Definition):
    """A notice, and the tables that it is for; none: all that no other notice has."""

    notice: Annotated[str, Field(min_length=1)]
    tables: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _bare_text_is_a_notice(cls, value: Any) -> Any:
        return {"notice": value} if isinstance(value, str) else value


class TableDefinition(Definition):
    """The activities that tables serve."""

    table: Annotated[str, Field(min_length=1)]
    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    why: str = ""


class SamplingDefinition(Definition):
    """How much is read."""

    rows: Annotated[int, Field(gt=0)] | Literal["all"] = 1000
    values: bool = True
    seed: int = 0
    timeout: Annotated[float, Field(gt=0)] = 60.0

    def to_defaults(self) -> SamplingDefaults:
        """Return it as the core's value."""
        rows = None if self.rows == "all" else self.rows
        return SamplingDefaults(rows=rows, values=self.values, seed=self.seed, timeout=self.timeout)


class OrganisationDefinition(Definition):
    """See ``model.configuration.Organisation``."""

    name: str = ""
    business_id: Text = ""
    contact: str = ""
    joint_controllers: Texts = ()
    representative: str = ""
    data_protection_officer: str = ""
    recipients: Texts = ()
    transfers: Texts = ()
    security: Texts = ()


class PoliciesDefinition(Definition):
    """When a command says no."""

    fail_on: Annotated[tuple[Literal["violation", "undecided"], ...], BeforeValidator(_one_or_more)] = ()


class RuleLevelDefinition(Definition):
    """See ``model.configuration.RuleLevel``."""

    rules: Annotated[tuple[Annotated[str, Field(pattern=r"^PII\d{3}$")], ...], BeforeValidator(_one_or_more), Field(min_length=1)]
    level: Literal["error", "warning", "note", "off"]
    paths: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ("*",)


class CatalogPlaceDefinition(Definition):
    """See ``model.configuration.CatalogPlace``."""

    source: Annotated[str, Field(min_length=1)] = "*"
    platform: Annotated[str, Field(pattern=r"^[a-z0-9_-]*$")] = ""
    instance: str = ""
    environment: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")] = "PROD"
    service: str = ""
    database: str | None = None


class ConfigurationDefinition(Definition):
    """The file."""

    version: Literal[1] = 1
    sources: Annotated[dict[str, SourceDefinition], Field(default_factory=dict)]
    notice: str = ""
    notices: Annotated[tuple[NoticeDefinition, ...], BeforeValidator(_one_or_more)] = ()
    language: Literal["fi", "sv", "en"] = "en"
    classifiers: Texts = ()
    tables: tuple[TableDefinition, ...] = ()
    sampling: SamplingDefinition = SamplingDefinition()
    events: Annotated[dict[str, str], Field(default_factory=dict)]
    parameters: Annotated[dict[str, Text], Field(default_factory=dict)]
    organisation: OrganisationDefinition = OrganisationDefinition()
    policies: PoliciesDefinition = PoliciesDefinition()
    check: tuple[RuleLevelDefinition, ...] = ()
    catalogs: Annotated[tuple[CatalogPlaceDefinition, ...], BeforeValidator(_one_or_more)] = ()
    store: str = ""
    decisions: str = ""

    @field_validator("events")
    @classmethod
    def _events_name_columns(cls, events: dict[str, str]) -> dict[str, str]:
        for name, text in events.items():
            event = _EVENT.fullmatch(text.strip())
            if event is None or "." not in (event["of"] or event["column"]):
                raise ValueError(f"{name}: write table.column, or max(table.column) by key_column")
        return events

    @model_validator(mode="after")
    def _notice_is_said_once(self) -> "ConfigurationDefinition":
        if self.notice and self.notices:
            raise ValueError("notice and notices say the same; keep one of them")
        return self

    def to_configuration(self, file: Path) -> Configuration:
        """Return it as the core's value; paths are relative to the file's folder."""
        folder = file.parent
        notices = self.notices or (NoticeDefinition(notice=self.notice or DEFAULT_NOTICE),)
        return Configuration(
            file=file,
            sources={
                name: ConfiguredSource(
                    name=name,
                    address=_absolute(source.address, folder),
                    include=source.include,
                    exclude=source.exclude,
                    dialect=source.dialect,
                )
                for name, source in self.sources.items()
            },
            notices=tuple(_notice(entry.notice, folder) for entry in notices),
            notice_bindings=tuple(
                NoticeBinding(pattern=pattern, notice=_notice(entry.notice, folder)) for entry in notices for pattern in entry.tables
            ),
            language=self.language,
            classifiers=tuple(folder / path for path in self.classifiers),
            tables=tuple(TableBinding(pattern=table.table, activities=table.activities, why=table.why) for table in self.tables),
            sampling=self.sampling.to_defaults(),
            events=tuple(_event(name, text) for name, text in self.events.items()),
            parameters=tuple(self.parameters.items()),
            organisation=Organisation(**dict(self.organisation)),
            fail_on=self.policies.fail_on,
            store=_absolute(self.store, folder) if self.store else "",
            decisions=folder / self.decisions if self.decisions else None,
            check=tuple(RuleLevel(rules=entry.rules, level=entry.level, paths=entry.paths) for entry in self.check),
            catalogs=tuple(CatalogPlace(**dict(entry)) for entry in self.catalogs),
        )


def _event(name: str, text: str) -> Event:
    event = _EVENT.fullmatch(text.strip())
    assert event is not None  # the definition has checked it
    return Event(name=name, column=event["of"] or event["column"], aggregate=event["aggregate"] or "", by=event["by"] or "")


def _notice(name: str, folder: Path) -> str:
    return str(folder / name) if name.endswith((".yaml", ".yml")) else name


def _absolute(address: str, folder: Path) -> str:
    return address if "://" in address else str(folder / address)
