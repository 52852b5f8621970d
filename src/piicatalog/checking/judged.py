"""A table and a column as rules see them at one revision: what each holds, how it is known, what was declared of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from piicatalog.checking.directives import DeclaredTag
from piicatalog.checking.finding import Place
from piicatalog.checking.purposes import Declared, nearest
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.finding import Finding
from piicatalog.model.label import Label
from piicatalog.model.schema import TableKind

CERTAIN = 0.8
"""From this confidence on a column counts as personal (PII001); below it is only possibly so (PII007)."""
KEYS = frozenset({"CUSTOMER_ID"})
"""Keys of persons: a table becomes personal through them (PII010), but no purpose is asked for the key itself."""
CARRIERS = frozenset({"FREE_TEXT"})
"""May hold anything: PII008, not PII001."""
SECRETS = frozenset({"PASSWORD"})
"""A person's in a table of persons; elsewhere mostly a program's own."""
NATIONAL = frozenset({"FI_PERSONAL_IDENTITY_CODE", "NATIONAL_ID"})
SPECIAL = frozenset({"HEALTH", "ETHNICITY", "RELIGION", "POLITICAL", "TRADE_UNION", "SEX_LIFE", "BIOMETRIC", "GENETIC", "CRIMINAL"})


@dataclass(slots=True, kw_only=True, eq=False)
class JudgedColumn:
    """A column at one of the two revisions."""

    id: object
    """The same at both revisions and through renames."""
    table: "JudgedTable"
    name: str
    data_type: str = ""
    comment: str = ""
    place: Place
    former: tuple[str, ...] = ()
    """Earlier full names, latest first."""
    refers_to: str = ""
    """The table that a foreign key of this column points to."""
    hint: str = ""
    """What the platform's coarse classification says that it holds: counts where nothing else tells."""
    declare: Callable[[], Declared] = Declared
    """Puts together what stands in decisions, comments and platform tags, and the table's binding."""
    sources: list["JudgedColumn"] = field(default_factory=list)
    """The columns whose data it takes over: itself before a rename, those it is copied from."""
    likes: list["JudgedColumn"] = field(default_factory=list)
    """The columns that it was made like: what was declared of them holds of it too."""
    _own: Declared | None = field(default=None, repr=False)
    _declared: Declared | None = field(default=None, repr=False)

    @property
    def own(self) -> Declared:
        """What was declared of this very column or its table."""
        if self._own is None:
            self._own = self.declare()
        return self._own

    @property
    def declared(self) -> Declared:
        """What was declared; nearest wins, and what its sources are is the farthest.

        A source gives its entity type only where this column's own name does not tell one (a key or a text tells none). Itself before a rename
        gives its purposes too; a copy needs its own.
        """
        if self._declared is None:
            self._declared = self.own  # a circle of copies ends here
            if not self.own.dismissed:
                self._declared = nearest([self.own, *self._carried()])
        return self._declared

    def _carried(self) -> Iterator[Declared]:
        for source in (*self.likes, *self.sources):
            same = source.id == self.id or source in self.likes
            told = self.own.tag.entity_types or self.certain not in ("", *KEYS, *CARRIERS)
            if source.entity_type in KEYS | CARRIERS and self.found:  # a text or key of no one's says less than what may be
                told = told or self.found[0].entity_type not in KEYS | CARRIERS
            kinds = () if told or not source.entity_type else (source.entity_type,)
            tag = DeclaredTag(
                entity_types=kinds, purposes=source.purposes if same else (), condition=source.declared.tag.condition if same else ""
            )
            if kinds or tag.purposes:
                yield carried(tag)

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the classifier says, best first."""
        return self.table.findings.get(self.name, ())

    @property
    def full_name(self) -> str:
        """``shop.guardian.henkilotunnus``."""
        return f"{self.table.name}.{self.name}"

    @property
    def family(self) -> TypeFamily:
        """What kind of value it stores."""
        return family_of(self.data_type)

    @property
    def entity_type(self) -> str:
        """What it holds: as declared, else as found with certainty, else empty."""
        if self.declared.dismissed:
            return ""
        if self.declared.tag.entity_types:
            first = self.declared.tag.entity_types[0]
            return "" if first == "NONE" else first
        return self.certain or self.hint

    @property
    def certain(self) -> str:
        """What the classifier is certain of, or empty. A secret of a program, in a table of no persons, is possible only."""
        kind = str(self.found[0].entity_type) if self.found and self.found[0].confidence >= CERTAIN else ""
        return "" if kind in SECRETS and not self.table.of_persons else kind

    @property
    def possible(self) -> str:
        """What the classifier thinks possible when nothing is certain or declared, or empty."""
        if self.entity_type or self.declared.dismissed or self.declared.tag.entity_types or not self.found:
            return ""
        return str(self.found[0].entity_type)

    @property
    def confidence(self) -> float:
        """Of the entity type that it holds: 1 when declared."""
        wanted = self.entity_type or self.possible
        return next((finding.confidence for finding in self.found if finding.entity_type == wanted), 1.0)

    @property
    def is_personal(self) -> bool:
        """Whether a purpose is asked for it."""
        return self.entity_type not in ("", *KEYS, *CARRIERS)

    @property
    def is_tagged(self) -> bool:
        """Whether it is personal or somebody declared it so."""
        return self.is_personal or bool(self.declared.tag.purposes and not self.declared.dismissed)

    @property
    def purposes(self) -> tuple[str, ...]:
        """Those declared of the column, else those its table is bound to."""
        return self.declared.tag.purposes

    @property
    def state(self) -> str:
        """Type and tag in one text, for the baseline."""
        return f"{self.data_type.lower()} {self.own.tag}".strip()

    @property
    def why(self) -> Label:
        """Why it is believed: confidence and signals."""
        if self.declared.tag.entity_types:
            return Label(en="declared", fi="ilmoitettu")
        wanted = self.entity_type or self.possible
        finding = next((finding for finding in self.found if finding.entity_type == wanted), None)
        if finding is None:
            return Label(en="carried", fi="periytynyt")
        signals = list(dict.fromkeys(str(evidence.signal) for evidence in finding.evidence if evidence.weight > 0))
        english = ", ".join(_SIGNALS.get(signal, (signal, signal))[0] for signal in signals)
        finnish = ", ".join(_SIGNALS.get(signal, (signal, signal))[1] for signal in signals)
        return Label(en=f"{finding.confidence:.2f}: {english}", fi=f"{finding.confidence:.2f}: {finnish}")


_SIGNALS = {
    "column_name": ("name", "nimi"),
    "data_type": ("type", "tyyppi"),
    "comment": ("comment", "kommentti"),
    "table": ("table", "taulu"),
    "keys": ("keys", "avaimet"),
    "lineage": ("lineage", "alkuperä"),
}


@dataclass(slots=True, kw_only=True, eq=False)
class JudgedTable:
    """A table or view at one of the two revisions."""

    id: object
    name: str
    """With its schema where it has one."""
    kind: TableKind = TableKind.TABLE
    column_ids: tuple[object, ...] = ()
    """The ids of its columns, in declared order."""
    fill: Callable[["JudgedTable"], Mapping[object, JudgedColumn]] = lambda _: {}
    """Makes its columns; called at most once."""
    place: Place
    former: tuple[str, ...] = ()
    temporary: bool = False
    query: str = ""
    bound: tuple[str, ...] = ()
    """Activities that a person bound it to."""
    primary_key: tuple[str, ...] = ()
    """Folded names."""
    classify: Callable[[], tuple[Mapping[str, tuple[Finding, ...]], bool]] = lambda: ({}, False)
    """Returns the findings by column name, and whether its rows are about persons; called at most once."""
    _classified: tuple[Mapping[str, tuple[Finding, ...]], bool] | None = field(default=None, repr=False)
    _columns: Mapping[object, JudgedColumn] | None = field(default=None, repr=False)

    @property
    def columns(self) -> Mapping[object, JudgedColumn]:
        """By id, in declared order."""
        if self._columns is None:
            self._columns = self.fill(self)
        return self._columns

    @property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What the classifier says of its columns, by name."""
        if self._classified is None:
            self._classified = self.classify()
        return self._classified[0]

    @property
    def of_persons(self) -> bool:
        """Whether its rows are persons or belong to persons, by its name and keys or by what else it holds of them."""
        if self.findings is not None and self._classified and self._classified[1]:
            return True
        others = SECRETS | KEYS | CARRIERS
        return any(found and found[0].confidence >= CERTAIN and found[0].entity_type not in others for found in self.findings.values())

    @property
    def is_view(self) -> bool:
        """Whether it stores nothing itself."""
        return self.kind is TableKind.VIEW

    @property
    def personal(self) -> list[JudgedColumn]:
        """Its personal columns."""
        return [column for column in self.columns.values() if column.is_personal]

    @property
    def is_personal(self) -> bool:
        """Whether it has a personal column."""
        return any(column.is_personal for column in self.columns.values())

    def column(self, name: str) -> JudgedColumn | None:
        """Return the column of a name, whatever its case."""
        wanted = name.lower()
        return next((column for column in self.columns.values() if column.name.lower() == wanted), None)


def carried(tag: DeclaredTag) -> Declared:
    """Return the declaration that a copy takes over."""
    return Declared(tag, "carried")
