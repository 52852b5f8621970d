"""Finds Liquibase changelogs and the order in which the root changelog includes them."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from posixpath import dirname, join, normpath

from piicatalog.ddl.sections import LIQUIBASE_NAMES
from piicatalog.migrations.discover import History, Read
from piicatalog.migrations.order import flyway, natural

_ENDINGS = (".xml", ".yaml", ".yml", ".json", ".sql")
_INCLUDE = re.compile(
    r"<include\s[^>]*?\bfile\s*=\s*[\"'](?P<xml>[^\"']+)[\"'](?P<xmlrest>[^>]*)>|<includeAll\s[^>]*?\bpath\s*=\s*[\"'](?P<xmlall>[^\"']+)[\"'](?P<allrest>[^>]*)>"
    r"|\"?include\"?\s*:\s*\{?\s*(?:\"?relativeToChangelogFile\"?\s*:\s*\"?(?P<before>\w+)\"?\s*,?\s*)?\"?file\"?\s*:\s*[\"']?(?P<yaml>[^\"'\s,}]+)[\"']?"
    r"|\"?includeAll\"?\s*:\s*\{?\s*\"?path\"?\s*:\s*[\"']?(?P<yamlall>[^\"'\s,}]+)[\"']?"
    r"|<sqlFile\s[^>]*?\bpath\s*=\s*[\"'](?P<xmlsql>[^\"']+)[\"']|\"?sqlFile\"?\s*:\s*\{?[^{}]{0,200}?\"?path\"?\s*:\s*[\"']?(?P<yamlsql>[^\"'\s,}]+)",
)
_SIGN = re.compile(rb"databaseChangeLog|^--\s*liquibase formatted sql", re.IGNORECASE | re.MULTILINE)
_CHANGE_SET = re.compile(r"<(?:\w+:)?changeSet\b|\"?changeSet\"?\s*:")
_DBMS = re.compile(r"\bdbms\"?\s*[=:]\s*[\"']?([\w, !]+)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def liquibase(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Yield a history per root changelog, one that no other includes."""
    candidates = [
        path for path in paths if path.lower().endswith(_ENDINGS) and not path.endswith(("package.json", "package-lock.json", "pom.xml"))
    ]
    structured = [path for path in candidates if not path.lower().endswith(".sql")]
    contents = {path: blob for path, blob in read(structured).items() if _SIGN.search(blob[:20_000])} if structured else {}
    known = set(candidates)
    texts = {path: _COMMENT.sub("", blob.decode("utf-8", errors="replace")) for path, blob in contents.items()}
    included = {path: _included(path, text, known) for path, text in texts.items()}
    last = {path for path, text in texts.items() if _comes_last(text)}
    below = {child for children in included.values() for child in children}
    roots = [path for path in sorted(contents) if path not in below]
    taken: set[str] = set()
    for root in roots:
        order = _walk(root, included, last, set())
        if order:
            taken.update(order)
            dialect = _dialect(texts.get(path, "") for path in order)
            yield History(layout="liquibase", dialect=dialect, root=dirname(root) if len(roots) == 1 else root, paths=tuple(order))
    # Files that are named as Flyway names them need no look inside.
    formatted = [
        path for path in candidates if path.lower().endswith(".sql") and path not in taken and flyway(path.rpartition("/")[2]) is None
    ]
    signed = (
        sorted(
            path
            for path, blob in read(formatted).items()
            if re.match(rb"(?:\xef\xbb\xbf)?\s*--\s*liquibase formatted sql", blob[:200], re.IGNORECASE)
        )
        if formatted
        else []
    )
    if signed:
        folders: dict[str, list[str]] = {}
        for path in signed:
            folders.setdefault(dirname(path), []).append(path)
        for folder, members in folders.items():
            yield History(layout="liquibase", dialect="", root=folder, paths=tuple(sorted(members, key=natural)))


def _comes_last(text: str) -> bool:
    """Whether a changelog's first change set stands after its first include."""
    include, change = _INCLUDE.search(text), _CHANGE_SET.search(text)
    return include is not None and change is not None and change.start() > include.start()


def _dialect(texts: Iterable[str]) -> str:
    """Return the database that most change sets are for; those for tests are in memory."""
    votes = Counter(
        name for text in texts for names in _DBMS.findall(text) for name in re.split(r"[\s,]+", names.lower()) if name[:1] != "!"
    )
    known = {name: dialect for dialect, names in LIQUIBASE_NAMES.items() for name in names}
    best = [known[name] for name, _ in votes.most_common() if name in known]
    return best[0] if best else ""


def _walk(path: str, included: dict[str, list[str]], last: Container[str], seen: set[str]) -> list[str]:
    if path in seen:
        return []
    seen.add(path)
    # A changelog's own change sets come before or after all that it includes, as its first one does.
    below = [inner for child in included.get(path, ()) for inner in _walk(child, included, last, seen)]
    return [*below, path] if path in last else [path, *below]


def _included(path: str, text: str, known: set[str]) -> list[str]:
    found: list[str] = []
    for match in _INCLUDE.finditer(text):
        every = match["xmlall"] or match["yamlall"]
        name = every or match["xml"] or match["yaml"] or match["xmlsql"] or match["yamlsql"]
        if every:
            folder = _resolve(path, name.rstrip("/") + "/x", {f"{dirname(other)}/x" for other in known})
            base = folder[:-1] if folder else ""
            found += sorted(other for other in known if base and other.startswith(base) and other != path)
        else:
            target = _resolve(path, name, known)
            if target:
                found.append(target)
    return list(dict.fromkeys(found))


def _resolve(path: str, name: str, known: set[str]) -> str:
    """Return the file that an include means: beside the changelog, from the root, or below a class path such as ``src/main/resources``."""
    name = name.removeprefix("classpath:").lstrip("/")
    beside = normpath(join(dirname(path), name))
    if beside in known:
        return beside
    if normpath(name) in known:
        return normpath(name)
    ending = f"/{normpath(name)}"
    near = sorted((other for other in known if other.endswith(ending)), key=lambda other: (-len(_shared(other, path)), other))
    return near[0] if near else ""


def _shared(one: str, other: str) -> str:
    length = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]
