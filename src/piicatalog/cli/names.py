"""``piicatalog names import``: bring the official name statistics into a folder of classifier files."""

from pathlib import Path

import click

LISTS = {
    "first_names": ("etunim", "förnamn", "fornamn", "first"),
    "last_names": ("sukunim", "släktnamn", "slaktnamn", "efternamn", "last", "surname"),
}
"""What a sheet or file is called that holds each list."""


@click.group("names")
def command() -> None:
    """Names of people that columns are recognised by."""


@command.command("import", short_help="Read spreadsheets or CSV of first names and surnames into a folder.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of your own classifier files; give it to scan as --classifiers.",
)
@click.option("--least", default=20, show_default=True, help="Leave out names with fewer bearers.")
def import_names(files: tuple[Path, ...], folder: Path, least: int) -> None:
    """Read name statistics of the Digital and Population Data Services Agency (spreadsheets or CSV) into FOLDER/lists.

    The spreadsheets are at https://www.avoindata.fi/data/fi/dataset/none (CC BY 4.0). A sheet's or file's name tells
    whether it holds first names (etunimet) or surnames (sukunimet); the first column is the name, the second how many bear it.
    """
    from piicatalog.integrations.name_statistics import read_names

    found: dict[str, set[str]] = {}
    for file in files:
        for read in read_names(file, LISTS, least=least):
            found.setdefault(read.kind, set()).update(read.bearers)
    (folder / "lists").mkdir(parents=True, exist_ok=True)
    for kind, names in sorted(found.items()):
        path = folder / "lists" / f"{kind}.txt"
        head = [
            f"# Names with at least {least} bearers, from {', '.join(sorted(file.name for file in files))}",
            "# Digital and Population Data Services Agency, CC BY 4.0",
        ]
        path.write_text("\n".join([*head, *sorted(names)]) + "\n", encoding="utf-8")
        click.echo(f"{path}: {len(names)} names")
