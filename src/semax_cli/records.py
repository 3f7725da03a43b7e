"""The records of a dataset, defined here only. ``None`` means *not known*, never 0 or "none"."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from semax_cli import codes
from semax_cli._record import Record, record
from semax_cli.background import (
    Article,
    DatasetInfo,
    Notice,
    Safety,
    Search,
    Source,
    Status,
    Substance,
)


@record
class Evidence(Record):
    """What one study found on one claim or mechanism: it belongs to the pair, not to the study."""

    study: str
    """Id of the study."""
    outcome: codes.Outcome
    """What was measured: a clinical state, a function, a surrogate of these, or a mechanism."""
    directness: codes.Directness
    """How closely population, treatment and outcome fit the claim (GRADE: indirectness)."""
    result: codes.Result
    """Which way the finding points for this claim."""
    finding: str
    """The finding in one or two plain sentences."""


@record
class Claim(Record):
    """One claimed outcome. Certainty belongs to an outcome, so this is what gets judged."""

    id: str
    """Identifier, unique in the dataset."""
    name: str
    """Short name."""
    keywords: tuple[str, ...] = ()
    """Other words by which readers ask for it."""
    text: str
    """What is claimed, as a report of the claim."""
    measures: codes.Measures = "health"
    """Whether the claim is about health, or itself about a scan, cells or a molecule."""
    see_safety: tuple[str, ...] = ()
    """Ids of statements on safety that whoever asks for the claim should see."""
    evidence: tuple[Evidence, ...] = ()
    """The studies that bear on it."""
    sources: tuple[Source, ...]
    """Who makes the claim."""


@record
class Explanation(Record):
    """A reason that the article offers for an effect."""

    id: str
    """Identifier, unique in the dataset."""
    text: str
    """The reasoning, as a report of it."""
    mechanism: str | None = None
    """Id of the mechanism that it appeals to, if that is one of the dataset's."""
    studies: tuple[str, ...] = ()
    """Ids of studies of the reasoning itself, where they are not studies of Semax."""
    sources: tuple[Source, ...]
    """Who offers it."""


@record
class Effect(Record):
    """One of the effects that the article lists."""

    id: str
    """Identifier, unique in the dataset."""
    name: str
    """Short name."""
    article_heading: str
    """The article's own heading for it, quoted."""
    summary: str
    """What the article says of it."""
    claims: tuple[Claim, ...]
    """The outcomes claimed, one each."""
    other_evidence: tuple[Evidence, ...] = ()
    """Studies of an outcome that the article does not name; they count for no claim."""
    explanations: tuple[Explanation, ...] = ()
    """Why the article thinks it could be so."""
    sources: tuple[Source, ...]
    """Who lists the effect."""


@record
class Mechanism(Record):
    """A way in which the substance might act."""

    id: str
    """Identifier, unique in the dataset."""
    name: str
    """Short name."""
    in_article: bool
    """Whether the source article names it."""
    summary: str
    """What is proposed, and what speaks for and against it."""
    evidence: tuple[Evidence, ...] = ()
    """The studies that bear on it."""
    sources: tuple[Source, ...]
    """Who proposes it."""


@record
class Bias(Record):
    """Risk of bias in five domains, named after the Cochrane tools' common core."""

    allocation: codes.RiskOfBias = "unclear"
    """How people or animals came into their group."""
    performance: codes.RiskOfBias = "unclear"
    """Whether those treated and treating knew the group."""
    detection: codes.RiskOfBias = "unclear"
    """Whether those measuring knew the group."""
    attrition: codes.RiskOfBias = "unclear"
    """Whether results are missing, and of whom."""
    reporting: codes.RiskOfBias = "unclear"
    """Whether all that was measured was reported."""


@record
class Study(Record):
    """One published piece of work: what it is, who was tested in what, and how sure that is."""

    id: str
    """Identifier, unique in the dataset: first author, or topic, and year."""
    title: str
    """Title in English, as PubMed prints it where PubMed has it (without brackets or full stop)."""
    title_original: str | None = None
    """Title in the original language."""
    authors: tuple[str, ...] = ()
    """Authors as the sources spell them; `et al.` ends a list that is not fully confirmed."""
    year: int | None = None
    """Year of publication."""
    journal: str | None = None
    """Journal, abbreviated as PubMed does."""
    volume: str | None = None
    """Volume."""
    issue: str | None = None
    """Issue or supplement."""
    pages: str | None = None
    """Pages, or the article number."""
    pmid: str | None = None
    """PubMed identifier."""
    doi: str | None = None
    """Digital Object Identifier."""
    pmcid: str | None = None
    """PubMed Central identifier."""
    language: str | None = None
    """Language of publication, as a BCP 47 tag."""
    system: codes.System
    """What it was done in."""
    species: str | None = None
    """Species, and strain and sex where known."""
    population: str | None = None
    """Who or what was studied."""
    design: codes.Design
    """Study design. A meta-analysis has the design of the trials it pools."""
    control: codes.Control = "unclear"
    """What Semax was compared with."""
    n: int | None = None
    """How many people or animals were studied in all."""
    n_treated: int | None = None
    """How many of them got Semax."""
    route: str | None = None
    """How Semax was given: a fact about the study, not advice."""
    summary: str
    """What was done and reported."""
    limitations: str
    """Limitations: why its result may not hold."""
    bias: Bias = Bias()
    """Risk of bias by domain."""
    team: str | None = None
    """Research group, so that studies of one group can be recognised."""
    cohort: str | None = None
    """Group of people that several reports share, so that they are counted once."""
    may_share_people_with: tuple[str, ...] = ()
    """Ids of studies that may report on some of the same people."""
    developer_tie: codes.Answer = "unclear"
    """Whether an author belongs to the developers of the substance or their institute."""
    registered: codes.Answer = "unclear"
    """Whether the study was entered in a register before it began."""
    peer_reviewed: codes.Answer = "unclear"
    """Whether it is known to have been peer reviewed."""
    part_of: str | None = None
    """Id of the pooled study that contains this one."""
    pooled_k: int | None = None
    """How many studies a meta-analysis pools."""
    read: codes.Reading
    """How far it was read for this dataset."""
    read_by: str | None = None
    """Who read it: a person or a program."""
    checked_by: str | None = None
    """Who checked the record against its sources after that."""
    retraction: codes.Retraction = "unchecked"
    """Whether it has been retracted, as far as was checked."""
    in_article: bool = False
    """Whether the source article mentions it, or a study that it may be."""
    article_match: codes.ArticleMatch = "not-in-article"
    """How sure it is that the article means this paper."""
    article_note: str | None = None
    """Why it is taken for the paper that the article means."""
    record_note: str | None = None
    """What is odd, inferred or in dispute about this record."""
    sources: tuple[Source, ...]
    """Where the filled fields can be checked, the most primary source first."""
    confidence: codes.Confidence
    """How far the sources confirm the record."""


@record
class Misreference(Record):
    """A reference that circulates and is wrong, so that a reader who meets it finds the truth."""

    id: str
    """Identifier, unique in the dataset."""
    given: str
    """The reference or statement as it circulates."""
    pmids: tuple[str, ...] = ()
    """PubMed identifiers that it wrongly gives."""
    dois: tuple[str, ...] = ()
    """Digital Object Identifiers that it wrongly gives."""
    problem: str
    """What is wrong with it."""
    study: str | None = None
    """Id of the study that is meant, if there is one."""
    sources: tuple[Source, ...]
    """Where it can be checked."""


@record
class Dataset(Record):
    """Everything that the tool says."""

    schema_version: int
    """Version of this vocabulary."""
    dataset: DatasetInfo
    """Which edition of the data this is."""
    warning: Notice
    """The warning that every output carries."""
    search: Search
    """How the census of the literature was made."""
    article: Article
    """The source article."""
    substance: Substance
    """The substance."""
    status: tuple[Status, ...] = ()
    """Legal and regulatory status."""
    safety: tuple[Safety, ...] = ()
    """What is said about safety."""
    effects: tuple[Effect, ...]
    """The effects that the article lists."""
    mechanisms: tuple[Mechanism, ...] = ()
    """Proposed mechanisms."""
    misreferences: tuple[Misreference, ...] = ()
    """References that circulate and are wrong."""
    studies: tuple[Study, ...] = ()
    """The studies that claims and mechanisms rest on."""

    def claims(self) -> Iterator[tuple[Effect, Claim]]:
        """Every claim with its effect, in the file's order."""
        return ((effect, claim) for effect in self.effects for claim in effect.claims)

    def links(self) -> Iterator["Link"]:
        """Every piece of evidence with what it bears on, effects first, in the file's order."""
        for effect in self.effects:
            for claim in effect.claims:
                yield from (Link(e, claim, effect, claim, None) for e in claim.evidence)
            yield from (Link(e, effect, effect, None, None) for e in effect.other_evidence)
        for mechanism in self.mechanisms:
            yield from (Link(e, mechanism, None, None, mechanism) for e in mechanism.evidence)


class Link(NamedTuple):
    """A piece of evidence, and what it bears on: a claim, else an effect or a mechanism."""

    evidence: Evidence
    bears_on: Claim | Effect | Mechanism
    effect: Effect | None
    claim: Claim | None
    mechanism: Mechanism | None


def that_tested(studies: Iterable[Study]) -> list[Study]:
    """The studies that tested something: no proposals, reviews or anecdotes."""
    return [study for study in studies if study.design not in codes.TESTING_NOBODY]


def that_tested_people(studies: Iterable[Study]) -> list[Study]:
    """Those of them that were done in people."""
    return [study for study in that_tested(studies) if study.system == "human"]
