"""`mahalle report …`: files by suffix, refusals in words with exit code 1, and never half a file."""

import subprocess
import sys
from pathlib import Path

import pytest
from printed import pages_of
from workspaces import ROOT, done, run, take

from geo.synthetic.town import Size
from layers.accounts import Accounts
from layers.ornek import build_example
from layers.workspace import open_workspace


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ornek") / "workspace"
    build_example(path, Size(24, 600), seed=1)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
@pytest.mark.parametrize(
    "words",
    [
        ("neighbourhood", "Ağaçlı"),
        ("district",),
        ("green",),
        ("siting", "park"),
        ("targets",),
    ],
)
def test_every_report_is_written_in_both_languages(example: Path, tmp_path: Path, words: tuple[str, ...], suffix: str) -> None:
    more = ("--count", "2", "--reach-m", "600") if words[0] == "siting" else ()
    for language in ("tr", "en"):
        out = tmp_path / f"{language}{suffix}"
        done(run(example, "report", *words, out, *more, "--language", language))
        assert out.stat().st_size > 5_000
    assert (tmp_path / f"tr{suffix}").read_bytes() != (tmp_path / f"en{suffix}").read_bytes()


@pytest.mark.slow
def test_all_cards_are_written_at_once(demo: Path, tmp_path: Path) -> None:
    answer = done(run(demo, "report", "neighbourhoods", tmp_path / "karneler", "--date", "2026-11-26"))
    files = sorted((tmp_path / "karneler").iterdir())
    assert len(files) == 37
    assert all(file.suffix == ".pdf" and len(pages_of(file.read_bytes())) == 2 for file in files)
    assert "37 karne" in answer.err
    one = tmp_path / "sinanli.pdf"
    done(run(demo, "report", "neighbourhood", "Sinanlı", one, "--date", "2026-11-26"))
    assert one.read_bytes() == next(file for file in files if file.name.startswith("sinanli-")).read_bytes()


@pytest.mark.slow
def test_a_draft_is_marked_on_each_page_and_left_out_when_told_to(own_demo: Path, tmp_path: Path) -> None:
    card = ("report", "neighbourhood", "Sinanlı")
    done(run(own_demo, *card, tmp_path / "a.pdf"))
    Accounts(open_workspace(own_demo).store().register).add("Müdür", "administrator", "dut incir zeytin")
    done(run(own_demo, *card, tmp_path / "b.pdf", "--released"))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    table = tmp_path / "t.tsv"
    table.write_text("MAHALLE\t2025\nSinanlı\t98765\n", encoding="utf-8")
    done(take(own_demo, "population", table, source="tuik"))
    said = done(run(own_demo, *card, tmp_path / "taslak.pdf"))
    assert "Taslak, henüz yayımlanmadı: population" in said.err
    pages = pages_of((tmp_path / "taslak.pdf").read_bytes())
    assert len(pages) == 2
    assert all("TASLAK · yayımlanmamış sürümlerden: Nüfus" in page for page in pages)
    assert any("98.765" in page for page in pages)
    assert "Taslak" not in done(run(own_demo, *card, tmp_path / "c.pdf", "--released")).err
    assert (tmp_path / "c.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
    for words in (("district",), ("green",), ("neighbourhoods",)):
        folder = tmp_path / words[0]
        folder.mkdir()
        for released, names in ((False, "taslak"), (True, "yayin")):
            out = folder / names if words[0] == "neighbourhoods" else folder / f"{names}.pdf"
            done(run(own_demo, "report", *words, out, *(["--released"] if released else []), "--language", "en"))
            for file in out.iterdir() if out.is_dir() else [out]:
                assert {"DRAFT" in page for page in pages_of(file.read_bytes())} == {not released}


def test_an_unknown_name_is_refused_with_the_nearest(demo: Path, tmp_path: Path) -> None:
    answer = run(demo, "report", "neighbourhood", "Sinanli", tmp_path / "karne.pdf")
    assert answer.code == 1
    assert "Sinanlı" in answer.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("neighbourhood", "Sinanlı", "karne.docx"),
        ("district", "ilce"),
        ("green", "yesil.csv"),
        ("targets", "hedef.geojson"),
        ("siting", "park", "yer.geojson", "--count", "2"),
        ("siting", "heykel", "yer.pdf", "--count", "2"),
        ("targets", "hedef.pdf", "--year", "1999"),
        ("district", "ilce.pdf", "--from", "1999"),
    ],
)
def test_what_cannot_be_is_refused_in_words_without_a_file(demo: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    placed = [tmp_path / word if "." in word or word == "ilce" else word for word in words]
    answer = run(demo, "report", *placed)
    assert answer.code == 1
    assert answer.err.startswith("✗ ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_a_report_that_has_no_place_is_refused_in_both_languages(demo: Path, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "dosya").write_text("bir dosya")
    places = [(("district",), tmp_path / "yok" / f"r{suffix}"), (("neighbourhood", "Sinanlı"), tmp_path / "dosya" / f"r{suffix}")]
    places += [(("neighbourhoods",), tmp_path / "dosya" / "karneler"), (("targets",), tmp_path / "yok" / "t.csv")]
    for words, out in places:
        answer = run(demo, "report", *words, out)
        assert answer.code == 1
        assert "yazılamadı" in answer.err
        assert "could not be written" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["dosya"]


def test_a_report_of_nothing_is_refused(tmp_path: Path) -> None:
    done(run(tmp_path / "bos", "init", "Boş", "--province", "Hatay", "--district", "Defne"))
    for words in (("district", "x.pdf"), ("green", "x.xlsx"), ("neighbourhood", "A", "x.pdf"), ("targets", "x.pdf")):
        answer = run(tmp_path / "bos", "report", *words[:-1], tmp_path / words[-1])
        assert answer.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["bos"]


def test_an_impossible_date_is_wrong_use(demo: Path, tmp_path: Path) -> None:
    assert run(demo, "report", "district", tmp_path / "x.pdf", "--date", "31.02.2026").code == 2


# No file of the process may grow beyond this: a full disk, as far as it can tell.
FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from mahalle import main
main(sys.argv[2:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes to stand for a full disk")
@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_a_report_that_fails_halfway_keeps_the_old_file(demo: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"ilce{suffix}"
    out.write_bytes(b"the former report")
    command = [sys.executable, "-c", FULL_DISK, "4000", "-w", str(demo), "report", "district", str(out)]
    failed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert failed.returncode == 1, failed.stderr
    assert "yazılamadı" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert out.read_bytes() == b"the former report"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
