"""The README is true: its commands run as written, and what it names is there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mahalle import main

README = Path(__file__).parents[1] / "README.md"
ROOT = README.parent
DATA = ROOT / "data" / "defne"
# What the README calls a municipality's own files.
FILES = {
    "sinirlar.geojson": ROOT / "data" / "boundaries" / "defne.geojson",
    "nufus.tsv": DATA / "tuik_adnks_2023_2025.tsv",
    "dosya.xlsx": None,
}


def blocks() -> list[str]:
    return re.findall(r"```\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)


def commands() -> list[str]:
    """The lines that begin with `mahalle`, without their comments; serving is tried in tests/browser."""
    lines = [line.split("   #")[0].rstrip() for block in blocks() for line in block.splitlines() if line.startswith("mahalle -w")]
    return [line for line in lines if not line.endswith(" serve")]


def test_readme_commands_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, source in FILES.items():
        shutil.copyfile(source or DATA / "tablo08_nufus_mahalle.tsv", tmp_path / name)
    # The table is no workbook; under its own name it can be looked at.
    (tmp_path / "dosya.xlsx").rename(tmp_path / "dosya.tsv")

    for line in commands():
        words = shlex.split(line.replace("dosya.xlsx", "dosya.tsv"))
        if words[3] == "names" and words[4:5] == ["accept"]:
            plan = ["-w", "atlas", "import", "population", "dosya.tsv", "--source", "plan"]
            assert CliRunner().invoke(main, plan).exit_code == 0
        result = CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}"


def test_readme_names_each_command_of_the_help() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in main.commands if f" {name}" not in text] == []


def test_readme_make_targets_and_picture_exist() -> None:
    text = README.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) - {"does"} <= targets
    assert all((ROOT / picture).is_file() for picture in re.findall(r"!\[.*?\]\((.*?)\)", text))


def test_pictures_of_the_documents_exist_and_none_is_left_over() -> None:
    shown = {
        (page.parent / picture).resolve()
        for page in [README, *(ROOT / "docs").rglob("*.md")]
        for picture in re.findall(r"!\[.*?\]\((.*?)\)", page.read_text(encoding="utf-8"))
    }
    assert shown == set((ROOT / "docs" / "images").rglob("*.png"))


def test_readme_house_holds_each_module() -> None:
    house = next(block for block in blocks() if "the command line" in block)
    named = set(re.findall(r"[a-z_]+", house))
    for package in ("geo", "layers"):
        modules = {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__"}
        assert sorted(modules - named) == []
