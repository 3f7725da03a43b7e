"""The published rule, version 2, G0 to G10: from the evidence on a claim to a certainty.

GRADE-style and computed; not a GRADE assessment, which takes the judgement of a panel. The steps
are those that ``semax method`` explains, with their sources. Everything here is pure, and gives
the same result whatever order the evidence comes in. The steps in words are in ``explain.py``.

Levels are counted as GRADE counts them: 4 high, 3 moderate, 2 low, 1 very low; 0 is no level.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Literal, NamedTuple, get_args

from semax_cli.codes import TESTING_NOBODY, Design, Measures, Result
from semax_cli.records import Bias, Evidence, Study

Level = Literal["high", "moderate", "low", "very-low"]
EvidenceKind = Literal[
    "human-randomised",
    "human-controlled",
    "human-uncontrolled",
    "human-unclear",
    "human-surrogate",
    "animal",
    "in-vitro",
    "excluded",
    "none",
]
"""Kinds of evidence, from the most telling about people down to none at all."""

LEVELS: dict[int, Level] = {4: "high", 3: "moderate", 2: "low", 1: "very-low"}
VALUES: dict[Level | None, int] = {**{level: value for value, level in LEVELS.items()}, None: 0}
KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)
LOW, VERY_LOW = 2, 1

# G3. GRADE's: https://bjsm.bmj.com/highwire/markup/110605/expansion (table 1). To start an unclear
# design as low as work without controls is ours.
STARTS: dict[EvidenceKind, int] = {
    "human-randomised": 4,
    "human-controlled": 2,
    "human-uncontrolled": 1,
    "human-unclear": 1,
}
# G4. Domains of low risk of bias in the largest study: 3 or 4, 2, or fewer. Ours. Allocation is not
# among them, since G3 has judged it.
DOMAINS = ("performance", "detection", "attrition", "reporting")
MOST_DOMAINS, SOME_DOMAINS = 3, 2
# G5. The share of votes that counts as consistent. Ours.
CONSISTENT = 0.75
# G7. 400 after Murad 2017: https://doi.org/10.1136/ebmed-2017-110668. 120 is ours.
ENOUGH_PEOPLE, FAR_TOO_FEW_PEOPLE = 400, 120
# G9. Its reasons that are about reading; the second takes in the first.
NOT_READ_IN_FULL = "no report was read in full"
HARDLY_READ = "no report behind this was read further than its title or another's summary"


class Report(NamedTuple):
    """A piece of evidence with its study."""

    evidence: Evidence
    study: Study
    may_share: tuple[tuple[str, str], ...] = ()
    """Studies that may be on the same people, each with the name of its cohort."""


# --------------------------------------------------------- which reports count: G0, G1 and G2


def counted_and_left_out(
    evidence: Iterable[Evidence], studies: Mapping[str, Study]
) -> tuple[list[Report], dict[str, str]]:
    """G0: the reports that count, by study id, and the ids of the rest, with the reasons.

    Args:
        evidence: The evidence on one claim or mechanism.
        studies: Every study of the dataset, by its id.
    """
    reports = sorted((_report(entry, studies) for entry in evidence), key=_study_id)
    left_out: dict[str, str] = {}
    for report in reports:
        study = report.study
        if study.retraction in ("retracted", "concern"):
            left_out[study.id] = "retracted" if study.retraction == "retracted" else "under concern"
        elif study.design in TESTING_NOBODY:
            left_out[study.id] = f"{study.design}, tests nobody"
    candidates = {report.study.id for report in reports} - left_out.keys()
    for report in reports:
        for whole in _wholes(report.study, studies):
            if report.study.id in candidates and whole in candidates:
                left_out[report.study.id] = f"already in {whole}"
    return [report for report in reports if report.study.id not in left_out], left_out


def _report(evidence: Evidence, studies: Mapping[str, Study]) -> Report:
    study = studies[evidence.study]
    others = (studies[other] for other in study.may_share_people_with if other in studies)
    return Report(evidence, study, tuple((other.id, cohort_of(other)) for other in others))


def _study_id(report: Report) -> str:
    return report.study.id


def _wholes(study: Study, studies: Mapping[str, Study]) -> list[str]:
    """The pooled studies that contain a study, directly or by way of another."""
    wholes: dict[str, None] = {}  # in order
    part: Study | None = study
    while part and part.part_of and part.part_of != study.id and part.part_of not in wholes:
        wholes[part.part_of] = None
        part = studies.get(part.part_of)
    return list(wholes)


def efficacy_reports(counted: Iterable[Report], measures: Measures) -> list[Report]:
    """G2: the reports in people that measured what the claim is about.

    Args:
        counted: The reports that count.
        measures: What the claim is about. Where that is itself a scan, cells or a
            molecule (``biology``), any outcome will do.
    """
    return [
        report
        for report in counted
        if report.study.system == "human"
        and report.evidence.directness != "indirect"
        and (measures == "biology" or report.evidence.outcome in ("clinical", "functional"))
    ]


def evidence_kind(
    counted: Sequence[Report], left_out: Mapping[str, str], efficacy: Sequence[Report]
) -> EvidenceKind:
    """G1, G2 and G3: the most telling kind of evidence that counts."""
    if efficacy:
        return kind_of_designs({report.study.design for report in efficacy})
    systems = {report.study.system for report in counted}
    if "human" in systems:
        return "human-surrogate"
    if "animal" in systems:
        return "animal"
    if systems & {"cell", "cell-free"}:
        return "in-vitro"
    return "excluded" if {"retracted", "under concern"} & set(left_out.values()) else "none"


def kind_of_designs(designs: Set[Design]) -> EvidenceKind:
    """G3: the kind of evidence of studies in people, by the best of their designs."""
    if "randomised" in designs:
        return "human-randomised"
    if "controlled" in designs:
        return "human-controlled"
    return "human-uncontrolled" if designs == {"uncontrolled"} else "human-unclear"


# -------------------------------------------------------- how certain they make it: G3 to G10


def certainty(efficacy: Sequence[Report]) -> int:
    """G3 to G10: the level, from 1 to 4, that reports on the claim itself give. At least one."""
    groups = cohorts(efficacy)
    cast = votes(groups)
    value = (
        STARTS[kind_of_designs({report.study.design for report in efficacy})]
        + bias_change(efficacy)
        + consistency_change(cast)
        + directness_change(efficacy)
        + precision_change(groups)
        + publication_change(efficacy, cast)
    )
    return max(min([value, *(cap for cap, _ in caps(efficacy, groups))]), VERY_LOW)


def largest(efficacy: Sequence[Report]) -> Report:
    """The largest study; of equally large ones, that with the fewest domains of low risk."""
    most = max(report.study.n or 0 for report in efficacy)
    equally_large = [report for report in efficacy if (report.study.n or 0) == most]
    return min(equally_large, key=lambda report: low_domains(report.study.bias))


def low_domains(bias: Bias, domains: Sequence[str] = DOMAINS) -> int:
    """In how many of the domains, four unless others are named, the risk of bias is rated low."""
    return sum(getattr(bias, domain) == "low" for domain in domains)


def bias_change(efficacy: Sequence[Report]) -> int:
    """G4: risk of bias in the largest study."""
    low = low_domains(largest(efficacy).study.bias)
    return 0 if low >= MOST_DOMAINS else -1 if low >= SOME_DOMAINS else -2


def is_pooled(study: Study) -> bool:
    """Whether a study puts several together, as a meta-analysis does."""
    return (study.pooled_k or 1) > 1


def cohort_of(study: Study) -> str:
    """The name of the group of people that a study reports on; without one, it is its own."""
    return f"cohort {study.cohort}" if study.cohort else study.id


Cohorts = dict[str, list[Report]]
"""Reports by the group of people that they are on."""


def cohorts(reports: Iterable[Report]) -> Cohorts:
    """Sort reports by the group of people that they are on."""
    groups: Cohorts = {}
    for report in reports:
        groups.setdefault(cohort_of(report.study), []).append(report)
    return groups


def votes(groups: Cohorts) -> dict[str, Result]:
    """G5: one vote a cohort, its reports' common result, else mixed; none where it is unknown."""
    cast: dict[str, Result] = {}
    for name, reports in groups.items():
        known = {report.evidence.result for report in reports} - {"unclear"}
        if known:
            cast[name] = known.pop() if len(known) == 1 else "mixed"
    return cast


def consistency_change(cast: Mapping[str, Result]) -> int:
    """G5: the share of the commonest vote."""
    counts = Counter(cast.values())
    return 0 if counts and max(counts.values()) >= CONSISTENT * len(cast) else -1


def directness_change(efficacy: Sequence[Report]) -> int:
    """G6: at least one report on the claim's own people, treatment and outcome."""
    return 0 if any(report.evidence.directness == "direct" for report in efficacy) else -1


def people_for_sure(groups: Cohorts) -> list[tuple[int, list[str]]]:
    """G7: how many people there are at least, as numbers that may be added up.

    Returns:
        For each set of cohorts that may be on the same people, the largest known size among them
        (0 where none is known) and the ids of the studies.
    """
    cluster_of = {name: {name} for name in groups}
    for name, reports in groups.items():
        for other in {other for report in reports for _, other in report.may_share}:
            if other in groups and other not in cluster_of[name]:
                joined = cluster_of[name] | cluster_of[other]
                cluster_of |= dict.fromkeys(joined, joined)
    clusters = {id(cluster): cluster for cluster in cluster_of.values()}.values()
    return [
        (
            max(report.study.n or 0 for name in cluster for report in groups[name]),
            sorted(report.study.id for name in cluster for report in groups[name]),
        )
        for cluster in clusters
    ]


def people_at_least(groups: Cohorts) -> int:
    """G7: how many people there are if all reports that may share people do."""
    return sum(size for size, _ in people_for_sure(groups))


def precision_change(groups: Cohorts) -> int:
    """G7: how many people there are, each counted once."""
    people = people_at_least(groups)
    return 0 if people >= ENOUGH_PEOPLE else -1 if people >= FAR_TOO_FEW_PEOPLE else -2


def publication_change(efficacy: Sequence[Report], cast: Mapping[str, Result]) -> int:
    """G8: all that is known favours, and nothing was registered or is independent."""
    suspect = (
        set(cast.values()) == {"favours"}
        and all(report.study.registered != "yes" for report in efficacy)
        and not independent(efficacy)
    )
    return -1 if suspect else 0


def independent(efficacy: Sequence[Report]) -> list[Report]:
    """G8: the reports known to be independent of the developers; on the same people, none is tied
    to them.
    """
    tied = {cohort_of(report.study) for report in efficacy if report.study.developer_tie == "yes"}
    return [
        report
        for report in efficacy
        if report.study.developer_tie == "no" and cohort_of(report.study) not in tied
    ]


def caps(efficacy: Sequence[Report], groups: Cohorts) -> list[tuple[int, str]]:
    """G9: the levels that the evidence cannot exceed, with the reasons."""
    studies = [report.study for report in efficacy]
    found = []
    if not any(map(is_pooled, studies)):
        if len(groups) == 1:
            found.append((LOW, "all of it comes from one group of people"))
        elif len({study.team for study in studies if study.team}) < 2:
            found.append((LOW, "fewer than two teams are known"))
    readings = {study.read for study in studies}
    if "full" not in readings:
        found.append((LOW, NOT_READ_IN_FULL))
    if readings <= {"secondary", "title"}:
        found.append((VERY_LOW, HARDLY_READ))
    if any(study.peer_reviewed == "no" for study in studies):
        found.append((VERY_LOW, "not all of it was peer reviewed"))
    return found


# ----------------------------------------------------------------------------------- people


def count_people(groups: Cohorts) -> tuple[int | None, int]:
    """People in these cohorts, each at its largest known size, and how many have none known.

    Cohorts that only may share people are added up, so the number is an upper bound of what is
    known. It is None where there are cohorts and the size of none is known.
    """
    sizes = [
        max((report.study.n for report in cohort if report.study.n is not None), default=None)
        for cohort in groups.values()
    ]
    known = [size for size in sizes if size is not None]
    return (None if sizes and not known else sum(known)), len(sizes) - len(known)


def level_name(value: int) -> str:
    """A level in words."""
    return LEVELS[value].replace("-", " ")
