"""Proposed weights as text for people and as a ``weights.yaml`` for a folder of one's own."""

from collections.abc import Mapping, Sequence

from piicatalog.evaluation.fit import Fit
from piicatalog.evaluation.score import Bucket

SAID = 0.05
"""A smaller move is not told."""


def moved(fit: Fit, now: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that the fit moved enough to be told."""
    return {name: value for name, value in sorted(fit.weights.items()) if abs(value - now[name]) >= SAID}


def as_text(fit: Fit, now: Mapping[str, float]) -> str:
    """Return what the fit proposes and what it does on sources that it has not seen."""
    lines = ["weights fitted without the source that they are scored on", f"{'':<28}{'now':>8}{'fitted':>8}"]
    for what, before, after in (
        ("mean log loss", fit.loss_before, fit.loss_after),
        ("entity type, micro F1", fit.before.micro.f1, fit.after.micro.f1),
        ("personal or not, F1", fit.before.personal.f1, fit.after.personal.f1),
        ("right at 0.9 and more", *(_sure(evaluation.reliability) for evaluation in (fit.before, fit.after))),
    ):
        lines.append(f"{what:<28}{before:>8.4f}{after:>8.4f}")
    lines += ["", f"{'weight':<36}{'now':>8}{'fitted':>8}{'speaks in':>11}"]
    lines += [f"{name:<36}{now[name]:>8.2f}{value:>8.2f}{fit.spoke[name]:>11}" for name, value in moved(fit, now).items()]
    if fit.loss_after >= fit.loss_before or fit.after.micro.f1 < fit.before.micro.f1:
        lines += ["", "The fitted weights are no better on sources they have not seen: keep those you have."]
    return "\n".join(lines) + "\n"


def _sure(reliability: Sequence[Bucket]) -> float:
    sure = [(bucket.number, bucket.right) for bucket in reliability if bucket.low >= 0.9]
    return sum(number * right for number, right in sure) / max(1, sum(number for number, _ in sure))


def as_yaml(fit: Fit, now: Mapping[str, float], labels: str) -> str:
    """Return the moved weights as a ``weights.yaml``."""
    measured = f"fitted to {labels}: F1 {fit.before.micro.f1:.3f} before, {fit.after.micro.f1:.3f} after, on sources the fit had not seen"
    lines = ["# Replaces the shipped numbers of the same names: piicatalog scan --classifiers FOLDER", "names:"]
    lines += [f'  {name}: {{value: {value}, measured: "{measured}"}}' for name, value in moved(fit, now).items()]
    return "\n".join(lines) + "\n"
