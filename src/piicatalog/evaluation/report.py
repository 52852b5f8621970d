"""An evaluation as text for people and as JSON for programs."""

import json
from dataclasses import asdict

from piicatalog.evaluation.score import Evaluation, Score


def as_text(evaluation: Evaluation, *, mistakes: int = 10) -> str:
    """Return the scores, the reliability table and the worst mistakes."""
    lines = [f"{evaluation.columns} columns scored, {evaluation.unsure} arguable ones left out", ""]
    lines.append(f"{'':<28}{'precision':>10}{'recall':>8}{'F1':>8}{'labelled':>10}{'found':>7}")
    lines.append(_line("entity type, micro", evaluation.micro))
    lines.append(f"{'entity type, macro':<28}{'':>10}{'':>8}{evaluation.macro_f1:>8.3f}")
    lines.append(_line("personal or not", evaluation.personal))
    if len(evaluation.by_source) > 1:
        micro, personal = evaluation.mean_f1
        lines.append(f"{'entity type, sources mean':<28}{'':>18}{micro:>8.3f}")
        lines.append(f"{'personal, sources mean':<28}{'':>18}{personal:>8.3f}")
    lines.append("")
    lines.extend(
        _line(entity, score) for entity, score in sorted(evaluation.by_type.items(), key=lambda item: (-item[1].labelled, item[0]))
    )
    lines += ["", "stated confidence     findings   stated    right"]
    lines.extend(
        f"{bucket.low:.2f} to {bucket.high:.2f}{bucket.number:>18}{bucket.stated:>9.3f}{bucket.right:>9.3f}"
        for bucket in evaluation.reliability
    )
    if mistakes and evaluation.mistakes:
        lines += ["", f"the worst {min(mistakes, len(evaluation.mistakes))} of {len(evaluation.mistakes)} mistakes"]
    for mistake in evaluation.mistakes[:mistakes]:
        right = "|".join(mistake.column.labels) or "NONE"
        found = f"{mistake.found} ({mistake.confidence:.2f})" if mistake.found else "nothing"
        lines.append(f"{mistake.column.name} {mistake.column.data_type}: found {found}, is {right}")
        lines.extend(f"    {reason}" for reason in mistake.reasons)
    return "\n".join(lines) + "\n"


def _line(name: str, score: Score) -> str:
    found = score.right + score.wrong
    return f"{name:<28}{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}{score.labelled:>10}{found:>7}"


def as_json(evaluation: Evaluation) -> str:
    """Return everything as JSON."""
    scores: dict[str, Score] = {"micro": evaluation.micro, "personal": evaluation.personal}
    scores |= {str(entity): score for entity, score in evaluation.by_type.items()}
    document = {
        "columns": evaluation.columns,
        "unsure": evaluation.unsure,
        "macro_f1": round(evaluation.macro_f1, 4),
        "scores": {
            name: {
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
                "labelled": score.labelled,
                "found": score.right + score.wrong,
            }
            for name, score in scores.items()
        },
        "sources": {
            source: {"f1": round(micro, 4), "personal_f1": round(personal, 4)} for source, (micro, personal) in evaluation.by_source.items()
        },
        "reliability": [asdict(bucket) for bucket in evaluation.reliability],
        "mistakes": [
            {
                "column": mistake.column.name,
                "found": str(mistake.found) if mistake.found else None,
                "confidence": mistake.confidence,
                "labels": [str(label) for label in mistake.column.labels],
            }
            for mistake in evaluation.mistakes
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
