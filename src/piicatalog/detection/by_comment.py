"""Evidence from what people wrote about a column: its comment, read as if its first clause were the name.

"Email address of the customer, used for login" is read as ``customer email address``: what comes after says whose it is,
and what follows a comma, a relative pronoun or "used for" says something else.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView, reading
from piicatalog.detection.by_column_name import said, weigh
from piicatalog.detection.lexicon import Lexicon, lexicon
from piicatalog.detection.survey import Survey
from piicatalog.detection.tail import OTHERS, Tail
from piicatalog.model.data_type import family_of
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

MOST_WORDS = 10
"""A first clause that is longer describes more than the column."""
_ENDS = re.compile(
    r"[.;:,(\n–—]| - |\b(?:used|which|that|where|when|who|whose|in|at|on|as|by|with|if|som|när|där|enligt|på|vid|om"
    r"|jo(?:ka|ta|hon|ssa|lla|sta|nka|lle|tta)|kun|jos|esim|eli|muodossa|ei|voi)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|for|till|för|av)\b", re.IGNORECASE)
_COUNTS = re.compile(
    r"\b(?:number|count|amount|quantity|total|antal|antalet)\s+(?:of|av)\b|\b(?:lukumäärä|määrä|montako|kuinka)\b", re.IGNORECASE
)


def detect(view: TableView, survey: Survey, knowledge: "Knowledge") -> Iterator[ColumnEvidence]:  # noqa: ARG001 - the stage's shape
    """Yield what each column's comment names outright."""
    words = lexicon(knowledge)
    for column in view.table.columns:
        text = _named(column.comment, words) if column.comment else ()
        for match in reading.matches(text, words):
            if match.strength != "strong":
                continue
            known = match if match.tail is not Tail.UNKNOWN else replace(match, tail=Tail.NONE)
            weight, notes = weigh(known, text, family_of(column.data_type), knowledge)
            weight *= knowledge.weights["comment_share"]
            if known is not match:
                weight += knowledge.weights["comment_tail_unknown"]
            reason = said("comment_says", {"word": " ".join(text[match.start : match.end])}, notes)
            yield (
                column.key,
                Evidence(
                    entity_type=match.entity_type, signal=Signal.COMMENT, weight=round(weight, 3), reason=reason, detector=match.detector
                ),
            )


def _named(comment: str, words: Lexicon) -> tuple[str, ...]:
    """Return the words of a comment's first clause, whose it is before what it is; none when it counts things or is long."""
    clause = _ENDS.split(comment.strip(), maxsplit=1)[0]
    if _COUNTS.search(clause):
        return ()
    plain = words.words(clause)
    if any(
        match.strength == "strong" and any("of" in word for word in plain[match.start : match.end])
        for match in reading.matches(plain, words)
    ):
        return plain  # date of birth
    what, _, whose = (_OF.sub("\0", clause, count=1)).partition("\0")
    owner = words.words(whose)
    if not any(words.has(word, Role.PERSON, Role.ADDRESSED, *OTHERS) for word in owner):
        owner = ()
    text = (*owner, *words.words(what))
    return text if len(text) <= MOST_WORDS else ()
