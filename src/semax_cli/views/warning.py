"""`semax warning`: the warning itself."""

from semax_cli.background import Notice
from semax_cli.document import Prose
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain

ITEM = Shape((Notice,))


def view(dataset: Dataset) -> View:
    """The whole warning, of which formats print a shorter form by themselves."""
    blocks = (Prose(dataset.warning.full),)
    return make_view("warning", dataset, [dataset.warning], plain, ITEM, lambda: blocks)
