"""``piicatalog evaluate``: how right the findings are against labels of your own."""

from collections.abc import Sequence
from pathlib import Path

import click

from piicatalog.cli import options
from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.errors import NothingCheckedError, UnknownNameError, UsageError
from piicatalog.evaluation import findings
from piicatalog.evaluation.labels import LabelledColumn, load_labels
from piicatalog.evaluation.report import as_json, as_text
from piicatalog.evaluation.score import evaluate, without
from piicatalog.model.entity_type import EntityType

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command
@click.argument("labels", type=FILE)
@click.option("--from", "catalog", type=FILE, help="Score this catalog.json; else the labelled names and types are judged now.")
@click.option("--source", "sources", multiple=True, help="Only the labels of this source; may be repeated.")
@click.option(
    "--without", "left_out", multiple=True, metavar="TYPE", help="Leave out an entity type, such as CUSTOMER_ID; may be repeated."
)
@options.classifiers
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fit",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Fit the weights to LABELS instead, check them on sources left out, and write weights.yaml into this folder.",
)
@click.option("--mistakes", type=click.IntRange(min=0), default=10, show_default=True, help="How many of the worst to show.")
def command(
    labels: Path,
    catalog: Path | None,
    sources: tuple[str, ...],
    left_out: tuple[str, ...],
    classifiers: tuple[Path, ...],
    form: str,
    folder: Path | None,
    mistakes: int,
) -> None:
    r"""Score findings against LABELS, a CSV file of columns that a person has judged.

    \b
        source,table,column,sql_type,labels,certainty
        shop,asiakas,hetu,varchar(11),FI_PERSONAL_IDENTITY_CODE|NATIONAL_ID,sure
        shop,tuote,nimi,varchar(80),NONE,sure

    labels are entity types joined by "|": any of them is right, and a miss counts against the first. NONE is not
    personal. Rows whose certainty is not "sure" are left out of the scores. source, sql_type and certainty may be missing.

    Shown are precision, recall and F1 of each entity type, of all, and of "personal or not"; how often findings of
    a stated confidence are right; and the worst mistakes with what led to them.

    With --fit FOLDER the weights of names and types are moved so that the labels become likelier, five times with a fifth of
    the sources left out, on which they are then scored. What is proposed goes into FOLDER/weights.yaml, for --classifiers FOLDER.
    """
    columns = load_labels(labels)
    for source in sources:
        if source not in {column.source for column in columns}:
            raise UnknownNameError("source", source, {column.source for column in columns})
    for entity in left_out:
        if entity not in EntityType.__members__:
            raise UnknownNameError("entity type", entity, EntityType.__members__)
    columns = tuple(column for column in columns if not sources or column.source in sources)
    if folder is not None:
        _fit(columns, load_knowledge(classifiers), folder, labels.name)
        return
    if catalog is None:
        found = findings.by_names(columns, load_knowledge(classifiers))
    else:
        from piicatalog.definitions.catalog_document import from_document

        found = findings.from_catalog(columns, from_document(catalog.read_bytes(), str(catalog)))
    evaluation = evaluate(without(found, {EntityType(entity) for entity in left_out}))
    if not evaluation.columns:
        raise NothingCheckedError(f"{labels}: no column is left to score")
    click.echo(as_json(evaluation) if form == "json" else as_text(evaluation, mistakes=mistakes), nl=False)


def _fit(columns: Sequence[LabelledColumn], knowledge: Knowledge, folder: Path, labels: str) -> None:
    from piicatalog.evaluation import fit_report
    from piicatalog.evaluation.fit import fit

    if len({column.source for column in columns if column.sure}) < 2:
        raise UsageError("fitting needs labels of two sources or more: one is left out to check what the others taught")
    found = fit(columns, knowledge)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "weights.yaml"
    path.write_text(fit_report.as_yaml(found, knowledge.weights, labels), encoding="utf-8")
    click.echo(fit_report.as_text(found, knowledge.weights), nl=False)
    click.echo(f"written: {path}", err=True)
