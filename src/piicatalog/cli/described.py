"""A detector file as text for a terminal."""

from collections.abc import Iterator

from piicatalog.model.detector import Detector


def describe(detector: Detector, language: str) -> Iterator[str]:
    """Yield the lines that say what a detector recognises and by what."""
    yield f"{detector.id}: {detector.title.in_language(language)} ({detector.entity_type}), {detector.file}"
    if detector.description:
        yield f"  {detector.description}"
    if detector.name:
        yield f"  column names, sure: {', '.join(detector.name.strong)}"
        yield f"  column names, with help of others: {', '.join(detector.name.weak)}"
        yield f"  column names that are not it: {', '.join(detector.name.negative)}"
    if detector.data_types:
        yield f"  data types: {', '.join(detector.data_types)}"
    for rule in detector.values:
        yield f"  values: {rule.pattern}" + (f", checked by {rule.validator} (chance {rule.chance:.2%})" if rule.validator else "")
    yield from (f"  in text: {rule.pattern}" for rule in detector.text)
    yield from (f"  {reference}" for reference in detector.references)
    yield ""
