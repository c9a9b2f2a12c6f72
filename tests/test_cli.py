"""The command line: exit codes 0, 1 and 2, data on standard output, words on standard error, nothing asked."""

import csv
import io
import json
import socket
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from workspaces import BROKEN, PLAN, ROOT, SKETCHED, Answer, done, findings, make, run

from commands.taking_in import parse_columns
from mahalle import main


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "defne"
    done(run(folder, "demo", "--no-serve"))
    return folder


def shell(*words: object, **environment: str) -> Answer:
    """A real process, as a planner would start it."""
    command = [sys.executable, "-m", "mahalle", *(str(word) for word in words)]
    plain = {"PATH": "/usr/bin:/bin", "HOME": str(ROOT), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} | environment
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=plain)
    return Answer(result.returncode, result.stdout, result.stderr)


# --------------------------------------------------------------------------- real processes


def test_demo_and_atlas_as_real_processes_answer_in_json_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    built = shell("-w", folder, "demo", "--no-serve")
    assert (built.code, built.out) == (0, ""), built.err
    shown = shell("-w", folder, "atlas", "--from", "2022", "--to", "2023", "--format", "json")
    assert shown.code == 0
    assert shown.err == ""
    assert len(json.loads(shown.out)) == 37
    # The folder may also come from the environment.
    assert shell("layers", "--format", "json", MAHALLE_WORKSPACE=str(folder)).code == 0


def test_refusal_as_a_real_process_is_exit_1_without_a_traceback(tmp_path: Path) -> None:
    answer = shell("-w", tmp_path / "yok", "atlas", "--format", "json")
    assert (answer.code, answer.out) == (1, "")
    assert "Traceback" not in answer.err
    assert "mahalle init" in answer.err


def test_output_in_a_plain_c_locale_is_turkish_all_the_same(demo: Path) -> None:
    answer = shell("-w", demo, "atlas", "--format", "csv", LC_ALL="C", LANG="C")
    assert answer.code == 0, answer.err
    assert "Sümerler" in answer.out


# --------------------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["-h"],
        *([command, "--help"] for command in sorted(main.commands)),
        ["names", "accept", "--help"],
        ["names", "reject", "--help"],
    ],
    ids=" ".join,
)
def test_help_is_exit_0_and_on_standard_output(tmp_path: Path, words: list[str]) -> None:
    answer = run(tmp_path, *words)
    assert answer.code == 0
    assert answer.out.strip()
    assert answer.err == ""


@pytest.mark.skipif(
    not list(metadata.distributions(name="mahalle")), reason="the project is run from its folder and not installed"
)
def test_version_is_that_of_the_installed_project(tmp_path: Path) -> None:
    assert metadata.version("mahalle") in done(run(tmp_path, "--version")).out


def test_commands_of_this_part_are_all_there() -> None:
    wanted = {"demo", "init", "layers", "import", "names", "check", "history", "undo", "atlas", "export", "sketch", "serve"} | {
        "package"
    }
    assert wanted <= set(main.commands)


@pytest.mark.parametrize(
    "words",
    [
        ["yok"],
        ["import"],
        ["import", "population"],
        ["import", "population", PLAN, "--columns", "adsız"],
        ["import", "population", PLAN, "--columns", "=MAHALLE"],
        ["import", "population", PLAN, "--crs", "TM36"],
        ["import", "population", PLAN, "--format", "xml"],
        ["atlas", "--from", "iki bin"],
        ["atlas", "--format", "xml"],
        ["export", "atlas"],
        ["init", "Deneme"],
        ["names", "accept", "SINANLI"],
        ["history"],
        ["serve", "--port", "70000"],
        ["check", "--olmaz"],
    ],
    ids=lambda words: " ".join(str(word) for word in words),
)
def test_wrong_use_is_exit_2_with_usage_on_standard_error(demo: Path, words: list[object]) -> None:
    answer = run(demo, *words)
    assert answer.code == 2
    assert answer.out == ""
    assert "Usage:" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ["history", "parklar"],
        ["undo", "parklar"],
        ["undo", "statements"],
        ["export", "parklar", "a.csv"],
        ["export", "atlas", "a.xyz"],
        ["atlas", "--from", "1990"],
        ["names", "accept", "SINANLI", "Yok"],
        ["names", "reject", "Yok"],
        ["import", "population", "yok.csv"],
        ["init", "Deneme", "--province", "Hatay"],
    ],
    ids=" ".join,
)
def test_refusal_is_exit_1_with_reasons_in_both_languages(demo: Path, words: list[str]) -> None:
    answer = run(demo, *words)
    assert answer.code == 1
    assert answer.out == ""
    lines = [line for line in answer.err.splitlines() if line.strip()]
    assert lines[0].startswith("✗ ")
    assert lines[1].startswith("  ")
    assert lines[0].removeprefix("✗ ") != lines[1].strip()


# --------------------------------------------------------------------------- one JSON document and nothing else


@pytest.mark.parametrize(
    "words",
    [["atlas"], ["layers"], ["names"], ["history", "population"], ["check"]],
    ids=" ".join,
)
def test_format_json_is_one_document_and_silence_on_standard_error(demo: Path, words: list[str]) -> None:
    answer = done(run(demo, *words, "--format", "json"))
    assert answer.document is not None
    assert answer.err == ""
    assert "NaN" not in answer.out
    assert "\\u" not in answer.out


def test_import_json_has_the_promised_keys_whether_taken_or_refused(demo: Path) -> None:
    keys = {"layer", "revision", "rows_in", "rows_stored", "rows_quarantined", "rows_out_of_scope", "issues"}
    issue_keys = {"row", "column", "kind", "severity", "old", "new", "message"}
    taken = run(demo, "import", "population", PLAN, "--dry-run", "--format", "json")
    refused = run(demo, "import", "population", BROKEN / "missing-column.tsv", "--format", "json")
    for answer, code in ((taken, 0), (refused, 1)):
        assert answer.code == code
        assert set(answer.document) == keys
        assert all(set(issue) >= issue_keys for issue in answer.document["issues"])
    assert refused.document["revision"] is None
    assert taken.err == ""


def test_check_json_has_the_promised_keys(demo: Path) -> None:
    keys = {"kind", "severity", "layers", "where", "stated", "computed", "message"}
    found = done(run(demo, "check", "--format", "json")).document["findings"]
    assert all(set(finding) >= keys for finding in found)


def test_format_csv_is_read_back_equal(demo: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(done(run(demo, "atlas", "--format", "csv")).out)))
    records = done(run(demo, "atlas", "--format", "json")).document
    assert [row["name"] for row in rows] == [record["name"] for record in records]
    assert [int(row["population_2023"]) for row in rows] == [record["population_2023"] for record in records]
    assert [float(row["change_pct"]) for row in rows] == [record["change_pct"] for record in records]


def test_table_for_people_is_aligned_and_turkish(demo: Path) -> None:
    lines = done(run(demo, "atlas")).out.splitlines()
    assert len(lines) == 38
    assert any("11.342" in line and "Sümerler" in line for line in lines)
    starts = {line.index("Defne") for line in lines[1:]}
    assert len(starts) == 1


# --------------------------------------------------------------------------- messages


def test_import_says_in_both_languages_what_became_of_the_rows(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    answer = done(run(folder, "import", "boundaries", SKETCHED))
    assert answer.out == ""
    assert "37 satır geldi, 37 alındı, 0 ayrıldı, 0 kapsam dışı; sürüm 1" in answer.err
    assert "37 rows in, 37 stored, 0 set aside, 0 out of scope; revision 1" in answer.err
    rehearsed = done(run(folder, "import", "boundaries", SKETCHED, "--dry-run"))
    assert "saklanmadı" in rehearsed.err
    assert "not stored" in rehearsed.err


def test_import_source_defaults_to_the_name_of_the_file(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(run(folder, "import", "boundaries", SKETCHED))
    assert done(run(folder, "layers", "--format", "json")).document[0]["sources"] == ["defne"]


def test_import_note_is_kept_in_the_history(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(run(folder, "import", "boundaries", SKETCHED, "--note", "kadastro yazısı 12/3"))
    assert done(run(folder, "history", "boundaries", "--format", "json")).document[0]["note"] == "kadastro yazısı 12/3"


def test_check_for_people_gives_both_languages_and_exit_0(demo: Path) -> None:
    answer = done(run(demo, "check"))
    lines = answer.out.splitlines()
    assert len(lines) == 2 * len(findings(demo))
    assert lines[0].startswith("✗ [permuted-values]")
    assert lines[1].startswith("  ")


def test_parse_columns_keeps_headings_that_hold_an_equals_sign() -> None:
    assert parse_columns("name=A=B, code=KOD") == {"name": "A=B", "code": "KOD"}
    assert parse_columns("") == {}


def test_serve_on_a_port_that_is_taken_is_refused_with_another(demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        # A process of its own: waitress leaves its socket open when it cannot bind.
        answer = shell("-w", demo, "serve", "--port", taken.getsockname()[1], PYTHONWARNINGS="ignore")
    assert answer.code == 1
    assert "--port" in answer.err
