"""Compare the rule with published GRADE ratings: ``python bench/calibration/run.py``.

Prints the agreement and writes it to ``src/semax_cli/views/calibration.toml``, where `semax method`
takes it from. README.md beside this file says what the rows are and how they are coded.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import tomli
import tomli_w

from semax_cli.grading import rule
from semax_cli.grading.rule import DOMAINS, VALUES, Report, certainty
from semax_cli.records import Bias, Evidence, Study

HERE = Path(__file__).resolve().parent
FIGURES = HERE.parents[1] / "src" / "semax_cli" / "views" / "calibration.toml"

Row = dict[str, Any]

LOW_DOMAINS = {"low": 4, "some": 2, "high": 0}
"""Domains taken for low where only the trials together are rated."""


def usable(row: Row) -> bool:
    """Whether all that the rule needs is told, and not only as a reason for the rating itself."""
    told = ("bias" in row or "bias_overall" in row) and row["agreement"] != "unclear"
    return told and "from_rating" not in row


def reported(row: Row) -> bool:
    """Whether a row is one of those that are reported. The others may be used to try thresholds.

    Decided by the review's number, odd or even, before anything was computed.
    """
    number = re.search(r"CD(\d+)", row["address"])
    return number is not None and int(number[1]) % 2 == 0


def reports(row: Row) -> list[Report]:
    """A row as the rule would have it: one report a trial, each on people and by a team of its own.

    Where the size of the largest trial is not told, all are taken for equally large. Whether trials
    were registered, or tied to a maker, is not told, so it is unclear, as in our own data.
    """
    trials = row["trials"]
    # A trial may have taken in more people than are counted for the outcome.
    first = min(row.get("largest_n", row["people"] // trials), row["people"])
    others = (row["people"] - first) // max(trials - 1, 1)
    results = [row["direction"]] * trials
    if row["agreement"] == "inconsistent":  # so that they disagree, whatever the direction is
        other = "favours" if row["direction"] == "mixed" else "mixed"
        results[: trials // 2] = [other] * (trials // 2)
    return [
        Report(
            Evidence(
                study=f"trial {i}",
                outcome="clinical",
                directness=row["directness"],
                result=results[i],
                finding=row["outcome"],
            ),
            Study(
                id=f"trial {i}",
                title=row["outcome"],
                system="human",
                design=row["design"],
                n=others if i else first,
                bias=_bias(row),
                team=f"team {i}",
                read="full",
                summary="",
                limitations="",
                sources=(),
                confidence="confirmed",
            ),
        )
        for i in range(trials)
    ]


def _bias(row: Row) -> Bias:
    if "bias" in row:
        return Bias(**row["bias"])
    low = LOW_DOMAINS[row["bias_overall"]]
    return Bias(**{domain: "low" if i < low else "high" for i, domain in enumerate(DOMAINS)})


class Agreement(NamedTuple):
    """How often the rule and the published ratings agree."""

    exact: int
    within_one: int
    lower: int
    """Where the rule is below what was published."""
    higher: int
    kappa: float
    """Cohen's, with quadratic weights: 1 is perfect, 0 is chance."""


def agreement(rows: Sequence[Row]) -> Agreement:
    """Apply the rule to rows and compare."""
    pairs = [(certainty(reports(row)), VALUES[row["certainty"]]) for row in rows]
    differences = [ours - published for ours, published in pairs]
    ours, published = (Counter(side) for side in zip(*pairs, strict=True))
    seen = sum(d * d for d in differences)
    by_chance = sum(
        ours[a] * published[b] * (a - b) ** 2 / len(pairs) for a in ours for b in published
    )
    return Agreement(
        exact=differences.count(0),
        within_one=sum(abs(d) <= 1 for d in differences),
        lower=sum(d < 0 for d in differences),
        higher=sum(d > 0 for d in differences),
        kappa=round(1 - seen / by_chance, 2) if by_chance else 1.0,
    )


def without_the_group_cap(efficacy: Any, groups: Any) -> list[tuple[int, str]]:
    """G9 without the limit for one group of people or one team."""
    return [cap for cap in CAPS(efficacy, groups) if "group" not in cap[1] and "team" not in cap[1]]


CAPS: Callable[..., list[tuple[int, str]]] = rule.caps
BIAS_CHANGE: Callable[..., int] = rule.bias_change
ALTERNATIVES: dict[str, dict[str, Any]] = {
    "the rule as it is": {},
    "without G8 (publication bias)": {"publication_change": lambda *_: 0},
    "without G9's limit for one group or team": {"caps": without_the_group_cap},
    "without G8 and that limit": {
        "publication_change": lambda *_: 0,
        "caps": without_the_group_cap,
    },
    "G7 at 200 and 100 people, as Pollock 2016": {"ENOUGH_PEOPLE": 200, "FAR_TOO_FEW_PEOPLE": 100},
    "G4 one level at most": {
        "bias_change": lambda efficacy: max(BIAS_CHANGE(efficacy), -1),
    },
}
"""What other choices would give, where a choice is ours."""


def main() -> None:
    """Print the agreement and write down that of the rows that are reported."""
    everything = tomli.loads((HERE / "rows.toml").read_text(encoding="utf-8"))["rows"]
    rows = [row for row in everything if usable(row)]
    print(f"{len(everything)} rows, of which {len(rows)} have all that the rule needs.")
    for name, chosen in (
        ("Reported", [row for row in rows if reported(row)]),
        ("Others", [row for row in rows if not reported(row)]),
    ):
        print(f"\n{name}: {len(chosen)} rows of {reviews(chosen)} reviews")
        for choice, found in compare(chosen).items():
            numbers = "  ".join(f"{key} {value:>4}" for key, value in found._asdict().items())
            print(f"  {choice:45} {numbers}")
    FIGURES.write_text(figures(everything), encoding="utf-8")


def compare(rows: Sequence[Row]) -> dict[str, Agreement]:
    """The agreement on some rows, for the rule and for each alternative to it."""
    found = {}
    for choice, changes in ALTERNATIVES.items():
        with ExitStack() as stack:
            for attribute, value in changes.items():
                stack.enter_context(patch.object(rule, attribute, value))
            found[choice] = agreement(rows)
    return found


def reviews(rows: Sequence[Row]) -> int:
    """How many reviews some rows come from."""
    return len({row["address"] for row in rows})


def figures(everything: Sequence[Row]) -> str:
    """What `semax method` prints, as TOML."""
    rows = [row for row in everything if usable(row) and reported(row)]
    values = {
        "computed_on": datetime.now(UTC).date().isoformat(),
        "collected": len(everything),
        "rows": len(rows),
        "commonest_exact": max(Counter(row["certainty"] for row in rows).values()),
        "reviews": reviews(rows),
        "choices": [
            {"choice": choice, **found._asdict()} for choice, found in compare(rows).items()
        ],
    }
    comment = "# Written by bench/calibration/run.py; a test holds it to the rule."
    return f"{comment}\n{tomli_w.dumps(values)}"


if __name__ == "__main__":
    main()
