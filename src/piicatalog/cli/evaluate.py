"""``piicatalog evaluate``: how right the findings are against labels of your own."""

from pathlib import Path

import click

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.evaluation import findings
from piicatalog.evaluation.labels import load_labels
from piicatalog.evaluation.report import as_json, as_text
from piicatalog.evaluation.score import evaluate

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command
@click.argument("labels", type=FILE)
@click.option("--from", "catalog", type=FILE, help="Score this catalog.json; else the labelled names and types are judged now.")
@click.option(
    "--classifiers", multiple=True, type=click.Path(file_okay=False, exists=True, path_type=Path), help="Folder of your own detectors."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--mistakes", type=click.IntRange(min=0), default=10, show_default=True, help="How many of the worst to show.")
def command(labels: Path, catalog: Path | None, classifiers: tuple[Path, ...], form: str, mistakes: int) -> None:
    """Score findings against LABELS: a CSV with the columns source, table, column, sql_type, labels, certainty.

    labels are entity types joined by "|", any of them is right; NONE is not personal. Rows whose certainty is not "sure" are left out.
    """
    columns = load_labels(labels)
    if catalog is None:
        found = findings.by_names(columns, load_knowledge(classifiers))
    else:
        from piicatalog.definitions.catalog_document import from_document

        found = findings.from_catalog(columns, from_document(catalog.read_bytes(), str(catalog)))
    evaluation = evaluate(found)
    click.echo(as_json(evaluation) if form == "json" else as_text(evaluation, mistakes=mistakes), nl=False)
