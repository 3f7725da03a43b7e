"""The flat form of records, which CSV and TSV share: one row a record, one column a plain value.

- A record within a record becomes one column for each of its fields: ``bias.allocation``.
- A list of texts is joined by ``; ``.
- Whole studies within a record are given by their ids: ``semax studies`` has a row for each.
- Any other list, of records or of texts that hold a ``; ``, is JSON.
- What is not known is an empty cell; yes and no are ``true`` and ``false``.
- A text that a spreadsheet would run as a formula begins with an apostrophe, and so does what
  follows a ``;``, at which spreadsheets of many countries begin a cell.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from semax_cli.formats import WARNING
from semax_cli.view import Item, View

# https://owasp.org/www-community/attacks/CSV_Injection. Where a text begins with apostrophes, one
# more is added, so that a reader of the file can always remove one to get the text.
_STARTS = "'=+-@\t\r\n＝＋－＠"
_FORMULA = re.compile(rf"(^|;\s*)(?='*[{re.escape(_STARTS[1:])}])")


def table(view: View) -> Iterator[list[str]]:
    """The header and the rows; the short warning is the last cell of each row."""
    header = [] if view.total else [*view.fields, WARNING]
    if header:
        yield header
    for item in view.items():
        row = _flat({**item, WARNING: view.row_warning})
        if not header:
            header = list(row)
            yield header
        yield [row[name] for name in header]


def _flat(item: Item, prefix: str = "") -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in item.items():
        if isinstance(value, dict):
            row |= _flat(value, f"{prefix}{name}.")
        else:
            row[prefix + name] = _cell(name, value)
    return row


def _cell(name: str, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() if value[:1] in _STARTS or ";" in value:
            return _FORMULA.sub(r"\1'", value)
        case str():  # most texts, which need no search
            return value
        case list():
            return _cell(name, _joined(name, value))
    return str(value)


def _joined(name: str, values: list[Any]) -> str:
    if name == "studies":
        values = [study["id"] if isinstance(study, dict) else study for study in values]
    if all(isinstance(value, str) and "; " not in value for value in values):
        return "; ".join(values)
    return json.dumps(values, ensure_ascii=False)
