"""The rules as text: for the reference page and for ``explain PII001``."""

from piicatalog.checking.finding import Example, Rule
from piicatalog.checking.rules import rules
from piicatalog.errors import UnknownNameError


def explain_rule(code: str, language: str = "en") -> str:
    """Return what a rule is, why, and an example that it finds; raises UnknownNameError for a code that does not exist."""
    known = rules()
    rule = known.get(code.upper())
    if rule is None:
        raise UnknownNameError("rule", code.upper(), known)
    fi = language == "fi"
    parts = [f"{rule.code} ({rule.severity}): {rule.title.in_language(language)}", rule.explanation.in_language(language)]
    for heading, examples in (("Löytää" if fi else "It finds", rule.fires), ("Ei huomauta" if fi else "It leaves alone", rule.quiet)):
        parts += [f"{heading}{'' if fi else f' ({example.says})'}:\n{_indented(example)}" for example in examples]
    if rule.incomplete:
        parts.append(
            "Ei voi poistaa käytöstä, vain lieventää." if fi else "It cannot be switched off, only lowered: it says what was not read."
        )
    return "\n\n".join(parts) + "\n"


def reference() -> str:
    """Return the reference page of all rules, as Markdown."""
    lines = ["# Rules of `piicatalog check`\n", "| code | severity | title |", "|---|---|---|"]
    lines += [f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {rule.title.en} |" for rule in rules().values()]
    return "\n".join(lines) + "\n\n" + "\n".join(_section(rule) for rule in rules().values())


def _section(rule: Rule) -> str:
    parts = [
        f"## {rule.code}\n",
        f"**{rule.title.en}** ({rule.severity}). {rule.explanation.en}\n",
        f"*{rule.title.fi}.* {rule.explanation.fi}\n",
    ]
    for heading, examples in (("Finds", rule.fires), ("Leaves alone", rule.quiet)):
        parts += [f"{heading} ({example.says}):\n\n```sql\n{_text(example)}\n```\n" for example in examples]
    return "\n".join(parts)


def _indented(example: Example) -> str:
    return "\n".join(f"    {line}" for line in _text(example).split("\n"))


def _text(example: Example) -> str:
    parts = [example.base, f"-- the change:\n{example.change}" if example.change else ""]
    if example.edited:
        parts[0] = f"{example.base}\n-- edited:\n{example.edited}"
    if example.decisions:
        parts.append("-- decisions.yaml:\n" + "\n".join(f"-- {line}" for line in example.decisions.rstrip().split("\n")))
    return "\n".join(part for part in parts if part)
