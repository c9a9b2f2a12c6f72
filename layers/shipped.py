"""The data that ship with the project, and the demo workspace that is built from them."""

import csv
from collections.abc import Mapping
from pathlib import Path

import yaml

from geo.names import place_key
from geo.numbers import parse_column
from geo.turkish import fold, slug

_HERE = Path(__file__).parent
_MANIFEST = "kaynaklar.yaml"


def data_folder() -> Path:
    """Where the shipped data lie: inside the package in an installed wheel, beside the code in a checkout."""
    inside = _HERE / "data"
    return inside if inside.is_dir() else _HERE.parent / "data"


def manifest(municipality: str) -> Mapping[str, object]:
    """What a shipped municipality's folder holds: its scope, files with their documents, and the imports of the demo."""
    text = (data_folder() / municipality / _MANIFEST).read_text(encoding="utf-8")
    described: Mapping[str, object] = yaml.safe_load(text)
    return described


def shipped_rows(municipality: str, file: str) -> list[dict[str, str]]:
    """A shipped table as printed, row by row."""
    with (data_folder() / municipality / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def shipped_centres(province: str, district: str | None) -> dict[str, tuple[float, float]]:
    """Approximate longitude and latitude of a district's neighbourhoods by place key, where we ship them; else nothing."""
    municipality = slug(district or "")
    if not municipality or not (data_folder() / municipality / _MANIFEST).is_file():
        return {}
    described = manifest(municipality)
    if fold(str(described["province"])) != fold(province):
        return {}
    rows = shipped_rows(municipality, "merkezler.tsv")
    longitudes = parse_column([row["BOYLAM"] for row in rows], fallback="tr").numbers
    latitudes = parse_column([row["ENLEM"] for row in rows], fallback="tr").numbers
    return {
        place_key(row["MAHALLE"]): (longitude.value, latitude.value)
        for row, longitude, latitude in zip(rows, longitudes, latitudes, strict=True)
        if longitude.value is not None and latitude.value is not None
    }
