"""`semax warning`: the warning itself."""

from semax_cli.records import Dataset, Notice
from semax_cli.view import Shape, View, make_view, plain

ITEM = Shape((Notice,))


def view(dataset: Dataset) -> View:
    """The warning that every output carries; formats print it by themselves."""
    return make_view("warning", dataset, [dataset.warning], plain, ITEM, tuple)
