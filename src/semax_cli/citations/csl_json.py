"""CSL-JSON, for pandoc, Zotero and every processor of the Citation Style Language.

Variables: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from collections.abc import Sequence
from typing import Any

from semax_cli.citations.reference import Author, Reference
from semax_cli.formats.json import dumped


def render(references: Sequence[Reference]) -> str:
    """A list with one object a reference."""
    items = [_item(reference) for reference in references]
    return dumped(items, indented=True) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    fields = {
        "id": reference.id,
        "type": "article-journal" if reference.published else "document",
        "author": [_name(author) for author in reference.authors],
        "title": reference.title,
        "original-title": reference.title_original,
        "container-title": reference.journal,
        "issued": {"date-parts": [[reference.year]]} if reference.year else None,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "URL": reference.url,
        "language": reference.language,
        "note": " ".join(filter(None, (reference.unnamed, reference.note))),
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Author) -> dict[str, str]:
    if author.given:
        suffix = {"suffix": author.suffix} if author.suffix else {}
        return {"family": author.family, "given": author.given, **suffix}
    return {"literal": author.family}
