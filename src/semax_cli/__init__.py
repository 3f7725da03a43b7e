"""What is claimed about Semax, and what stands behind each claim.

The public Python API is ``load`` and the record classes::

    import semax_cli

    dataset = semax_cli.load()
    for effect in dataset.effects:
        print(effect.id, [claim.id for claim in effect.claims])

``dataset.warning`` belongs to whatever you print of it.
"""

from semax_cli.dataset import census, load
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.records import (
    Article,
    Bias,
    Claim,
    Dataset,
    DatasetInfo,
    Effect,
    Evidence,
    Explanation,
    Identifier,
    Link,
    Mechanism,
    Misreference,
    Notice,
    Publication,
    Safety,
    Search,
    Statement,
    Status,
    Study,
    Substance,
)

__all__ = [
    "Article",
    "Bias",
    "Claim",
    "Dataset",
    "DatasetInfo",
    "Effect",
    "Evidence",
    "ExitCode",
    "Explanation",
    "Identifier",
    "Link",
    "Mechanism",
    "Misreference",
    "Notice",
    "Publication",
    "Safety",
    "Search",
    "SemaxError",
    "Statement",
    "Status",
    "Study",
    "Substance",
    "__version__",
    "census",
    "load",
]

__version__: str


def __getattr__(name: str) -> str:
    # importlib.metadata takes longer to import than the dataset takes to load, so only when asked.
    if name == "__version__":
        from importlib.metadata import version

        return version("semax-cli")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
