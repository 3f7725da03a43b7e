"""The command line as its users meet it: choosing, filtering, ids, exit codes, files."""

import json
import os
import re
import signal
import subprocess

import pytest
from commands import commands
from conftest import SEMAX, clean_env

import semax_cli

DATASET = semax_cli.load()
EFFECTS = ["neuroprotection", "memory", "cardiovascular", "stress", "neurogenesis", "pain", "adhd"]


def items(done):
    """The items of a run with --json."""
    assert done.code == 0, done.err
    return json.loads(done.out)["items"]


# ------------------------------------------------------------------------------- content


def test_effects_lists_the_seven(semax):
    """The article's seven effects, in its order, in the table and in JSON."""
    assert [item["id"] for item in items(semax("effects", "--json"))] == EFFECTS
    table = semax("effects").out
    assert [
        line.split()[0]
        for line in table.splitlines()
        if line.split()[:1] and line.split()[0] in EFFECTS
    ] == EFFECTS


def test_the_envelope_names_schema_edition_and_count(semax):
    """Every JSON output says what it is, and which edition of the data it shows."""
    envelope = json.loads(semax("mechanisms", "--json").out)

    assert list(envelope) == ["schema", "warning", "dataset", "count", "items"]
    assert envelope["schema"] == "semax.mechanisms/1"
    assert envelope["dataset"] == {
        "version": DATASET.dataset.version,
        "updated": DATASET.dataset.updated,
    }
    assert envelope["count"] == len(envelope["items"]) == len(DATASET.mechanisms)


def test_an_item_has_the_same_keys_everywhere(semax):
    """What is not known is null: no key comes and goes, between records or between commands."""
    listed = items(semax("studies", "--json"))
    shown = items(semax("study", "--json", "--id", "kaplan-1996"))

    assert len({tuple(item) for item in (*listed, *shown)}) == 1
    assert shown[0]["n"] is None
    assert shown[0]["pmid"] is None


def test_an_item_with_ids_is_the_item_of_the_listing(semax):
    """`semax effects pain` shows more to people, but the same object to programs."""
    (alone,) = items(semax("effects", "pain", "--json"))

    assert alone in items(semax("effects", "--json"))


def test_an_effect_brings_the_studies_it_rests_on(semax):
    """In JSON as whole records, in the table with who was tested in what."""
    (effect,) = items(semax("effects", "pain", "--json"))
    table = semax("effects", "pain").out

    ids = {study["id"] for study in effect["studies"]}
    assert ids == {e["study"] for claim in effect["claims"] for e in claim["evidence"]}
    assert all(study in table for study in ids)
    assert "In people\nNo study found." in table


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        (["--system", "People"], ["--system", "human"]),
        (["--system", "test tube"], ["--system", "cell-free"]),
        (["--result", "found no difference"], ["--result", "no-difference"]),
        (["--design", "laboratory work"], ["--design", "preclinical"]),
    ],
    ids=str,
)
def test_the_words_of_the_tables_can_be_typed(semax, shown, meant):
    """What somebody reads there is what they will try."""
    assert items(semax("studies", "--json", *shown)) == items(semax("studies", "--json", *meant))


def test_people_in_whom_stand_ins_were_measured_are_told_apart(semax):
    """52 people had images taken of their brains; that is no test of memory."""
    (memory,) = items(semax("why", "memory-performance", "--json"))
    (network,) = items(semax("why", "default-mode-network", "--json"))
    (stroke,) = items(semax("why", "stroke-recovery", "--json"))

    assert (memory["people"], memory["people_on_claim"]) == (52, None)
    assert (network["people"], network["people_on_claim"]) == (52, 0)
    assert stroke["people"] == stroke["people_on_claim"] == 449
    assert re.search("of them, on the claim itself  *nobody", semax("why", network["id"]).out)


def test_the_map_names_what_is_not_on_it(semax):
    """A null result that no claim names is not passed over in silence."""
    assert "serdiuk-2007 (under neuroprotection: found no difference)" in " ".join(
        semax("map").out.split()
    )


def test_a_null_result_in_people_is_found_though_no_claim_names_its_outcome(semax):
    """It stands beside the claims of its effect, and counts for none of them."""
    found = items(semax("studies", "--json", "--system", "human", "--result", "no-difference"))
    (effect,) = items(semax("effects", "neuroprotection", "--json"))

    assert [study["id"] for study in found] == ["serdiuk-2007"]
    assert [entry["study"] for entry in effect["other_evidence"]] == ["serdiuk-2007"]
    assert "serdiuk-2007  found no difference" in semax("effects", "neuroprotection").out


def test_people_come_first_and_animals_are_never_among_them(semax):
    """A record groups studies by who was tested, under headings that say so."""
    table = semax("effects", "memory").out

    people = table.index("In people")
    animals = table.index("In animals, which shows nothing certain about people")
    assert people < table.index("kaplan-1996") < animals < table.index("manchenko-2010")


def test_about_and_safety_show_everything_recorded(semax):
    """Nothing in these tables of the dataset is left out of the output."""
    about, safety = semax("about").out, semax("safety").out

    for statement in (*DATASET.substance.statements, *DATASET.article.caveats, *DATASET.status):
        assert statement.id in about
    for identifier in DATASET.substance.identifiers:
        assert identifier.value in about
    for entry in DATASET.safety:
        assert entry.id in safety


COMPUTED = {
    "evidence_kind",
    "certainty",
    "best_case",
    "direction",
    "people",
    "people_unknown",
    "people_on_claim",
    "gap",
    "label_check",
    "why",
}


def test_effects_and_claims_carry_what_the_rule_computes(semax):
    """Beside what the file says of them; mechanisms carry a kind and no certainty of benefit."""
    effects = items(semax("effects", "--json"))
    mechanisms = items(semax("mechanisms", "--json"))

    for item in (*effects, *(claim for effect in effects for claim in effect["claims"])):
        assert set(item) >= COMPUTED
    for item in mechanisms:
        assert set(item) & COMPUTED == {"evidence_kind"}


@pytest.mark.parametrize("claim", [c.id for e in DATASET.effects for c in e.claims])
def test_why_says_the_same_as_effects(semax, claim):
    """One rule, wherever its result is shown; and the table names each study and step."""
    (why,) = items(semax("why", claim, "--json"))
    (effect,) = items(semax("effects", why["effect"], "--json"))
    table = semax("why", claim).out

    (listed,) = (c for c in effect["claims"] if c["id"] == claim)
    assert {name: why[name] for name in COMPUTED} == {name: listed[name] for name in COMPUTED}
    assert all(study["id"] in table for study in why["studies"])
    assert all(step["rule"] in table for step in why["why"])
    assert "What would change this" in table


@pytest.mark.parametrize("effect", EFFECTS)
def test_no_certainty_is_shown_without_its_direction(semax, effect):
    """Nor is there one where nobody was tested."""
    (item,) = items(semax("effects", effect, "--json"))
    table = semax("effects", effect, COLUMNS="200").out

    for claim in (item, *item["claims"]):
        if claim["certainty"] is None:
            assert claim["evidence_kind"] in ("animal", "in-vitro", "none")
            assert claim["best_case"] is None
        elif claim["direction"] is None:
            assert claim["evidence_kind"] == "human-surrogate"
    said = [line for line in table.splitlines() if line.startswith("Certainty about people")]
    # The effect as a whole is shown where it is more than its only claim.
    assert len(said) == len(item["claims"]) + (len(item["claims"]) > 1)
    for line in said:
        assert re.search(r"absent: (animals|test tube) only|absent: no study|, \w+", line)


def test_the_map_shows_every_counted_study_and_every_empty_cell(semax):
    """What is in no cell was left out by the rule, and empty cells say so."""
    (*claims,) = items(semax("map", "--json"))
    table = semax("map", COLUMNS="100").out

    assert len(claims) == 15
    for claim in claims:
        (why,) = items(semax("why", claim["id"], "--json"))
        mapped = {study for cell in claim["cells"].values() for study in cell["studies"]}
        missing = {e["study"] for e in why["evidence"]} - mapped
        assert all(study in why["why"][0]["text"] for study in missing)
        (row,) = (line for line in table.splitlines() if line.startswith(claim["id"] + " "))
        assert row.count("none") == sum(cell["total"] == 0 for cell in claim["cells"].values())


# ---------------------------------------------------------------------------- looking up


@pytest.mark.parametrize(
    "key",
    [
        "lebedeva-2018",
        "LEBEDEVA-2018",
        "30225715",
        "PMID: 30225715",
        "https://pubmed.ncbi.nlm.nih.gov/30225715/",
        "10.1007/s10517-018-4234-3",
        "doi:10.1007/S10517-018-4234-3",
        "https://doi.org/10.1007/s10517-018-4234-3",
    ],
)
def test_a_study_is_found_by_any_identifier(semax, key):
    """Ids, PMIDs and DOIs, as people paste them."""
    assert [item["id"] for item in items(semax("study", "--json", "--id", key))] == [
        "lebedeva-2018"
    ]


@pytest.mark.parametrize(
    "wrong",
    [w for w in DATASET.misreferences if w.study and (w.pmids or w.dois)],
    ids=lambda w: w.id,
)
def test_a_wrong_reference_leads_to_the_right_study_and_says_so(semax, wrong):
    """Somebody who met it elsewhere finds out what is wrong with it."""
    for key in (*wrong.pmids, *wrong.dois):
        (found,) = items(semax("study", "--json", "--id", key))
        table = " ".join(semax("study", "--id", key).out.split())
        assert found["id"] == wrong.study
        assert wrong.id in [known["id"] for known in found["misreferences"]]
        assert f"Wrong in circulation: {wrong.given}. {wrong.problem}" in table


def test_a_wrong_reference_to_nothing_is_explained(semax):
    """There is no study to lead to, so it is an unknown id, with the reason."""
    done = semax("study", "--id", "26329290")

    assert done.code == 3
    assert "None of them is among PubMed's records on Semax." in done.err


@pytest.mark.parametrize(
    ("args", "passes"),
    [
        (["--kind", "human"], lambda p: p["kind"] == "human"),
        (["--about-semax", "no"], lambda p: p["about_semax"] == "no"),
        (["--language", "Ukrainian"], lambda p: p["language"] == "uk"),
        (
            ["--year", "2020-", "--kind", "review"],
            lambda p: (p["year"] >= 2020) & (p["kind"] == "review"),
        ),
    ],
)
def test_literature_filters(semax, args, passes):
    """The census by kind, subject, language and year."""
    everything = items(semax("literature", "--json"))
    expected = {p["pmid"] for p in everything if passes(p)}

    assert 0 < len(expected) < len(everything) == 215
    assert {p["pmid"] for p in items(semax("literature", "--json", *args))} == expected


def test_literature_says_first_what_there_is(semax):
    """How many, in people, randomised, in which languages, since when, and how it was searched."""
    top = semax("literature", "--year", "1901").out

    for said in (
        "215",
        "17, of which PubMed files 1 as randomised",
        "Russian 88",
        "1986",
        "2026-09-13",
    ):
        assert said in top
    assert "No record passes this filter." in top


def test_literature_leads_to_the_studies(semax):
    """Records that are studies here say which."""
    studies = {s.pmid: s.id for s in DATASET.studies if s.pmid}

    for publication in items(semax("literature", "--json")):
        assert publication["study"] == studies.get(publication["pmid"])


@pytest.mark.parametrize("key", ["pmid", "year", "title", "journal"])
def test_literature_sorts(semax, key):
    """By any key, up and down."""
    up = [p[key] for p in items(semax("literature", "--json", "--sort", key))]
    down = [p[key] for p in items(semax("literature", "--json", "--sort", key, "--reverse"))]

    ordered = sorted(
        up, key=lambda v: int(v) if key == "pmid" else v.lower() if isinstance(v, str) else v
    )
    assert up == ordered
    assert down == ordered[::-1]


def test_several_studies_come_in_the_order_asked_for(semax):
    """Each once, with or without --id."""
    done = semax("study", "kost-2001", "--json", "--id", "gusev-1997", "--id", "11443939")

    assert [item["id"] for item in items(done)] == ["kost-2001", "gusev-1997"]


def test_ids_are_read_from_standard_input(semax):
    """`-` takes words from a pipe, also with the quotes that JSON leaves around them."""
    done = semax("study", "--json", "--id", "-", stdin='"gusev-1997",\n 11443939\n')

    assert [item["id"] for item in items(done)] == ["gusev-1997", "kost-2001"]


def test_no_ids_on_standard_input_is_an_empty_list(semax):
    """A filter before it in the pipe may find nothing."""
    assert items(semax("study", "--json", "--id", "-")) == []
    assert semax("study", "--id", "-").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["effects", "memry"], 'There is no effect "memry". Did you mean memory?'),
        (
            ["effects", "stroke-recovery"],
            "The effect neuroprotection has the claim stroke-recovery.",
        ),
        (["effects", "depression"], "The effect neurogenesis has the claim mood-anxiety."),
        (["effects", "bdnf"], "Try `semax mechanisms bdnf`."),
        (["mechanisms", "pain"], "Try `semax effects pain`."),
        (["effects", "gusev-1997"], "Try `semax study --id gusev-1997`."),
        (["why", "stroke-recovry"], "Did you mean stroke-recovery or"),
        (["why", "pain"], "Try `semax effects pain`."),
        (["mechanisms", "bndf"], "Did you mean bdnf?"),
        (["study", "--id", "gusev-1979"], "gusev-1997"),
        (["study", "--id", "11517473"], "Did you mean 11517472"),
        (["studies", "--effect", "pian"], "Did you mean pain?"),
        (["studies", "--mechanism", "zzzzzz"], "`semax mechanisms` lists them all."),
    ],
)
def test_an_unknown_id_names_the_closest_and_exits_3(semax, args, said):
    """The message goes to standard error, and nothing to standard output."""
    done = semax(*args)

    assert (done.code, done.out) == (3, "")
    assert said in done.err


def test_all_unknown_ids_are_told_at_once(semax):
    """One line each."""
    done = semax("study", "--id", "nobody-1900", "--id", "gusev-1997", "--id", "noone-1900")

    assert [line.split('"')[1] for line in done.err.splitlines()] == ["nobody-1900", "noone-1900"]


# ----------------------------------------------------------------------------- filtering


def ids(done):
    """The ids of a run with --json."""
    return [item["id"] for item in items(done)]


@pytest.mark.parametrize(
    ("args", "passes"),
    [
        (["--system", "human"], lambda s: s["system"] == "human"),
        (
            ["--system", "cell", "--system", "CELL-FREE"],
            lambda s: s["system"] in ("cell", "cell-free"),
        ),
        (["--design", "controlled"], lambda s: s["design"] == "controlled"),
        (["--language", "ru"], lambda s: s["language"] == "ru"),
        (["--language", "Russian"], lambda s: s["language"] == "ru"),
        (
            ["--result", "no-difference", "--result", "mixed"],
            lambda s: any(b["result"] in ("no-difference", "mixed") for b in s["bears_on"]),
        ),
        (["--year", "2006"], lambda s: s["year"] == 2006),
        (["--year", "2006-2010"], lambda s: s["year"] and 2006 <= s["year"] <= 2010),
        (["--year", "2020-"], lambda s: s["year"] and s["year"] >= 2020),
        (["--year=-1999"], lambda s: s["year"] and s["year"] <= 1999),
        (["--effect", "pain"], lambda s: any(b["effect"] == "pain" for b in s["bears_on"])),
        (["--mechanism", "bdnf"], lambda s: any(b["mechanism"] == "bdnf" for b in s["bears_on"])),
        (
            ["--system", "human", "--effect", "memory", "--language", "en", "--year", "2018-"],
            lambda s: s["id"] in ("lebedeva-2018", "panikratova-2020"),
        ),
    ],
)
def test_a_filter_lists_what_passes_it_and_nothing_else(semax, args, passes):
    """Repeating a filter widens it, different ones must all be met."""
    everything = items(semax("studies", "--json"))
    expected = {study["id"] for study in everything if passes(study)}

    assert 0 < len(expected) < len(everything)
    assert set(ids(semax("studies", "--json", *args))) == expected


@pytest.mark.parametrize("key", ["id", "year", "title", "n"])
@pytest.mark.parametrize("reverse", [[], ["--reverse"]], ids=["up", "down"])
def test_studies_sort_by_any_key_with_unknown_values_last(semax, key, reverse):
    """Downwards as well: an unknown number is not the largest one."""
    values = [item[key] for item in items(semax("studies", "--json", "--sort", key, *reverse))]

    known = [v.lower() if isinstance(v, str) else v for v in values if v is not None]
    assert known == sorted(known, reverse=bool(reverse))
    assert None not in values[: len(known)]


def test_nothing_found_is_done(semax):
    """An empty list is an answer, and says so in the table."""
    assert items(semax("studies", "--json", "--year", "1901")) == []
    done = semax("studies", "--year", "1901")
    assert done.code == 0
    assert "No study passes this filter." in done.out


# -------------------------------------------------------------------------------- fields


@pytest.mark.parametrize("command", commands().values(), ids=commands())
def test_every_field_can_be_chosen_in_every_command(semax, command):
    """--fields takes any key of the items, and gives just those, in that order."""
    keys = list(items(semax(*command, "--json"))[0])[::-1]

    chosen = items(semax(*command, "--json", "--fields", ",".join(keys)))
    table = semax(*command, "--fields", ", ".join(keys))
    assert [list(item) for item in chosen] == [keys] * len(chosen)
    assert table.code == 0
    assert all(key in table.out for key in keys[1:])


def test_a_field_named_twice_is_shown_once(semax):
    """In the table as in JSON."""
    args = ["effects", "adhd", "--fields", "id,name,id"]

    assert items(semax(*args, "--json")) == [{"id": "adhd", "name": "ADHD"}]
    assert semax(*args).out == semax(*args[:-1], "id,name").out


def test_fields_reach_the_table_with_their_whole_content(semax):
    """Nested values too: nothing is cut."""
    table = semax("effects", "pain", "--fields", "id,claims", COLUMNS="200").out

    (pain,) = (effect for effect in DATASET.effects if effect.id == "pain")
    for evidence in pain.claims[0].evidence:
        assert f"study: {evidence.study}" in table
        assert evidence.finding.split()[-1] in table


@pytest.mark.parametrize("fields", ["nmae", "id,nmae", "", ","])
@pytest.mark.parametrize("shape", [[], ["--json"]], ids=["table", "json"])
def test_an_unknown_field_exits_2_and_lists_the_fields(semax, fields, shape):
    """Also where there is nothing to list."""
    done = semax("studies", "--year", "1901", "--fields", fields, *shape)

    assert (done.code, done.out) == (2, "")
    assert "Fields: id, title, title_original" in done.err


# ----------------------------------------------------------------- the command line itself


@pytest.mark.parametrize(
    "args",
    [
        ["efects"],
        ["effects", "--nonsense"],
        ["effects", "--format", "yaml"],
        ["effects", "--json", "--format", "table"],
        ["studies", "--system", "plants"],
        ["studies", "--sort", "colour"],
        ["studies", "--language", "Klingon"],
        ["studies", "--year", "last"],
        ["studies", "--year", "20062010"],
        ["studies", "--year", "-"],
        ["studies", "--year", "2010-2006"],
        ["study"],
    ],
    ids=" ".join,
)
def test_bad_usage_exits_2_with_a_message_and_no_output(semax, args):
    """One clear message on standard error."""
    done = semax(*args)

    assert (done.code, done.out) == (2, "")
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_version_names_tool_data_and_schema(semax):
    """Three lines, for people and for bug reports."""
    done = semax("--version")

    assert done.out.splitlines() == [
        f"semax {semax_cli.__version__}",
        f"data {DATASET.dataset.version}",
        f"schema {DATASET.schema_version}",
    ]


def test_python_dash_m_is_the_same_command(semax):
    """Where scripts are not on the path."""
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "semax_cli", "effects", "--json"],
        capture_output=True,
        check=True,
        env=clean_env(),
    )

    assert done.stdout.decode() == semax("effects", "--json").out


def test_help_leads_with_examples(semax):
    """Examples stand before the list of options, one a line."""
    for name in commands():
        said = semax(name, "--help").out
        assert f"    semax {name}" in said
        assert said.index("Examples:") < said.index("Options:")


def test_an_interrupt_exits_130_without_a_word():
    """Ctrl-C while it waits for standard input."""
    with subprocess.Popen(
        [SEMAX, "study", "--id", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_env(),
        # A shell that runs the tests in the background has told them to ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        # More than a pipe holds: once it is written, the command has begun to read.
        process.stdin.write(b" " * 1_000_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (130, b"")


def test_an_unexpected_error_is_one_sentence_and_exits_1(tmp_path):
    """No traceback reaches a user; SEMAX_DEBUG shows it for a bug report."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("import semax_cli.formats as f\nf.NAMES = None\nf.render = None\n")

    def run(**env):
        env = clean_env(PYTHONPATH=str(tmp_path), **env)
        return subprocess.run([SEMAX, "effects"], capture_output=True, check=False, env=env)

    done = run()
    assert done.returncode == 1
    assert done.stderr.startswith(b"semax: An unexpected error")
    assert b"Traceback" not in done.stderr
    assert b"Traceback" in run(SEMAX_DEBUG="1").stderr


# --------------------------------------------------------------------------- output files


def test_output_writes_what_would_be_printed(semax, tmp_path):
    """The same text, and nothing on standard output."""
    done = semax("effects", "--json", "--output", "out.json", cwd=tmp_path)

    assert (done.code, done.out, done.err) == (0, "", "")
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert text == semax("effects", "--json").out
    assert os.listdir(tmp_path) == ["out.json"]


def test_a_table_in_a_file_has_no_escape_codes(semax, tmp_path):
    """Not even where colour is forced for the terminal."""
    semax("effects", "-o", str(tmp_path / "t.txt"), FORCE_COLOR="1")

    assert "\x1b" not in (tmp_path / "t.txt").read_text(encoding="utf-8")


def test_a_failing_command_leaves_the_file_alone(semax, tmp_path):
    """Whole or not at all: what stood there stays."""
    path = tmp_path / "out.json"
    path.write_text("precious")

    assert semax("effects", "nosuch", "-o", str(path)).code == 3
    assert semax("effects", "--data", "nosuch", "-o", str(path)).code == 4
    assert path.read_text() == "precious"
    assert os.listdir(tmp_path) == ["out.json"]


def test_output_follows_a_link_and_keeps_the_mode(semax, tmp_path):
    """Replacing a file must not turn a link into a file or open a closed one."""
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)

    semax("warning", "--json", "-o", str(link))

    assert link.is_symlink()
    assert json.loads(real.read_text())["count"] == 1
    assert real.stat().st_mode & 0o777 == 0o600


def test_output_to_a_dash_is_standard_output(semax, tmp_path):
    """As everywhere; no file of that name is made."""
    done = semax("warning", "-o", "-", cwd=tmp_path)

    assert done.out == semax("warning").out
    assert os.listdir(tmp_path) == []


def test_output_to_a_device_writes_to_it(semax):
    """/dev/stdout and the like are not replaced by files."""
    assert json.loads(semax("warning", "--json", "-o", "/dev/stdout").out)["count"] == 1


@pytest.mark.parametrize("place", ["missing/out.json", "."])
def test_an_impossible_output_exits_1_and_says_where(semax, tmp_path, place):
    """A folder, or a file in a folder that does not exist."""
    done = semax("effects", "-o", place, cwd=tmp_path)

    assert (done.code, done.out) == (1, "")
    assert f"Cannot write {place}" in done.err
    assert os.listdir(tmp_path) == []


# -------------------------------------------------------------------------- other datasets


def test_another_dataset_is_read_by_option_or_environment(semax, dataset_file):
    """--data wins over SEMAX_DATA."""
    path = str(dataset_file("name = ", 'name = "Thinking"', table='id = "memory"'))

    for args, env in ((["--data", path], {}), ([], {"SEMAX_DATA": path})):
        (effect,) = items(semax("effects", "memory", "--json", *args, **env))
        assert effect["name"] == "Thinking"
    assert semax("effects", "--data", path, SEMAX_DATA="nosuch").code == 0
