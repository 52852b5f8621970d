"""A detector file as text for a terminal."""

from collections.abc import Iterator

from piicatalog.model.detector import Detector


def describe(detector: Detector, language: str) -> Iterator[str]:
    """Yield the lines that say what a detector recognises and by what."""
    yield f"{detector.id}: {detector.title.in_language(language)} ({detector.entity_type}), {detector.file}"
    if detector.description:
        yield f"  {detector.description}"
    if detector.name:
        for what, words in (
            ("sure", detector.name.strong),
            ("with help of others", detector.name.weak),
            ("not it", detector.name.negative),
        ):
            if words:
                yield f"  column names, {what}: {', '.join(words)}"
    if detector.data_types:
        yield f"  data types: {', '.join(detector.data_types)}"
    for rule in detector.values:
        yield f"  values: {rule.pattern}" + (f", checked by {rule.validator} (chance {rule.chance:.2%})" if rule.validator else "")
    for text in detector.text:
        near = f", score {text.score:g}" + (f", beside {', '.join(text.context)}" if text.context else "")
        yield f"  in text: {text.pattern}{near}{', on the list of names' if text.on_list else ''}"
    yield from (f"  {reference}" for reference in detector.references)
    yield ""
