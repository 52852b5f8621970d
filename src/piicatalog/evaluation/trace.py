"""Numbers that remember which weights they were made of, so that evidence can be weighed anew without being sought anew."""

from collections.abc import Mapping
from typing import Self


class Traced(float):
    """A sum of named weights, each times a factor; adding to it and dividing it keep the names.

    >>> strong, person = Traced(5.0, {"name_strong": 1.0}), Traced(2.5, {"name_owner_person": 1.0})
    >>> total = round(strong + person / 2, 3)
    >>> total, total.parts
    (6.25, {'name_strong': 1.0, 'name_owner_person': 0.5})
    """

    parts: Mapping[str, float]

    def __new__(cls, value: float, parts: Mapping[str, float]) -> Self:
        """Make a number of its value and of what it is made of."""
        made = super().__new__(cls, value)
        made.parts = parts
        return made

    def __add__(self, other: float) -> "Traced":
        """Add a number; its names come along."""
        parts = dict(self.parts)
        for name, factor in getattr(other, "parts", {}).items():
            parts[name] = parts.get(name, 0.0) + factor
        return Traced(float(self) + float(other), parts)

    def __mul__(self, factor: float) -> "Traced":
        """Multiply by a plain number."""
        return Traced(float(self) * factor, {name: one * factor for name, one in self.parts.items()})

    def __truediv__(self, divisor: float) -> "Traced":
        """Divide by a plain number."""
        return self * (1.0 / divisor)

    def __round__(self, digits: int | None = None) -> "Traced":  # type: ignore[override]
        """Return the number as it is: what is fitted is not rounded."""
        return self


def traced(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights as numbers that remember their names."""
    return {name: Traced(value, {name: 1.0}) for name, value in weights.items()}


def value_of(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return what a sum comes to with other weights."""
    return sum(weights[name] * factor for name, factor in parts.items())
