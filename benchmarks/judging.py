"""A table in memory through profile, evidence and verdict, as a scan does it."""

import pyarrow as pa

from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.model.finding import Verdict
from piicatalog.model.schema import Table
from piicatalog.profiling.columns import profile_all
from piicatalog.profiling.plan import plan_of
from piicatalog.sources.nested import columns_of

KNOWLEDGE = load_knowledge()


def judged(name: str, data: pa.Table) -> dict[str, Verdict]:
    table = Table(schema="", name=name, columns=columns_of(data.schema))
    profiles = dict(
        zip(data.column_names, profile_all([column.combine_chunks() for column in data.columns], plan_of(KNOWLEDGE)), strict=True)
    )
    view = TableView(table=table, profiles=profiles)
    return decide(view, collect(view, survey([table], KNOWLEDGE), KNOWLEDGE), KNOWLEDGE)
