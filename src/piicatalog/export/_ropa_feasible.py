"""Whether each time limit of a record can be computed: which columns it is counted from, and what is to be answered."""

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.errors import UsageError
from piicatalog.export._ropa_items import Feasible
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.processing import Notice
from piicatalog.retention.endings import events_of
from piicatalog.retention.plan import Plan, make_plan, unanswered


def feasible(catalog: Catalog, notice: Notice, configuration: Configuration) -> Feasible:
    """Return for each activity and rule the columns that its end is counted from, and the open questions."""
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for table in _plan(catalog, notice, configuration).tables:
        told = frozenset(table.never | table.routes.keys())
        for assignment in (each for group in table.groups for each in group.assignments):
            anchors, questions = found.setdefault((assignment.activity, assignment.rule), ({}, {}))
            for event in events_of(assignment.ending):
                if event in table.routes:
                    anchors[str(table.routes[event].anchor)] = None
            questions.update(dict.fromkeys(name.removeprefix("anchor:") for name in unanswered(assignment.ending, told)))
    return {key: (tuple(sorted(anchors)), tuple(questions)) for key, (anchors, questions) in found.items()}


def _plan(catalog: Catalog, notice: Notice, configuration: Configuration) -> Plan:
    knowledge = load_knowledge(configuration.classifiers)
    try:
        return make_plan(catalog, notice, knowledge, events=configuration.events, parameters=configuration.parameters)
    except UsageError:
        # Events may be of a source that is not in this catalog; what is malformed is an error still.
        return make_plan(catalog, notice, knowledge, parameters=configuration.parameters)
