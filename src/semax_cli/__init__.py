"""What is claimed about Semax, and what stands behind each claim.

The public Python API is ``load`` and the record classes::

    import semax_cli

    dataset = semax_cli.load()
    for effect in dataset.effects:
        print(effect.id, [claim.id for claim in effect.claims])

``dataset.warning`` belongs to whatever you print of it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from semax_cli.background import (
        Article,
        DatasetInfo,
        Identifier,
        Notice,
        Safety,
        Search,
        Source,
        Statement,
        Status,
        Substance,
    )
    from semax_cli.data.census import Publication, census
    from semax_cli.data.load import load
    from semax_cli.errors import ExitCode, SemaxError
    from semax_cli.records import (
        Bias,
        Claim,
        Dataset,
        Effect,
        Evidence,
        Explanation,
        Link,
        Mechanism,
        Misreference,
        Study,
    )

__version__ = "0.1.0"

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
    "Source",
    "Statement",
    "Status",
    "Study",
    "Substance",
    "__version__",
    "census",
    "load",
]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    # Only when asked, so that the command can catch Ctrl-C, or a damaged installation, while the
    # modules are imported.
    if name in __all__:
        from semax_cli import background, errors, records
        from semax_cli.data import census, load

        for module in (census, load, errors, records, background):
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
