"""E1: the law demands longer than the notice allows, for the same data of one activity."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label
from piicatalog.model.processing import Bound, RetentionRule
from piicatalog.retention.periods import parse_period

RULE = ConformanceRule(
    id="E1",
    severity=Severity.ERROR,
    title=Label(
        fi="Laki vaatii pidemmän säilytyksen kuin seloste sallii",
        sv="Lagen kräver längre lagring än meddelandet tillåter",
        en="The law demands longer than the notice allows",
    ),
    advice=Label(
        fi="Korjaa selosteen enimmäisaika tai rajaa, mitä tietoja se koskee (applies_to).",
        sv="Rätta meddelandets maximitid eller begränsa vilka uppgifter den gäller (applies_to).",
        en="Correct the notice's maximum, or limit the data that it applies to (applies_to).",
    ),
)

_SAID = Label(
    fi="{name}: {maximum} on lyhyempi kuin lakisääteinen {minimum} samoille tiedoille ({data})",
    sv="{name}: {maximum} är kortare än lagstadgade {minimum} för samma uppgifter ({data})",
    en="{name}: {maximum} is shorter than the statutory {minimum} for the same data ({data})",
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find rules that both say which data they apply to, and disagree; a maximum for all data leaves vouchers aside."""
    for activity in view.notice.activities:
        rules = [view.notice.retention_rule(name) for name in activity.retention]
        for least in rules:
            for most in rules:
                both = set(least.applies_to) & set(most.applies_to)
                if least.bound is Bound.MIN and most.bound is Bound.MAX and both and _days(most) < _days(least):
                    message = _SAID.in_language(view.language).format(
                        name=view.name(activity), maximum=most.period, minimum=least.period, data=", ".join(sorted(both))
                    )
                    yield ConformanceFinding(rule=RULE, message=message, notice_words=view.words(activity, 3))


def _days(rule: RetentionRule) -> float:
    """Return about how long a rule's period is; one that is not told is longer than any."""
    if not rule.period.startswith("P"):
        return float("inf") if rule.bound is Bound.MAX else 0.0
    period = parse_period(rule.period)
    return period.years * 365.25 + period.months * 30.4 + period.days
