"""Workspaces for tests: how to make one, ask it by the command line, and tell whether its content changed."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from click.testing import CliRunner

from layers.importing import current_frame
from layers.shipped import manifest
from layers.workspace import open_workspace
from mahalle import main

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "defne"
SKETCHED = ROOT / "data" / "boundaries" / "defne.geojson"
BROKEN = Path(__file__).parent / "fixtures" / "broken"
PLAN = DATA / "tablo08_nufus_mahalle.tsv"
TUIK = DATA / "tuik_adnks_2023_2025.tsv"
TEXT = DATA / "metin_nufus.tsv"


# The demo imports each table once; the last revision of a layer is the number of its tables.
DEMO_REVISIONS = dict(sorted(Counter(step["layer"] for step in manifest("defne")["imports"]).items()))  # type: ignore[attr-defined]
# Names of the plan's table of property that are no neighbourhoods, or misprints of one: a person has to say.
OPEN_NAMES_OF_THE_DEMO = (
    *("TOSUNPINAR", "İNÖNÜ", "NAHIRLI", "TAVUKLU", "DURSUNLU/DURSUNLU", "AŞAĞIOKUCULAR", "ATATÜRK", "ÖZENGİLİ"),
    *("GAZİPAŞA", "BOSTANEREK", "BEDEVİ"),
)


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output; anything else there is an error."""
        return json.loads(self.out)

    def issues(self, kind: str) -> list[dict[str, Any]]:
        """The issue rows of one kind of an import."""
        return [issue for issue in self.document["issues"] if issue["kind"] == kind]

    @property
    def kinds(self) -> set[str]:
        """The kinds of issues of an import."""
        return {issue["kind"] for issue in self.document["issues"]}


def run(workspace: Path, *words: object) -> Answer:
    """One command in this process; an exception that no command should let out is raised here."""
    result = CliRunner().invoke(main, ["-w", str(workspace), *(str(word) for word in words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def take(workspace: Path, layer: str, file: Path, *words: object, source: str = "deneme") -> Answer:
    """An import that answers in JSON."""
    return run(workspace, "import", layer, file, "--source", source, "--format", "json", *words)


def done(answer: Answer) -> Answer:
    """The answer of a command that must have succeeded."""
    assert answer.code == 0, answer.err
    return answer


def findings(workspace: Path) -> list[dict[str, Any]]:
    """What `mahalle check` finds."""
    found: list[dict[str, Any]] = done(run(workspace, "check", "--format", "json")).document["findings"]
    return found


def atlas(workspace: Path, *words: object) -> dict[str, dict[str, Any]]:
    """The atlas by neighbourhood name."""
    records = done(run(workspace, "atlas", "--format", "json", *words)).document
    return {record["name"]: record for record in records}


def make(folder: Path, *, province: str = "Hatay", district: str | None = "Defne") -> Path:
    """An empty workspace."""
    scope = ["--province", province, *(["--district", district] if district else [])]
    done(run(folder, "init", "Deneme", *scope))
    return folder


def content(folder: Path) -> dict[str, object]:
    """All that a workspace's store says, down to the bytes of the shapes: equal where nothing changed."""
    store = open_workspace(folder).store()
    said: dict[str, object] = {"aliases": store.aliases()}
    for layer in store.layers():
        for revision in store.history(layer):
            number = revision.number
            said[f"{layer} {number}"] = (
                revision,
                records(store.read(layer, number)),
                store.issues(layer, number),
                store.quarantine(layer, number),
            )
    return said


def current(folder: Path, layer: str) -> pd.DataFrame:
    """The rows of a layer's current revision."""
    workspace = open_workspace(folder)
    frame = current_frame(workspace, workspace.store(), layer)
    assert frame is not None
    return frame


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as plain values that compare equal: missing ones are None, shapes their bytes."""
    plain = pd.DataFrame(frame).astype(object)
    if isinstance(frame, gpd.GeoDataFrame):
        plain[frame.geometry.name] = [None if shape is None else shapely.to_wkb(shape) for shape in frame.geometry]
    return plain.where(plain.notna(), None).to_dict(orient="records")


def table(path: Path, rows: Iterable[Iterable[object]], *, delimiter: str = "\t", encoding: str = "utf-8") -> Path:
    """Write rows of cells as a table, one line a row."""
    text = "".join(delimiter.join(str(cell) for cell in row) + "\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def geojson(path: Path, features: Iterable[Mapping[str, object]], **members: object) -> Path:
    """Write features as a FeatureCollection, as any other program would."""
    collection = {"type": "FeatureCollection", "features": list(features), **members}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path


def square(x: float, y: float, side: float = 0.01) -> dict[str, object]:
    """A square as a GeoJSON geometry, by its south-west corner."""
    corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [[[round(value, 6) for value in corner] for corner in corners]]}


def feature(name: object, geometry: Mapping[str, object] | None, **properties: object) -> dict[str, object]:
    """A GeoJSON feature with the heading MAHALLE."""
    return {"type": "Feature", "properties": {"MAHALLE": name, **properties}, "geometry": geometry}
