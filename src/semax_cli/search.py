"""Full-text search over every record: SQLite's FTS5, in memory, built for each search.

The tokenizer takes care of word forms (Porter's stemmer), this module of spelling. Records with
the words themselves come first; then records with words that begin or are spelt similarly; and if
there are neither, records with some of the words.

Records are ranked whole, one row each. Only the passages of those that are shown are indexed one
by one, to see which passage to quote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from semax_cli.background import Source
from semax_cli.codes import RecordKind, System
from semax_cli.documents import FINDING, NAMES, NAMING, NUMBERS, Document, Passage, Reader
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.identifiers import study_key
from semax_cli.records import Dataset
from semax_cli.topics import TOPICS, Topic, topics_in

if TYPE_CHECKING:
    from sqlite3 import Connection

NAME_WEIGHT = 2.0
KIND_WEIGHT: dict[RecordKind, float] = {"effect": 4.0, "claim": 10.0, "mechanism": 8.0}
PEOPLE_WEIGHT = 6.0
UNKNOWN_WEIGHT = 0.85
"""Claims come before what they rest on, people before animals, and of studies in people those with
a known result before those without. The sizes are such that the examples of tests/test_search.py
come out right."""

MOST_WORDS = 100
"""How many words can be looked for at once."""

MOST_SPELT = 12
"""For how many words the spelling is guessed at most: each is compared with every word in the
records, and a text of more words is no question."""

MOST_GUESSES = 3
"""How many records are shown for holding some of the words, where none holds all."""

SAYS: dict[RecordKind, str] = {"misreference": "problem", "study": "summary"}
"""The field that tells what a record says, where that is not ``text``."""

EXCERPT = 64
"""Longest excerpt, in words, which is FTS5's limit: a finding cut short can mislead."""

# Words of questions and references that do not tell one record from another.
EMPTY = re.compile(
    "a|about|an|and|any|are|as|at|be|been|by|can|did|do|does|for|from|has|have|help|helps|how|i|in|"
    "is|it|its|made|make|makes|"
    "my|of|on|or|take|taking|that|the|there|this|to|was|were|what|when|where|which|who|why|will|with|"
    "tested|against|doi|pmid"
)

BEGIN, END = "\ue000", "\ue001"
"""What FTS5 puts around a match: characters for private use, which no text should hold."""

APART = f" {END} "
"""Separates the passages of a record, so that no phrase runs on from one to the next."""

RANKED = f"SELECT rowid, bm25(indexed, {NAME_WEIGHT}) FROM indexed WHERE indexed MATCH ?"
EXCERPTS = (
    f"SELECT rowid, snippet(indexed, 0, '{BEGIN}', '{END}', '…', {EXCERPT}) "
    "FROM indexed WHERE indexed MATCH ? ORDER BY rank"
)


class Hit(NamedTuple):
    """A record that was found."""

    kind: RecordKind
    """Kind of record."""
    id: str | None
    """Its identifier, if it has one."""
    name: str | None
    """Its name or title, if it has one."""
    system: System | None
    """What the study of which the excerpt speaks was done in; null where it speaks of none."""
    place: str
    """Field in which the excerpt stands."""
    excerpt: str
    """The text that matches best, if need be cut."""
    matches: tuple[str, ...]
    """The words that match, as they stand in the excerpt or in the name."""
    exact: bool
    """Whether the record holds all the words looked for, in some form; else it is a guess."""
    sources: tuple[Source, ...]
    """Where the record can be checked."""
    next: str | None
    """The command that shows the whole record, with the same --data; null where the excerpt is all
    there is."""


class Found(NamedTuple):
    """What a search found."""

    hits: list[Hit]
    """The records, best first, as many as were asked for."""
    total: int
    """How many there are."""


def search(
    dataset: Dataset, text: str, kinds: Sequence[str] = (), limit: int | None = None
) -> Found:
    """Find the records that hold the words of a text.

    Args:
        dataset: Where to look.
        text: The words.
        kinds: The kinds of record to look in; all, if none is named.
        limit: How many records to return at most.

    Raises:
        SemaxError: this Python's SQLite has no full-text search, or (USAGE) too many words.
    """
    topics = [_topic(t) for t in topics_in(dataset, text)] if not kinds or "topic" in kinds else []
    words = telling_words(text)
    if len(words) > MOST_WORDS:
        message = f"Search for {MOST_WORDS} words at most, not {len(words)}."
        raise SemaxError(message, ExitCode.USAGE)
    documents = _documents(dataset, kinds)
    if not words or not documents:
        return Found(topics, len(topics))
    with _indexed(("names", "texts"), map(_row, documents)) as database:
        index = _Index(documents, database)
        wide = [index.widened(word) for word in words[:MOST_SPELT]]
        wide += map(_phrase, words[MOST_SPELT:])
        exact = index.holding_all(map(_phrase, words))
        exact.sort(key=lambda number: not _is_named(documents[number], words))
        certain = set(exact)
        guessed = [number for number in index.holding_all(wide) if number not in certain]
        if any(topic.id != "term" for topic in topics):  # which answer better than a guess
            guessed = []
        elif not exact and not guessed:
            guessed = index.holding_any(wide)[:MOST_GUESSES]
        ranked = exact + guessed
    best = ranked[:limit]
    excerpts = _excerpts({n: documents[n] for n in best}, " OR ".join(wide))
    hits = [
        _hit(documents[n], excerpts[n], n in certain, _is_named(documents[n], words)) for n in best
    ]
    return Found([*topics, *hits][:limit], len(topics) + len(ranked))


def every(dataset: Dataset, kinds: Sequence[str], limit: int | None = None) -> Found:
    """All topics and records of some kinds, in order, at most ``limit`` of them."""
    topics = [_topic(topic) for topic in TOPICS] if "topic" in kinds else []
    documents = _documents(dataset, kinds)
    hits = [_hit(doc, doc.passages[0], True, True) for doc in documents[:limit]]
    return Found([*topics, *hits][:limit], len(topics) + len(documents))


def _documents(dataset: Dataset, kinds: Sequence[str]) -> list[Document]:
    """The records of some kinds as they are searched; all, if no kind is named."""
    return [doc for doc in Reader(dataset).documents() if not kinds or doc.kind in kinds]


def _is_named(document: Document, words: Sequence[str]) -> bool:
    """Whether words are the id of a study (kaplan-1996) or a keyword of a record (brain fog), which
    comes before all that speak of it.
    """
    if document.kind == "study":
        return document.id == "-".join(words)
    keywords = (p.text.lower().split(", ") for p in document.passages if p.place == "keywords")
    return any(" ".join(words) in listed for listed in keywords)


def _topic(topic: Topic) -> Hit:
    """A topic, shown before the records."""
    return Hit("topic", topic.id, None, None, "answer", topic.text, (), True, (), topic.command)


def telling_words(text: str) -> list[str]:
    """The words to look for, each once: those with a letter or digit.

    Empty words are left out unless there are no others. An address becomes the identifier in it.
    """
    readable = text.encode("utf-8", errors="replace").decode("utf-8")
    for mark in ("\0", BEGIN, END):
        readable = readable.replace(mark, " ")
    words = dict.fromkeys(word for given in readable.lower().split() for word in _apart(given))
    named = [word for word in words if re.search(r"\w", word)]
    return [word for word in named if not EMPTY.fullmatch(word.strip("?!.,;:\"'()"))] or named


def _apart(given: str) -> list[str]:
    """The words between commas and slashes; an address, a DOI or a PMID stays whole."""
    key = study_key(given)
    if key != given.rstrip("/") or key.startswith("10."):
        return [key]
    return re.split("[,;/]", given)


def _phrase(word: str) -> str:
    """A word, or a DOI, as an FTS5 string, so that none of it is taken for syntax."""
    return '"' + word.replace('"', '""') + '"'


def _hit(document: Document, passage: Passage, exact: bool, named: bool) -> Hit:
    """A record as it is shown: by its passage that matches best, or else by what tells most of it:
    of a record asked for by its name or keyword, what it says; of a wrong reference, what is wrong.
    """
    matches = dict.fromkeys(re.findall(f"{BEGIN}(.*?){END}", passage.text))
    excerpt = passage.text.replace(BEGIN, "").replace(END, "")
    by_name = named or passage.place == "keywords" or document.kind == "misreference"
    instead = SAYS.get(document.kind, "text") if by_name else None
    for entry in document.passages:
        if entry.place == instead:
            passage, excerpt = entry, entry.text
    shown = f"{excerpt} {document.name}"
    return Hit(
        kind=document.kind,
        id=document.id,
        name=document.name,
        system=passage.system,
        place=passage.place,
        excerpt=excerpt,
        matches=tuple(match for match in matches if match in shown),
        exact=exact,
        sources=document.sources,
        next=document.next,
    )


def _telling(place: str) -> int:
    """A rank: the lower, the more a passage says (texts, then findings, names, numbers)."""
    return place.startswith(FINDING) + 2 * (place in NAMES) + 3 * (place in NUMBERS)


@contextmanager
def _indexed(columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Iterator["Connection"]:
    """A database with the full-text table ``indexed``, whose rows are numbered from 0.

    Raises SemaxError where this Python's SQLite has no full-text search.
    """
    import sqlite3  # here, since only a search needs it

    names = ", ".join(columns)
    insert = f"INSERT INTO indexed (rowid, {names}) VALUES (?{', ?' * len(columns)})"
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute(
                f"CREATE VIRTUAL TABLE indexed USING fts5({names}, "
                "tokenize = 'porter unicode61 remove_diacritics 2')"
            )
        except sqlite3.OperationalError as error:
            message = f"Search needs SQLite with FTS5, which this Python lacks ({error})."
            raise SemaxError(f"{message} Try another build of Python.") from error
        database.executemany(insert, ((number, *row) for number, row in enumerate(rows)))
        yield database


def _stems(database: "Connection") -> list[str]:
    """The stems of the words in the table ``indexed``, as FTS5 keeps them."""
    database.execute("CREATE VIRTUAL TABLE temp.stems USING fts5vocab(main, indexed, row)")
    return [stem for (stem,) in database.execute("SELECT term FROM temp.stems")]


def _row(document: Document) -> tuple[str, str]:
    """The passages that name or number a record, and the others."""
    names = [p.text for p in document.passages if p.place in NAMING]
    texts = [p.text for p in document.passages if p.place not in NAMING]
    return APART.join(names), APART.join(texts)


class _Index:
    """The documents in a full-text table, one row each."""

    def __init__(self, documents: Sequence[Document], database: "Connection") -> None:
        self.documents = documents
        self.database = database

    @cached_property
    def vocabulary(self) -> set[str]:
        """The stems of all words in the records; not every search needs them."""
        return {stem for stem in _stems(self.database) if not EMPTY.fullmatch(stem)}

    def known(self, word: str) -> bool:
        """Whether any word begins with this one."""
        found = self.database.execute(f"{RANKED} LIMIT 1", (f"{_phrase(word)}*",))
        return found.fetchone() is not None

    def widened(self, word: str) -> str:
        """A query for words that begin with this one, or with one that is spelt similarly.

        Two long words that differ by a letter are probably the same (ischaemic, ischemic). A word
        that nothing begins with is probably misspelt. Numbers are never guessed.
        """
        from difflib import get_close_matches

        if re.search(r"\d", word):
            return _phrase(word)
        near: list[str] = []
        with _indexed(("text",), [(word,)]) as alone:
            stem = " ".join(_stems(alone)) or word
        if len(word) > 6:
            alike = [known for known in self.vocabulary if known[0] == stem[0]]
            near = get_close_matches(stem, alike, n=3, cutoff=0.9)
        if not near and len(word) > 4 and not self.known(word):
            near = get_close_matches(stem, self.vocabulary, n=2, cutoff=0.84)
        return " OR ".join(f"{_phrase(w)}*" if len(w) > 2 else _phrase(w) for w in (word, *near))

    def holding_all(self, queries: Iterable[str]) -> list[int]:
        """The documents that match every query, best first."""
        scores: dict[int, float] | None = None
        for query in queries:
            found = {}
            for number, rank in self.database.execute(RANKED, (query,)):
                document = self.documents[number]
                weight = KIND_WEIGHT.get(document.kind, 1.0)
                if document.kind == "study" and document.system == "human":
                    weight *= PEOPLE_WEIGHT * (1 if document.result_known else UNKNOWN_WEIGHT)
                found[number] = -rank * weight
            if scores is None:
                scores = found
            else:
                scores = {n: scores[n] + found[n] for n in scores.keys() & found.keys()}
        ranked = scores or {}
        return sorted(ranked, key=lambda number: (-ranked[number], number))

    def holding_any(self, queries: Sequence[str]) -> list[int]:
        """The documents that match at least one query; one that most match tells nothing."""
        found = [self.holding_all([query]) for query in queries]
        telling = [hits for hits in found if len(hits) < len(self.documents) / 4]
        matched = {number for hits in telling or found for number in hits}
        ranked = self.holding_all([" OR ".join(queries)])
        return [number for number in ranked if number in matched]


def _excerpts(documents: Mapping[int, Document], query: str) -> dict[int, Passage]:
    """The passage of each document that matches best, cut and marked: a text, else a name."""
    passages = [(n, passage) for n, found in documents.items() for passage in found.passages]
    best: dict[int, Passage] = {}
    with _indexed(("text",), ((passage.text,) for _, passage in passages)) as database:
        for row, excerpt in database.execute(EXCERPTS, (query,)):
            number, passage = passages[row]
            if number not in best or _telling(passage.place) < _telling(best[number].place):
                best[number] = passage._replace(text=excerpt)
    return best
