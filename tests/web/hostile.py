"""A workspace whose names, codes and sources try to be markup, made by the real imports."""

import json
from pathlib import Path

from shapely.geometry import box, mapping

from layers.importing import ImportOptions, import_files
from layers.workspace import create_workspace, open_workspace

HOSTILE = "<img src=x onerror=alert(1)>"
HOSTILE_CODE = "\"'</script><script>alert(2)</script>"


def hostile_workspace(folder: Path) -> Path:
    """Three neighbourhoods, two of them with names and codes that try to be markup; one without population."""
    named = ((HOSTILE, "1"), ("{{7*7}} %(x)s ${x}", HOSTILE_CODE), ("Işıklı", "3"))
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "code": code},
            "geometry": mapping(box(36 + x / 10, 36, 36.1 + x / 10, 36.1)),
        }
        for x, (name, code) in enumerate(named)
    ]
    boundaries = folder / "sinir.geojson"
    boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    population = folder / "nufus.tsv"
    rows = (
        "KOD\tNÜFUS 2022\tNÜFUS 2023",
        "1\t100\t50",
        f'"{HOSTILE_CODE.replace(chr(34), chr(34) * 2)}"\t200\t300',
    )
    population.write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = create_workspace(folder / "workspace", name="<b>Kötü</b> Atlas", province="Hatay", district="Defne")
    import_files(workspace, "boundaries", [boundaries], ImportOptions(source=HOSTILE))
    import_files(workspace, "population", [population], ImportOptions(source=HOSTILE))
    return workspace.path


def add_hostile_parks(workspace: Path, count: int) -> None:
    """Parks all over the first neighbourhood, each with a name that tries to be markup."""
    side, places = 0.001, range(count)
    features = [
        {
            "type": "Feature",
            "properties": {"PARK ADI": f"{HOSTILE} {place}", "TÜR": "Park"},
            "geometry": mapping(box(x, y, x + side, y + side)),
        }
        for place in places
        for x, y in ((36 + side * (place % 100), 36 + side * (place // 100)),)
    ]
    parks = workspace / "parklar.geojson"
    parks.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    import_files(open_workspace(workspace), "parks", [parks], ImportOptions(source="parklar"))
