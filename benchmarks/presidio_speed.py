"""The same recognizers over the same values: Presidio's BatchAnalyzerEngine against ColumnarRecognizer, on one core.

    python benchmarks/presidio_speed.py [--rows 100000] [--sample 200]

The values are the sixteen ordinary columns (eight personal, eight not), column by column. BatchAnalyzerEngine gets a
sample of each, spread over the column, through ``analyze_iterator`` and the default settings of ``AnalyzerEngine``, over
Presidio's own engine without a language model (``NoOpNlpEngine``), so it is at its fastest: a spaCy model only makes it
slower. Prints values per second of processor time: with the answers as an Arrow table, and with Presidio's objects in a
list per value as BatchAnalyzerEngine gives them; and how many values of the sample were answered differently.
"""

import argparse
import inspect
import time
from collections.abc import Iterator

import pyarrow as pa
from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, PatternRecognizer, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import NoOpNlpEngine
from values_per_second import sample

from piicatalog.integrations.presidio import ColumnarRecognizer, analyze_all, finnish_recognizers


def shipped() -> list[PatternRecognizer]:
    """Return all pattern recognizers of Presidio but the one for e-mail addresses, which asks the network for public suffixes."""
    classes = [cls for _, cls in inspect.getmembers(predefined_recognizers, inspect.isclass) if issubclass(cls, PatternRecognizer)]
    return [cls(supported_language="fi") for cls in classes if cls is not PatternRecognizer and cls.__name__ != "EmailRecognizer"]


def compare(recognizers: list[PatternRecognizer], batch: pa.RecordBatch, some: int) -> Iterator[tuple[str, float, float, float, int]]:
    """Yield column, seconds a value of theirs, of ours as a table and as lists, and how many answers differ."""
    registry = RecognizerRegistry(recognizers=list(recognizers), supported_languages=["fi"])
    nothing = NoOpNlpEngine([{"lang_code": "fi", "model_name": "none"}])
    engine = BatchAnalyzerEngine(AnalyzerEngine(registry=registry, nlp_engine=nothing, supported_languages=["fi"]))
    columnar = [ColumnarRecognizer(recognizer) for recognizer in recognizers]
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        values = column.cast(pa.large_string())
        chosen = range(0, len(values), max(1, len(values) // some))
        started = time.process_time()
        theirs = engine.analyze_iterator([values[index].as_py() for index in chosen], language="fi")
        slow = (time.process_time() - started) / len(chosen)
        started = time.process_time()
        analyze_all(columnar, values).to_table()
        fast = (time.process_time() - started) / len(values)
        started = time.process_time()
        ours = analyze_all(columnar, values).to_list()
        as_lists = (time.process_time() - started) / len(values)
        yield name, slow, fast, as_lists, sum(_answer(one) != _answer(ours[index]) for one, index in zip(theirs, chosen, strict=True))


def _answer(results: list) -> list[tuple]:
    return sorted((result.entity_type, result.start, result.end, round(result.score, 6)) for result in results)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=200)
    options = parser.parse_args()
    pa.set_cpu_count(1)
    batch = sample(options.rows, 1)
    for title, recognizers in (("ours", finnish_recognizers()), ("ours and all of Presidio's", [*finnish_recognizers(), *shipped()])):
        found = list(compare(recognizers, batch, options.sample))
        print(
            f"{title}: {len(recognizers)} recognizers, {options.rows:,} rows\n{'':16}{'Batch…Engine':>14}{'table':>14}{'times':>8}{'lists':>14}{'times':>8}"
        )
        means = [sum(row[at] for row in found) / len(found) for at in (1, 2, 3)]
        for name, slow, fast, as_lists in [*(row[:4] for row in found), ("all values", *means)]:
            print(f"{name:<16}{1 / slow:14,.0f}{1 / fast:14,.0f}{slow / fast:8,.0f}{1 / as_lists:14,.0f}{slow / as_lists:8,.0f}")
        print(f"{sum(row[4] for row in found)} values answered differently")


if __name__ == "__main__":
    main()
