"""Write docs/reference/ from the code, and the output of commands in every page; ``--check`` fails when one differs."""

import sys
from collections.abc import Callable, Iterator

import click
from console import ROOT, filled  # beside this file

from piicatalog import registry
from piicatalog.cli.main import COMMANDS, group
from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.model.detector import Detector

FOLDER = ROOT / "docs" / "reference"
CONSOLES = ("README.md", "docs/steward.md", "docs/privacy-officer.md", "docs/catalogs.md", "docs/platform.md")
"""Pages that show what commands print."""
MADE = "<!-- Made by docs/generate.py from the code; change that instead. -->\n"


def commands() -> str:
    """Return every command's help, as the terminal shows it."""
    parts = ["# Commands\n"]
    context = click.Context(group, info_name="piicatalog", max_content_width=110, terminal_width=110)
    for name in COMMANDS:
        command = group.get_command(context, name)
        if command is None:
            raise SystemExit(f"no command {name}")
        parts.append(f"## {name}\n\n```\n{_help(command, context, name)}\n```\n")
        if isinstance(command, click.Group):
            inner = click.Context(command, info_name=name, parent=context, max_content_width=110, terminal_width=110)
            parts.extend(f"### {name} {sub}\n\n```\n{_help(command.commands[sub], inner, sub)}\n```\n" for sub in sorted(command.commands))
    return "\n".join(parts)


def _help(command: click.Command, parent: click.Context, name: str) -> str:
    with click.Context(command, info_name=name, parent=parent, max_content_width=110, terminal_width=110) as context:
        return command.get_help(context)


def detectors() -> str:
    """Return a section per detector file."""
    parts = ["# Detectors\n", "One file each under `classifiers/`; `piicatalog classifiers test` runs their examples.\n"]
    for detector in load_knowledge().detectors:
        parts.append(f"## {detector.id}\n\n{detector.title.en}: `{detector.entity_type}`. {detector.description}".rstrip() + "\n")
        parts.extend(_lines(detector))
    parts += ["## Validators\n", "What can stand behind `validator:`.\n", *validators(), ""]
    return "\n".join(parts)


def validators() -> Iterator[str]:
    """What can stand behind ``validator:``, by the first line of its docstring."""
    for name in registry.names("validators"):
        yield f"- `{name}`: {(registry.find('validators', name).__doc__ or '').strip().splitlines()[0]}"


def _lines(detector: Detector) -> list[str]:
    lines = []
    if detector.name:
        lines.append(
            f"- by column name: {len(detector.name.strong)} strong words, {len(detector.name.weak)} weak, {len(detector.name.negative)} that rule it out"
        )
    for rule in detector.values:
        check = f", checked by `{rule.validator}` (chance {rule.chance:.2%})" if rule.validator else ""
        lines.append(f"- by value: `{rule.pattern.replace('`', '')}`{check}{', with a name that speaks for it' if rule.needs_name else ''}")
    for text in detector.text:
        words = f", beside {', '.join(text.context)}" if text.context else ""
        lines.append(f"- in text: `{text.pattern.replace('`', '')}` (score {text.score:g}){words}")
    lines.extend(f"- <{reference}>" if reference.startswith("http") else f"- {reference}" for reference in detector.references)
    return [*lines, ""]


def categories() -> str:
    """Return the table of data categories."""
    rows = ["# Data categories\n", "| id | suomi | svenska | English | entity types | special |", "|---|---|---|---|---|---|"]
    rows.extend(
        f"| `{category.id}` | {category.label.fi} | {category.label.sv} | {category.label.en} "
        f"| {', '.join(f'`{kind}`' for kind in category.entity_types)} | {'yes' if category.special else ''} |"
        for category in load_data_categories()
    )
    return "\n".join(rows) + "\n"


def rules() -> str:
    """Return the rules of ``piicatalog check``."""
    from piicatalog.checking.reference import reference

    return reference()


def conformance() -> str:
    """Return the rules of ``piicatalog notice check``."""
    from piicatalog.conformance.check import rules as all_rules

    parts = ["# Rules of the notice\n", "`piicatalog notice check` holds the notice against the data; E2 to W4 are told by `scan` too.\n"]
    parts.extend(
        f"## {rule.id} {rule.title.en}\n\n{rule.severity}. {rule.advice.en}\n\nSuomeksi: {rule.title.fi}. {rule.advice.fi}\n"
        for rule in all_rules().values()
    )
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "detectors.md": detectors,
    "data-categories.md": categories,
    "rules.md": rules,
    "conformance.md": conformance,
}


def main() -> None:
    """Write the pages, or say which differ."""
    check = "--check" in sys.argv[1:]
    differ = []
    FOLDER.mkdir(exist_ok=True)
    pages = {FOLDER / name: MADE + make() for name, make in PAGES.items()}
    pages |= {ROOT / name: filled(ROOT / name) for name in CONSOLES}
    for path, text in pages.items():
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            differ.append(str(path.relative_to(ROOT)))
        elif not check:
            path.write_text(text, encoding="utf-8")
    if differ:
        sys.exit(f"not what the code says: {', '.join(differ)}; run: python docs/generate.py")
    print(f"{len(pages)} pages are {'up to date' if check else 'written'}")


if __name__ == "__main__":
    main()
