"""Forms of one thing: new, changed, deleted, refused in words, and two persons at the same one."""

import shutil
from pathlib import Path

import pytest
from client import JudgingClient, Page
from hostile import HOSTILE

from layers.importing import current_frame
from layers.workspace import open_workspace
from web import create_app, settings_for

ROAD = "uzumlu"


@pytest.fixture
def town_path(example_path: Path, tmp_path: Path) -> Path:
    """A synthetic municipality of the test's own, to be written to."""
    return shutil.copytree(example_path, tmp_path / "workspace")


@pytest.fixture
def town(town_path: Path) -> JudgingClient:
    app = create_app(town_path, settings=settings_for("127.0.0.1"))
    app.testing = True
    return JudgingClient(app)


def rows(path: Path, layer: str = "investments"):
    workspace = open_workspace(path)
    frame = current_frame(workspace, workspace.store(), layer)
    assert frame is not None
    return frame


def a_thing(path: Path, years: int = 1) -> str:
    """The id of an investment with a row for each of so many years."""
    counts = rows(path)["id"].value_counts()
    return str(sorted(counts.index[counts == years])[0])


def form(page: Page) -> dict[str, str]:
    """All that a browser would send of the page's main form."""
    main = page.root.one("main").all("form", method="post")[0]
    sent = {
        item.attributes["name"]: item.attributes.get("value", "")
        for item in main.all("input")
        if item.attributes.get("type") not in ("radio", "checkbox") or "checked" in item.attributes
    }
    for area in main.all("textarea"):
        sent[area.attributes["name"]] = "".join(part for part in area.parts if isinstance(part, str))
    for select in main.all("select"):
        chosen = [option for option in select.all("option") if "selected" in option.attributes]
        sent[select.attributes["name"]] = chosen[0].attributes.get("value", "") if chosen else ""
    return {name: value for name, value in sent.items() if name != "form-anahtari"}


def address(thing: str) -> str:
    return f"/yatirimlar/duzenle?kaynak=ornek&no={thing}"


def judged(town: JudgingClient, response) -> Page:
    """The page of an answer to a form, by the rules of pages."""
    from client import _Parser, judge

    parser = _Parser()
    parser.feed(response.text)
    judge(parser.root, parser.everything, dict(response.headers), "tr")
    return Page(response.status_code, response.text, parser.root, dict(response.headers))


def test_the_form_sent_as_it_is_changes_nothing(town: JudgingClient, town_path: Path) -> None:
    thing = a_thing(town_path, 2)
    answer = town.send("/yatirimlar/duzenle", form(town.page(address(thing))), page=address(thing), status=422)
    assert "Hiçbir değer değişmemiş" in judged(town, answer).text


@pytest.mark.parametrize("language", ["tr", "en"])
def test_one_value_is_changed_in_the_numbers_of_the_page(town: JudgingClient, town_path: Path, language: str) -> None:
    thing = a_thing(town_path, 2)
    before = rows(town_path)
    page = town.page(f"{address(thing)}&dil={language}", language=language)
    sent = form(page) | {"yil.0.budget_try": "1.234.567,5" if language == "tr" else "1,234,567.5", "not": "keşif yenilendi"}
    answer = town.send(f"/yatirimlar/duzenle?dil={language}", sent, page=address(thing))
    after = rows(town_path)
    assert after.loc[after["id"] == thing, "budget_try"].iloc[0] == 1_234_567.5
    assert len(after) == len(before)
    assert after.drop(columns=["budget_try", "source_file"]).equals(before.drop(columns=["budget_try", "source_file"]))
    shown = town.page(answer.headers["Location"], language=language)
    assert ("Kaydedildi: sürüm 2." if language == "tr" else "Saved: revision 2.") in shown.text
    history = town.page("/katmanlar/investments/gecmis").text
    assert "elle değişiklik" in history
    assert "keşif yenilendi" in history


def test_a_new_investment_at_a_typed_place(town: JudgingClient, town_path: Path) -> None:
    place = rows(town_path, "boundaries").iloc[0]
    point = place.geometry.representative_point()
    sent = form(town.page("/yatirimlar/duzenle")) | {
        "alan.name": "Yeni Gül Parkı",
        "alan.kind": "park",
        "yil.0.year": "2027",
        "yil.0.budget_try": "2.500.000",
        "yer": "point",
        "koordinatlar": f"{point.y:.6f}, {point.x:.6f}",
    }
    answer = town.send("/yatirimlar/duzenle", sent, page="/yatirimlar/duzenle")
    made = rows(town_path)
    made = made[made["source"] == "elle"]
    assert made[["name", "kind", "year", "budget_try"]].to_numpy().tolist() == [["Yeni Gül Parkı", "park", 2027, 2_500_000.0]]
    page = town.page(answer.headers["Location"])
    assert f"Mahalle yazılmamıştı; haritadaki yerinden alındı: {place['name']}." in page.text
    assert page.root.all("svg", class_="picture")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"alan.name": ""}, "Yatırım adı boş"),
        ({"yil.0.budget_try": "çok para"}, "Bütçe: “çok para” anlaşılmadı"),
        ({"yil.5.year": "20x7", "yil.5.budget_try": "3"}, "Yıl: “20x7” anlaşılmadı"),
        ({"yer": "point", "koordinatlar": "41.008, 28.978"}, "ilçe sınırının"),
        ({"yer": "point", "koordinatlar": "şurası"}, "Koordinatların 1. satırı"),
        ({"yer": "area", "koordinatlar": "38.7, 33.3\n38.71, 33.3"}, "Alan için en az 3 nokta gerekir, 2 verildi"),
        ({"alan.starts_on": "31.02.2027"}, "bir tarih (gg.aa.yyyy) bekleniyor"),
        ({"alan.status": "bitecek gibi"}, "listeden bir değer"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_written(
    town: JudgingClient, town_path: Path, change: dict[str, str], message: str
) -> None:
    thing = a_thing(town_path)
    sent = form(town.page(address(thing))) | {"alan.address": HOSTILE, "not": "neden"} | change
    answer = town.send("/yatirimlar/duzenle", sent, page=address(thing), status=422)
    page = judged(town, answer)
    assert message in page.root.one("div", class_="refused").text
    kept = form(page)
    assert {name: kept.get(name) for name in ("alan.address", "not")} == {"alan.address": HOSTILE, "not": "neden"}
    assert all(kept.get(name) == value for name, value in change.items() if name not in ("alan.status", "yer"))
    assert open_workspace(town_path).store().current("investments").number == 1


def test_a_year_twice_is_refused(town: JudgingClient, town_path: Path) -> None:
    thing = a_thing(town_path)
    sent = form(town.page(address(thing)))
    sent |= {"yil.1.year": sent["yil.0.year"], "yil.1.quantity": "3"}
    answer = town.send("/yatirimlar/duzenle", sent, page=address(thing), status=422)
    assert "iki satırda yazıyor" in answer.text


def test_the_second_of_two_is_told_and_loses_nothing(town: JudgingClient, town_path: Path) -> None:
    thing = a_thing(town_path, 2)
    mine, other = (form(town.page(address(thing))) for _ in range(2))
    town.send(
        "/yatirimlar/duzenle",
        other | {"alan.status": "suspended", "yil.0.budget_try": "111", "not": "ihale"},
        page=address(thing),
    )
    change = {
        "yil.0.budget_try": "222",
        "alan.address": "Yeni adres",
        "yil.2.year": "2040",
        "yil.2.budget_try": "333",
        "not": "benim",
    }
    answer = town.send("/yatirimlar/duzenle", mine | change, page=address(thing), status=409)
    page = judged(town, answer)
    assert "başka biri değiştirdi" in page.root.one("div", class_="refused").text
    told = page.root.one("section", class_="meanwhile")
    assert "ihale" in told.text
    lines = {line.all("th")[0].text: [cell.text for cell in line.all("td")] for line in told.all("tbody")[0].all("tr")}
    assert lines["Bütçe"][2:] == ["111", "222"]
    assert lines["Aşama"][2:] == ["Durduruldu", "(değiştirmediniz)"]
    kept = form(page)
    # The other's stage stands in her form, and all that she wrote does, too.
    assert kept["alan.status"] == "suspended"
    assert {name: kept[name] for name in change} == change
    town.send("/yatirimlar/duzenle", kept, page=address(thing))
    after = rows(town_path)
    after = after[after["id"] == thing]
    assert after["budget_try"].tolist()[0] == 222
    assert after["year"].tolist()[-1] == 2040
    assert set(after["status"]) == {"suspended"}
    assert set(after["address"]) == {"Yeni adres"}


def test_a_change_of_another_row_hinders_nobody(town: JudgingClient, town_path: Path) -> None:
    one, other = sorted(rows(town_path)["id"].unique())[:2]
    waiting = form(town.page(address(one)))
    town.send("/yatirimlar/duzenle", form(town.page(address(other))) | {"alan.address": "x"}, page=address(other))
    town.send("/yatirimlar/duzenle", waiting | {"alan.address": "y"}, page=address(one))
    after = rows(town_path).drop_duplicates("id").set_index("id")["address"]
    assert (after[one], after[other]) == ("y", "x")


def test_what_was_deleted_meanwhile_can_be_saved_as_new(town: JudgingClient, town_path: Path) -> None:
    thing = a_thing(town_path)
    waiting = form(town.page(address(thing))) | {"alan.address": "Kalan adres"}
    seen = {name: waiting[name] for name in ("kaynak", "no", "ozet", "surum")}
    answer = town.send("/yatirimlar/sil", seen | {"not": "yanlış"}, page=address(thing))
    assert "Silindi:" in town.page(answer.headers["Location"]).text
    answer = town.send("/yatirimlar/duzenle", waiting, page="/yatirimlar/duzenle", status=409)
    page = judged(town, answer)
    assert "başka biri sildi" in page.text
    kept = form(page)
    assert "no" not in kept
    assert kept["alan.address"] == "Kalan adres"
    town.send("/yatirimlar/duzenle", kept, page="/yatirimlar/duzenle")
    assert rows(town_path).query("source == 'elle'")["address"].tolist() == ["Kalan adres"]


def test_a_stale_delete_is_told(town: JudgingClient, town_path: Path) -> None:
    thing = a_thing(town_path)
    old = form(town.page(address(thing)))
    town.send("/yatirimlar/duzenle", old | {"alan.address": "x"}, page=address(thing))
    seen = {name: old[name] for name in ("kaynak", "no", "ozet", "surum")}
    answer = town.send("/yatirimlar/sil", seen, page=address(thing), status=409)
    assert "başka biri değiştirdi" in judged(town, answer).text


def test_a_year_and_the_place_are_taken_away(town: JudgingClient, town_path: Path) -> None:
    thing = a_thing(town_path, 2)
    sent = form(town.page(address(thing))) | {"yil.0.sil": "1", "yer": "none"}
    town.send("/yatirimlar/duzenle", sent, page=address(thing))
    left = rows(town_path).query("id == @thing")
    assert len(left) == 1
    assert left.geometry.isna().all()


def test_rows_of_other_layers_are_changed_on_the_desk(town: JudgingClient, town_path: Path) -> None:
    page = town.page("/katmanlar/parks")
    link = page.root.one("table", class_="listing").all("tbody")[0].all("a")[0].attributes["href"]
    sent = form(town.page(link)) | {"alan.name": "Adı Değişen Park"}
    answer = town.send("/katmanlar/parks/satir", sent, page=link)
    assert "Adı Değişen Park" in rows(town_path, "parks")["name"].tolist()
    assert "Kaydedildi: sürüm 2." in town.page(answer.headers["Location"]).text
    assert "Yeni kayıt ekle" in town.page("/katmanlar/target_costs").text


@pytest.mark.parametrize(
    ("page", "status", "message"),
    [
        ("/katmanlar/boundaries/satir", 422, "tek tek değiştirilemez"),
        ("/katmanlar/yokboyle/satir", 404, "katman"),
        ("/yatirimlar/duzenle?kaynak=ornek&no=yok", 404, "kimlikli bir kayıt yok"),
        ("/yatirimlar/duzenle?aday=yok", 400, "anlaşılmadı"),
    ],
)
def test_what_cannot_be_edited_is_said(town: JudgingClient, page: str, status: int, message: str) -> None:
    assert message in town.page(page, status=status).text


def test_without_writing_there_is_no_form(example: JudgingClient) -> None:
    assert "veri değiştirilemez" in example.page("/yatirimlar/duzenle", status=403).text
    assert not example.page("/katmanlar/parks").root.one("table", class_="listing").all("tbody")[0].all("a")


def test_a_form_without_its_token_is_refused(town: JudgingClient, town_path: Path) -> None:
    thing = a_thing(town_path)
    sent = form(town.page(address(thing))) | {"alan.address": "x"}
    answer = town._client.post("/yatirimlar/duzenle", data=sent)
    assert answer.status_code == 403
    assert open_workspace(town_path).store().current("investments").number == 1


def test_hostile_values_stay_text(town: JudgingClient, town_path: Path) -> None:
    sent = form(town.page("/yatirimlar/duzenle")) | {
        "alan.name": HOSTILE,
        "alan.unit_in_charge": "=1+1</script>",
        "alan.indicator_no": "{{7*7}}",
        "yil.0.year": "2027",
        "yil.0.budget_try": "5",
    }
    answer = town.send("/yatirimlar/duzenle", sent, page="/yatirimlar/duzenle")
    assert HOSTILE in town.page(answer.headers["Location"]).text
    assert HOSTILE in town.page("/yatirimlar?ara=img").text
    assert "'=1+1" in town.file("/yatirimlar.csv", "text/csv").decode()
    assert HOSTILE not in town.get("/yatirimlar/yerler.json").text or town.json("/yatirimlar/yerler.json")
