"""How right the findings are on generated tables with values: F1, reliability, worst mistakes, and the sixteen ordinary columns.

    python benchmarks/evaluate_tables.py [--names honest|opaque|misnamed] [--seeds 1 2 3] [--rows 1000] [--held-out] [--mistakes 10]

Prints what ``piicatalog evaluate`` prints of a scan of the same tables.
"""

import argparse
from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
from generate_tables import Labelled, tables
from judging import judged
from values_per_second import ORDINARY, sample

from piicatalog.evaluation.labels import LabelledColumn
from piicatalog.evaluation.report import as_text
from piicatalog.evaluation.score import evaluate
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import Finding


def found_in(made: Iterator[Labelled]) -> tuple[dict[LabelledColumn, tuple[Finding, ...]], Counter[str]]:
    found, missed = {}, Counter[str]()
    for name, data, labels in made:
        verdicts = judged(name, data)
        for column, label, kind in labels:
            right = tuple(EntityType(part) for part in label.split("|") if part != "NONE")
            findings = verdicts[column].findings
            found[LabelledColumn(source=kind, table=name, column=column, labels=right)] = findings
            if {finding.entity_type for finding in findings} - set(right) or (right and not findings):
                missed[f"{kind}: {'|'.join(finding.entity_type for finding in findings) or 'nothing'}"] += 1
    return found, missed


def ordinary() -> str:
    """Say how many of the eight personal columns are right and how many of the eight others are flagged, with opaque names."""
    batch = sample(1000, 99)
    verdicts = judged("t", pa.Table.from_batches([batch]).rename_columns([f"c{number}" for number in range(batch.num_columns)]))
    wanted = "FI_PERSONAL_IDENTITY_CODE PHONE_NUMBER EMAIL_ADDRESS FIRST_NAME LAST_NAME STREET_ADDRESS POSTAL_CODE BANK_ACCOUNT".split()
    answers = ["|".join(finding.entity_type for finding in verdicts[f"c{number}"].findings) for number in range(len(ORDINARY))]
    right = sum(answer == label for answer, label in zip(answers, wanted, strict=False))
    return f"sixteen ordinary columns: {right} of 8 right, {sum(map(bool, answers[8:]))} traps flagged"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", choices=("honest", "opaque", "misnamed"), default="opaque")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--mistakes", type=int, default=10)
    options = parser.parse_args()
    found: dict[LabelledColumn, tuple[Finding, ...]] = {}
    missed = Counter[str]()
    for seed in options.seeds:
        some, mistakes = found_in(tables(seed, options.rows, options.names, held_out=options.held_out))
        found |= some
        missed += mistakes
    print(as_text(evaluate(found), mistakes=options.mistakes))
    print("mistakes by kind:", *(f"  {number} × {kind}" for kind, number in missed.most_common(60)), sep="\n")
    print(ordinary())


if __name__ == "__main__":
    main()
