"""Layers and code names of a municipality's own: they behave like built-in ones, and a mistake names file, line and reason."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from workspaces import BROKEN, ROOT, current, done, make, run, table, take

from geo.errors import RefusedError
from layers import LAYERS
from layers.own import code_aliases, own_layers
from layers.workspace import open_workspace

FOUNTAINS = """\
title: {tr: Çeşmeler, en: Fountains}
description:
  tr: Belediyenin baktığı çeşmeler.
  en: Fountains that the municipality keeps.
geometry: Point
owner: {tr: Fen İşleri Müdürlüğü, en: Public works department}
authority: district
style: {colour: "#3a8ad8", by: state}
identity: [name]
fields:
  - name: name
    title: {tr: Çeşme adı, en: Fountain}
    type: text
    required: true
    headings: [adı, çeşme]
  - name: flow_m2
    title: {tr: Havuz alanı, en: Basin}
    type: number
    unit: m2
    extensive: true
  - name: state
    title: {tr: Durum, en: State}
    type: code
    codes:
      - {key: running, tr: Akıyor, en: Running, written: [açık], colour: "#3a8ad8"}
      - {key: dry, tr: Kuru, en: Dry, written: [akmıyor], colour: "#b0a080"}
  - name: built_on
    title: {tr: Yapım tarihi, en: Built on}
    type: date
  - name: caretaker_note
    title: {tr: Bakım notu, en: Caretaker's note}
    type: text
    public: false
"""
ROWS = [
    ["MAHALLE", "ÇEŞME", "HAVUZ ALANI (m2)", "DURUM", "YAPIM TARİHİ", "BAKIM NOTU", "BOYLAM", "ENLEM"],
    ["Tavla", "Çınar Çeşmesi", "12,5", "Akıyor", "01.05.1998", "vana eski", "36,126", "36,139"],
    ["Harbiye", "Şelale Çeşmesi", "8", "Akmıyor", "", "", "36,141", "36,133"],
    ["Olmayanköy", "Meşe Çeşmesi", "3", "damlıyor", "", "", "36,142", "36,134"],
]


def put(folder: Path, text: str = FOUNTAINS, name: str = "fountains.yaml") -> Path:
    path = folder / "layers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(own_drawn: Path) -> Path:
    """A workspace with boundaries and a layer of its own."""
    put(own_drawn)
    return own_drawn


def test_an_own_layer_is_imported_listed_exported_and_compared_like_a_built_in_one(folder: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "cesmeler.tsv", ROWS)
    answer = done(take(folder, "fountains", file))
    assert answer.document["rows_stored"] == 3
    assert {"open-name-without-suggestion", "unknown-code"} <= answer.kinds
    rows = current(folder, "fountains")
    assert rows["state"].tolist() == ["running", "dry", None]
    assert rows["neighbourhood_name"].tolist() == ["Tavla", "Harbiye", None]
    assert rows["built_on"].tolist()[0] == "1998-05-01"
    assert shapely.get_coordinates(rows.geometry.iloc[0]).tolist() == [[36.126, 36.139]]

    assert "fountains" in done(run(folder, "layers")).out
    (looked,) = done(run(folder, "look", file, "--format", "json")).document["tables"]
    assert looked["layers"][-1] == "fountains"
    assert [name["name"] for name in done(run(folder, "names", "--format", "json")).document] == ["Olmayanköy"]
    assert "Olmayanköy" in done(run(folder, "check")).out

    for suffix in (".csv", ".geojson", ".gpkg"):
        out = tmp_path / f"out{suffix}"
        done(run(folder, "export", "fountains", out))
        assert b"vana eski" not in out.read_bytes()
    assert len(gpd.read_file(tmp_path / "out.gpkg", layer="fountains")) == 3

    done(take(folder, "fountains", table(tmp_path / "yeni.tsv", ROWS[:3])))
    compared = done(run(folder, "diff", "fountains", 1, 2, "--format", "json")).document
    assert [change["change"] for change in compared["changes"]] == ["deleted"]
    assert "2" in done(run(folder, "history", "fountains")).out
    done(run(folder, "undo", "fountains"))
    assert len(current(folder, "fountains")) == 3


def test_an_accepted_name_is_read_again_in_an_own_layer(folder: Path, tmp_path: Path) -> None:
    done(take(folder, "fountains", table(tmp_path / "cesmeler.tsv", ROWS)))
    done(run(folder, "names", "accept", "Olmayanköy", "Tavla", "--reason", "muhtar söyledi"))
    assert current(folder, "fountains")["neighbourhood_name"].tolist() == ["Tavla", "Harbiye", "Tavla"]


def test_an_own_layer_whose_description_is_gone_harms_nothing(folder: Path, tmp_path: Path) -> None:
    done(take(folder, "fountains", table(tmp_path / "cesmeler.tsv", ROWS)))
    (folder / "layers" / "fountains.yaml").unlink()
    for words in (["layers"], ["check"], ["names"], ["names", "accept", "Olmayanköy", "Tavla"], ["atlas"]):
        answer = run(folder, *words)
        assert answer.code in {0, 1}
        assert "Traceback" not in answer.err
    assert run(folder, "history", "fountains").code == 1


def test_a_mistake_stops_every_command_with_its_place_in_both_languages(folder: Path) -> None:
    put(folder, FOUNTAINS.replace("unit: m2", "unit: arşın"))
    answer = run(folder, "layers")
    assert answer.code == 1
    for text in ("layers/fountains.yaml", "19. satır", "arşın bilinmiyor", "Row 19", "arşın is unknown"):
        assert text in answer.err


MISTAKES = [
    ("title: {tr: Çeşmeler, en: Fountains}\n", "", 1, "title eksik", "title is missing"),
    ("title: {tr: Çeşmeler, en: Fountains}", "title: {tr: Çeşmeler}", 1, "en eksik", "en is missing"),
    ("title: {tr: Çeşmeler, en: Fountains}", "title: Çeşmeler", 1, "anahtar: değer", "key: value"),
    ("authority: district", "autority: district", 7, "autority anlamsız", "autority means nothing"),
    ("authority: district", "authority: belediye", 7, "belediye bilinmiyor", "belediye is unknown"),
    ("geometry: Point", "geometry: Polygon", 5, "Polygon bilinmiyor", "MultiPolygon"),
    ("geometry: Point", "geometry: Point\ngeometry: any", 6, "geometry iki kez", "geometry stands here twice"),
    ("geometry: Point", "geometry: [Point", 6, "YAML okunamadı", "no readable YAML"),
    ("by: state", "by: name", 8, "name bilinmiyor", "name is unknown"),
    ('"#3a8ad8", by', "mavi, by", 8, "#rrggbb", "#rrggbb"),
    ("identity: [name]", "identity: [adres]", 9, "adres bilinmiyor", "adres is unknown"),
    ("identity: [name]", "identity: name", 9, "liste beklenir", "a list is expected"),
    ("  - name: name\n", "  - name: Ad\n", 11, "Ad alan adı olamaz", "Ad cannot be"),
    ("  - name: name\n", "  - name: source\n", 11, "source alan adı olamaz", "source cannot be"),
    ("identity: [name]", "places: evet", 9, "true ya da false", "true or false"),
    ("required: true", "required: evet", 14, "true ya da false", "true or false"),
    ("type: text\n    required", "type: metin\n    required", 13, "metin bilinmiyor", "metin is unknown"),
    ("type: text\n    required", "type: text\n    unit: m2\n    required", 14, "yalnız sayılar", "only for numbers"),
    ("    extensive: true\n", "", 19, "extensive ile söyleyin", "say by extensive"),
    ("type: number", "type: code", 16, "codes yalnız code", "codes belong"),
    ("    type: date\n", "    type: date\n    codes: []\n", 30, "codes yalnız code", "codes belong"),
    ("written: [akmıyor]", "written: [açık]", 26, "running koduna da", "also given to the code running"),
    ("key: dry", "key: running", 26, "running koduna da", "also given to the code running"),
    ("  - name: built_on\n", "  - name: flow_m2\n", 16, "flow_m2 iki kez", "flow_m2 stands here twice"),
    ("  - name: built_on\n", "  - name: state_stated\n", 27, "state_stated iki kez", "state_stated stands here twice"),
    ("{tr: Yapım tarihi, en: Built on}", "{tr: Durum, en: Built on}", 27, "aynı zamanda state", "also that of state"),
    ("fields:\n", "fields: yok\nalanlar:\n", 11, "alanlar anlamsız", "alanlar means nothing"),
    (FOUNTAINS, "", 1, "dosya boş", "the file is empty"),
    (FOUNTAINS, "- a\n- b\n", 1, "anahtar: değer", "key: value"),
    (FOUNTAINS[FOUNTAINS.index("fields:") :], "fields: []\n", 10, "en az bir alan", "at least one field"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "turkish", "english"), MISTAKES, ids=[case[3] for case in MISTAKES])
def test_each_mistake_of_a_description_names_its_line_and_reason(
    tmp_path: Path, right: str, wrong: str, line: int, turkish: str, english: str
) -> None:
    assert right in FOUNTAINS
    text = FOUNTAINS.replace(right, wrong, 1)
    put(tmp_path, text)
    with pytest.raises(RefusedError) as refused:
        own_layers(tmp_path, LAYERS)
    (issue,) = refused.value.issues
    assert (issue.kind, issue.row) == ("bad-description", line), issue.message("en")
    assert turkish in issue.message("tr")
    assert english in issue.message("en")
    assert "layers/fountains.yaml" in issue.message("tr")


@pytest.mark.parametrize(
    "name",
    ["zoning.yaml", "Cesmeler.yaml", "çeşmeler.yaml", "revisions.yaml", "a__r0001.yaml", "gpkg_x.yaml", "2x.yaml", "atlas.yaml"],
)
def test_a_file_that_cannot_name_a_layer_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, name=name)
    with pytest.raises(RefusedError) as refused:
        own_layers(tmp_path, LAYERS)
    assert name.partition(".")[0] in refused.value.issues[0].message("tr")


def test_a_file_of_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    put(tmp_path, name="fountains.yml")
    with pytest.raises(RefusedError, match="must end in"):
        own_layers(tmp_path, LAYERS)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    put(tmp_path).write_bytes(FOUNTAINS.encode("cp1254"))
    with pytest.raises(RefusedError, match="cannot be read"):
        own_layers(tmp_path, LAYERS)


# --------------------------------------------------------------------------- what a municipality writes for codes


def test_a_code_alias_is_understood_in_built_in_and_own_layers(folder: Path, tmp_path: Path) -> None:
    aliases = 'damage:\n  damage_class: {"EPEY HASARLI": severe}\nfountains:\n  state: {Damlıyor: running}\n'
    put(folder, aliases, "codes.yaml")
    answer = done(take(folder, "damage", BROKEN / "layers" / "unknown-class.tsv"))
    assert answer.issues("unknown-code") == []
    rows = current(folder, "damage")
    assert rows["damage_class"].tolist() == ["slight", "severe", "severe"]
    assert rows["damage_class_stated"].tolist()[1] == "Epey hasarlı"
    done(take(folder, "fountains", table(tmp_path / "cesmeler.tsv", ROWS)))
    assert current(folder, "fountains")["state"].tolist() == ["running", "dry", "running"]


@pytest.mark.parametrize(
    ("text", "line", "turkish", "english"),
    [
        ("hasar:\n  damage_class: {Kötü: severe}\n", 1, "hasar anlamsız", "hasar means nothing"),
        ("damage:\n  sinif: {Kötü: severe}\n", 2, "sinif anlamsız", "sinif means nothing"),
        ("damage:\n  damage_class:\n    Kötü: kötü\n", 3, "kötü bilinmiyor", "kötü is unknown"),
        ("damage:\n  damage_class:\n    Kötü: severe\n    KÖTÜ: slight\n", 4, "iki koda verilmiş", "given to two codes"),
        ("damage:\n  damage_class: severe\n", 2, "anahtar: değer", "key: value"),
        ("population:\n  year: {İki bin: 2000}\n", 2, "year anlamsız", "year means nothing"),
    ],
)
def test_each_mistake_of_the_code_aliases_names_its_line_and_reason(
    tmp_path: Path, text: str, line: int, turkish: str, english: str
) -> None:
    put(tmp_path, text, "codes.yaml")
    with pytest.raises(RefusedError) as refused:
        code_aliases(tmp_path, LAYERS)
    (issue,) = refused.value.issues
    assert issue.row == line
    assert turkish in issue.message("tr")
    assert english in issue.message("en")


def test_the_how_to_is_true(tmp_path: Path) -> None:
    """The page's own description and table are taken word for word."""
    page = (ROOT / "docs" / "how-to" / "add-your-own-layer.md").read_text(encoding="utf-8")
    blocks = [block.partition("\n") for block in page.split("```")[1::2]]
    layer, aliases = (text for kind, _, text in blocks if kind == "yaml")
    (rows,) = (text for kind, _, text in blocks if kind == "tsv")
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", ROOT / "data" / "boundaries" / "defne.geojson"))
    put(folder, layer, "market_stalls.yaml")
    file = tmp_path / "tezgahlar.tsv"
    file.write_text(rows, encoding="utf-8")
    answer = done(take(folder, "market_stalls", file))
    assert answer.document["rows_quarantined"] == 0
    assert answer.issues("unknown-code") == answer.issues("column-ignored") == []
    put(folder, aliases, "codes.yaml")
    assert open_workspace(folder).code_aliases
