"""A small town with municipal plots, whose best parks can be worked out on paper."""

from pathlib import Path

from small_town import box, lay, multi, rows, small_town

# Block, corner, side (m), zone, leased. No roads: 500 m of walking are 500 / 1.3 = 384.6 m straight.
PLOTS = [
    ("1", (560, 200), 20, "park", False),  # 100 m from (560, 100): 200 people
    ("2", (950, 900), 20, "park", False),  # 50 m from (900, 900), 130 m from (1100, 900): 400 people
    ("3", (1800, 100), 20, "park", False),  # 80 m from (1900, 100): 200 people; its shape is its parcel's
    ("4", (1000, 880), 20, "residential", False),
    ("5", (900, 850), 20, "park", True),
    ("6", (900, 800), 20, "park", False),  # on AMB
    ("7", (940, 950), 10, "park", False),  # 100 m2
    ("8", (500, 500), 20, "park", False),  # nobody knows where
    ("9", (900, 960), 20, "park", False),  # 60 m and 189.7 m: the same 400 people
]
GREEN = """
code: active_green
title: {tr: Aktif yeşil alan, en: Active green area}
unit: m2_per_person
rules:
  - valid_from: 2014-06-14
    law: Deneme
    article: "1"
    verified: true
    checked: {by: deneme, where: deneme, when: 2026-01-01}
    counts: [park]
    groups:
      - {from: 0, m2_per_person: 10}
"""
DUTY = """
rules:
  - {key: small, kind: park, measure: area_m2, below: 300, authority: district, source: "Karar 1"}
  - {key: large, kind: park, measure: area_m2, at_least: 300, authority: metropolitan, source: "Karar 1"}
"""


def siting_town(folder: Path, parcel: str = "1") -> Path:
    """The town with its plots, plan, ground, an old park, and rules of its own; `parcel` is the number of every parcel."""
    folder = small_town(folder)
    shapes = [box(*corner, side) for _, corner, side, _, _ in PLOTS]
    names = ["Doğu" if corner[0] > 1000 else "Batı" for _, corner, _, _, _ in PLOTS]
    blocks = [block for block, *_ in PLOTS]
    drawn = [None if block in "38" else shape for block, shape in zip(blocks, shapes, strict=True)]
    areas = [float(side * side) for _, _, side, _, _ in PLOTS]
    leased = [leased for *_, leased in PLOTS]
    shares = [area / 4 if block == "2" else area for block, area in zip(blocks, areas, strict=True)]
    keys = {"neighbourhood_name": names, "block_no": blocks, "parcel_no": [parcel] * len(blocks)}
    owned = {
        **keys,
        "nature": ["building_plot"] * len(blocks),
        "net_area_m2": areas,
        "share_area_m2": shares,
        "is_leased": leased,
    }
    lay(folder, "assets", rows(owned, multi(drawn)))
    lay(folder, "parcels", rows({name: [values[2]] for name, values in keys.items()}, multi([shapes[2]])))
    zones = {"land_use": [zone for *_, zone, _ in PLOTS], "plan_level": ["implementation_1000"] * len(PLOTS)}
    lay(folder, "zoning", rows({**zones, "zoning_block": blocks}, multi(shapes)))
    lay(folder, "settlement_suitability", rows({"suitability_class": ["disaster_prone"]}, multi([box(895, 795, 30)])))
    park = rows(
        {"neighbourhood_name": ["Batı"], "name": ["Eski Park"], "kind": ["park"], "area_m2": [1600.0]}, multi([box(80, 80, 40)])
    )
    lay(folder, "parks", park)
    (folder / "standards").mkdir()
    (folder / "standards" / "active_green.yaml").write_text(GREEN, encoding="utf-8")
    (folder / "duty.yaml").write_text(DUTY, encoding="utf-8")
    return folder
