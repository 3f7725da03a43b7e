"""What is checked before a change is taken: ``nox -l`` lists it, ``nox`` runs what is quick.

``nox -s full`` needs the programs that ``.ci/run`` installs. All sessions but ``tests`` and
``lowest`` take the versions that requirements-dev.txt pins.
"""

import json
import tempfile
from pathlib import Path

import nox

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements-dev.txt"
NOTHING_SKIPPED = {"SEMAX_TEST_TOOLS": "all"}
"""Lets tests fail where something that they need is not installed."""

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["lint", "types", "tests"]
nox.options.error_on_external_run = True


def install_pinned(session: nox.Session, *packages: str) -> None:
    """Install packages at the versions of the lock file, or all of it, and this package itself."""
    if packages:
        # With hashes, pip would take the file for a list of all that is to be installed.
        pins = Path(session.create_tmp(), "constraints.txt")
        lines = LOCK.read_text(encoding="utf-8").splitlines()
        pins.write_text("\n".join(line.rstrip(" \\") for line in lines if "==" in line))
        session.install("--constraint", str(pins), *packages)
    else:
        session.install("--require-hashes", "--requirement", str(LOCK))
    session.install("--no-deps", "--editable", str(ROOT))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and the direction of imports."""
    install_pinned(session, "ruff", "import-linter")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check types."""
    install_pinned(session, "mypy", *dependencies())
    session.run("mypy")


def dependencies() -> list[str]:
    """The names of the packages that the program needs, also for a report."""
    return [line.partition(">")[0] for line in requirements("report")]


def requirements(*extras: str) -> list[str]:
    """What pyproject.toml asks for to run the program, and for some extras, with the bounds."""
    project = nox.project.load_toml(ROOT / "pyproject.toml")["project"]
    optional = project["optional-dependencies"]
    return [*project["dependencies"], *(line for extra in extras for line in optional[extra])]


@nox.session
def tests(session: nox.Session) -> None:
    """Run the quick tests as the README does, on the newest versions that are allowed."""
    session.install("--editable", f"{ROOT}[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the quick tests on the lowest versions that pyproject.toml allows."""
    pins = Path(session.create_tmp(), "lowest.txt")
    lines = [line for line in requirements("report", "test") if ">=" in line]
    bounds = [line.split(",")[0].replace(">=", "==") for line in lines]
    pins.write_text("\n".join(bounds), encoding="utf-8")
    session.install("--constraint", str(pins), "--editable", f"{ROOT}[test]")
    session.run("pytest", *session.posargs)


@nox.session
def full(session: nox.Session) -> None:
    """Run all tests; what is not installed is a failure."""
    install_pinned(session)
    session.run("pytest", "--full", *session.posargs, env=NOTHING_SKIPPED)


@nox.session
def docs(session: nox.Session) -> None:
    """Compare documents, schemas, the manual page and images; ``nox -s docs -- --renew`` renews."""
    install_pinned(session)
    checks = ("tests/test_docs.py", "tests/test_json_schema.py")
    session.run("pytest", "--full", *checks, *session.posargs, env=NOTHING_SKIPPED)


@nox.session
def images(session: nox.Session) -> None:
    """Draw the README's images anew, with the Chromium of this machine."""
    install_pinned(session, "playwright", *dependencies())
    session.run("python", "docs/images/draw.py")


COMPILED = """
import tomllib
from semax_cli.data.compiled import NAME, table_of
from semax_cli.data.load import bundled_path
toml = bundled_path().read_bytes()
if table_of(bundled_path().with_name(NAME).read_bytes(), toml) == tomllib.loads(toml.decode()):
    print("the same")
"""
"""Whether the wheel's two forms of the dataset hold the same."""


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel, and try it in a new environment outside the checkout."""
    session.install("build")
    with tempfile.TemporaryDirectory() as folder:
        session.run("python", "-m", "build", "--quiet", "--outdir", folder, str(ROOT))
        (built,) = Path(folder).glob("*.whl")
        session.install(str(built))
        session.chdir(folder)
        assert "semax " in printed(session, "semax", "--version")
        assert "endorses nothing" in printed(session, "semax", "effects")
        compared = printed(session, "python", "-c", COMPILED)
        assert "the same" in compared
        envelope = json.loads(printed(session, "semax", "effects", "--json"))
        assert envelope["warning"]
        assert envelope["count"] == 7
        record = printed(session, "python", "-m", "semax_cli", "study", "--id", "11517472")
        assert "gusev-1997" in record
        cited = printed(session, "semax", "cite", "--system", "human", "--format", "bibtex")
        assert "@article{gusev-1997" in cited
        refused = printed(session, "semax", "report", success_codes=[1])
        assert "semax-cli[report]" in refused
        session.install(f"{built}[report]")
        session.run("semax", "report", "--effect", "pain", "--output", "page.html")
        assert "endorses nothing" in Path("page.html").read_text(encoding="utf-8")
        manual = Path(session.virtualenv.location, "share", "man", "man1", "semax.1")
        assert "endorses nothing" in " ".join(manual.read_text(encoding="utf-8").split())


def printed(session: nox.Session, *command: str, **options: list[int]) -> str:
    """What a command prints, on both streams."""
    return str(session.run(*command, silent=True, **options))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Feed damaged bytes to the loader for twenty seconds, or as long as ``--`` says."""
    install_pinned(session, *dependencies())
    session.install("atheris>=3")
    options = session.posargs or ["-max_total_time=20"]
    with tempfile.TemporaryDirectory() as folder:
        session.chdir(folder)  # where an input that ends the run is left
        session.run("python", str(ROOT / "scripts" / "fuzz.py"), "-verbosity=0", *options)


@nox.session(name="newest-typer")
def newest_typer(session: nox.Session) -> None:
    """Run what Typer has a part in on the newest Typer, above the cap of pyproject.toml."""
    install_pinned(session)
    session.run("pip", "install", "-qqq", "--upgrade", "typer>=0.29")
    session.run("python", "-c", "from importlib.metadata import version as v; print(v('typer'))")
    where = ("cli", "terminal", "views", "data/test_lookup.py", "data/test_filters.py")
    where = (*where, "test_docs.py", "test_warning.py")
    checks = [f"tests/{name}" for name in where]
    session.run("pytest", "--quiet", "--full", "-m", "not start_up", *checks, env=NOTHING_SKIPPED)
