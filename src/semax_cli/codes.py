"""The coded values: the words that fields of the records may hold."""

from typing import Literal

SCHEMA_VERSION = 2
"""The version of this vocabulary; a dataset file states the one that it was written for."""

ARTICLE = "article"
"""The address of the source article itself, which the ``[article]`` table describes."""

Answer = Literal["yes", "no", "unclear"]
Confidence = Literal["confirmed", "partly", "unconfirmed"]
System = Literal["human", "animal", "cell", "cell-free", "none", "unclear"]
Design = Literal[
    "randomised", "controlled", "uncontrolled", "preclinical", "proposal", "anecdote", "unclear"
]
TESTING_NOBODY: tuple[Design, ...] = ("proposal", "anecdote")
"""Designs of papers that test nobody."""
Control = Literal["placebo", "active", "usual-care", "none", "unclear"]
Outcome = Literal["clinical", "functional", "surrogate", "mechanism", "unclear"]
Directness = Literal["direct", "partial", "indirect", "unclear"]
Result = Literal["favours", "no-difference", "mixed", "harm", "unclear"]
RiskOfBias = Literal["low", "high", "unclear"]
Reading = Literal["full", "abstract", "title", "secondary"]
Retraction = Literal["none", "retracted", "concern", "unchecked"]
SourceKind = Literal[
    "publisher",
    "index",
    "regulator",
    "leaflet",
    "patent",
    "thesis",
    "encyclopaedia",
    "other",
    "specimen",
]
"""Kinds of source, the most primary first; a specimen is a page that spreads a wrong reference."""
Measures = Literal["health", "biology"]
ArticleMatch = Literal["exact", "probable", "unresolved", "not-in-article"]
PublicationKind = Literal[
    "human", "animal", "cell", "cell-free", "review", "comment", "other", "unclear"
]
Decision = Literal["used", "not-used", "not-about-semax"]
RetractionKnown = Literal["none-known", "retracted", "concern", "unchecked"]
SafetyKind = Literal[
    "regulator", "side-effect", "interaction", "contraindication", "unknown", "advice"
]
StudySortKey = Literal["id", "year", "title", "n"]
"""What studies can be sorted by."""
PublicationSortKey = Literal["pmid", "year", "title", "journal"]
"""What records of the census can be sorted by."""
RecordKind = Literal[
    "topic",
    "effect",
    "claim",
    "mechanism",
    "study",
    "safety",
    "status",
    "statement",
    "explanation",
    "misreference",
    "publication",
]
