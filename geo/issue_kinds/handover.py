"""Kinds of issues about handing data on: formats, packages, change lists, profiles."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "format-needs-shapes": Kind(
        "error",
        "planner",
        "{format} yalnız şekli olan satırlar içindir; {name} tablosunda şekil yok. CSV (.csv), XLSX (.xlsx) ya da GeoPackage (.gpkg) yazın.",
        "{format} is for rows with shapes; the table {name} has none. Write CSV (.csv), XLSX (.xlsx) or a GeoPackage (.gpkg).",
    ),
}
