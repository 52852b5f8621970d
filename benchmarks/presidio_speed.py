"""The same recognizers over the same values: Presidio's BatchAnalyzerEngine against ColumnarRecognizer, on one core.

    python benchmarks/presidio_speed.py [--rows 1000]

Prints values per second of processor time and checks that the answers are equal.
"""

import argparse
import time

import pyarrow as pa
from generate_tables import tables
from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from piicatalog.integrations.presidio import analyze_all, finnish_recognizers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    options = parser.parse_args()
    pa.set_cpu_count(1)
    columns: list[pa.Array] = []
    for _, table, _ in tables(1, options.rows, "opaque"):
        columns += [table.column(name).combine_chunks().cast(pa.large_string()) for name in table.column_names]
    for title, recognizers in (
        ("ours", finnish_recognizers()),
        (
            "ours and Presidio's general ones",
            [
                *finnish_recognizers(),
                *(
                    getattr(predefined_recognizers, name)(supported_language="fi")
                    for name in (
                        "CreditCardRecognizer",
                        "IbanRecognizer",
                        "IpRecognizer",
                        "CryptoRecognizer",
                        "UrlRecognizer",
                        "DateRecognizer",
                    )
                ),
            ],
        ),
    ):
        registry = RecognizerRegistry(recognizers=list(recognizers), supported_languages=["fi"])
        batch = BatchAnalyzerEngine(
            AnalyzerEngine(
                registry=registry, nlp_engine=NoOpNlpEngine([{"lang_code": "fi", "model_name": "none"}]), supported_languages=["fi"]
            )
        )
        some = [column.slice(0, max(1, options.rows // 10)) for column in columns]
        started = time.process_time()
        theirs = [batch.analyze_iterator([value or "" for value in column.to_pylist()], language="fi") for column in some]
        slow = sum(map(len, some)) / (time.process_time() - started)
        analyze_all(recognizers, pa.concat_arrays(columns))
        started = time.process_time()
        ours = analyze_all(recognizers, pa.concat_arrays(columns))
        fast = sum(map(len, columns)) / (time.process_time() - started)
        position, different = 0, 0
        for column, part in zip(columns, theirs, strict=True):
            for offset, results in enumerate(part):
                different += _answer(results) != _answer(ours[position + offset])
            position += len(column)
        print(f"{title}: {len(recognizers)} recognizers, {len(columns)} columns")
        print(
            f"  BatchAnalyzerEngine {slow:12,.0f} values/s\n  ColumnarRecognizer  {fast:12,.0f} values/s\n  {fast / slow:.0f} times; {different} values answered differently"
        )


def _answer(results: list) -> list[tuple]:
    return sorted((result.entity_type, result.start, result.end, round(result.score, 6)) for result in results)


if __name__ == "__main__":
    main()
