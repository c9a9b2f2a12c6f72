"""A draft is seen by those who are signed in, marked, and by nobody else, whatever they ask for, until it is released."""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from client import JudgingClient
from flask import Flask
from office import SECRET, Browser, add_people, draft, office_app, signed_in
from printed import pages_of, sheets_of
from workspaces import PLAN

from layers.acting import Actor, acting_as
from layers.aliases import accept_alias
from layers.workspace import open_workspace

# How the figure of a draft is written in each kind of answer.
WRITTEN = (str(SECRET), "987.654", "987,654")


@pytest.fixture
def office(desk_path: Path) -> Flask:
    add_people(desk_path)
    return office_app(desk_path)


def public_addresses(app: Flask) -> list[str]:
    """Every address that reads, with values that exist, and what only drafts would answer to."""
    from web.needs import NEEDS

    adapter = app.url_map.bind("localhost")
    values = {"suffix": "json", "place_id": "31083-haraparasi", "filename": "mahalle.css", "token": "x", "rest": "x"}
    values |= {"no": "1", "key": "x", "feature_id": "1", "zoom": "12", "column": "2456", "row": "1607", "drawing": "atlas"}
    names = {"ogc": "population", "reports": "ilce", "siting": "x"}
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or NEEDS[rule.endpoint].is_asset:
            continue
        for layer in ("population", "boundaries") if "layer" in rule.arguments else ("",):
            asked = values | {"layer": layer, "name": names.get(rule.endpoint.partition(".")[0], "")}
            known = {name: asked[name] for name in rule.arguments}
            found.append(adapter.build(rule.endpoint, known))
    found += [address.replace(".json", ".csv") for address in found if address.endswith(".json")]
    found += [
        f"/katmanlar/population/fark{end}?eski={old}&yeni={new}" for end in ("", ".json", ".csv") for old, new in ((1, 2), (2, 3))
    ]
    found += [f"/karsilastir{end}?sol_veri=population:{old}" for end in ("", ".json") for old in (1, 2, 3)]
    return [*found, "/?gosterge=population", "/?dil=en", "/veri?dil=en", "/ara?q=Hara", "/katmanlar/population?ara=987"]


def snapshot(app: Flask, browser: Browser | None = None) -> dict[str, str]:
    """All that is answered to somebody who is not signed in; what differs at every request is taken out."""
    browser = browser or Browser(app)
    answers = {}
    for address in public_addresses(app):
        response = browser.get(address)
        text = re.sub(r'nonce="[^"]+"|name="form-anahtari" value="[^"]+"', "", response.get_data().decode("latin-1"))
        answers[address] = f"{response.status_code} {response.headers.get('Location', '')} {text}"
    return {address: text for address, text in answers.items() if not address.endswith(".gpkg")}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {address for address in after if after[address] != before[address]}


def test_a_draft_changes_no_public_answer_and_a_release_does(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    before = snapshot(office)
    draft(desk_path, tmp_path)
    planner = signed_in(office, "planner")
    # Whoever is signed in looks first: nothing made for her may be answered to others.
    seen = [address for address, text in snapshot(office, planner).items() if any(figure in text for figure in WRITTEN)]
    assert {"/", "/mahalleler.json", "/katmanlar/population?ara=987", "/katmanlar/population.json"} <= set(seen)
    assert snapshot(office) == before
    assert not [address for address, text in before.items() if any(figure in text for figure in WRITTEN)]
    planner.post("/yayin/population/gonder", {"surum": "3", "not": "Tablo 8"})
    assert snapshot(office) == before
    approver = signed_in(office, "approver")
    taken = approver.post("/yayin/population/yayimla", {"surum": "3", "yayimlanan": "2"})
    assert taken.status_code == 303
    after = snapshot(office)
    # All that showed the draft shows it to everybody now; what needs a role is shown to nobody else, as before.
    assert {address for address in seen if not after[address].startswith(("303", "401"))} <= changed(before, after)
    assert "gizli not" not in "".join(after.values())


def test_a_name_that_was_accepted_waits_for_a_release_too(office: Flask, desk_path: Path) -> None:
    before = snapshot(office)
    with acting_as(Actor("Ayşe", "web")):
        changed = accept_alias(open_workspace(desk_path), "AŞAĞIOKUCULAR", "Aşağıokçular", reason="Tablo 27")
    assert changed
    assert snapshot(office) == before
    approver = signed_in(office, "approver")
    for layer, number in changed:
        response = approver.post(f"/yayin/{layer}/yayimla", {"surum": str(number), "yayimlanan": str(number - 1)})
        assert response.status_code == 303, response.text
    assert "AŞAĞIOKUCULAR" not in Browser(office).get("/veri/adlar").text


def test_answers_to_those_who_are_signed_in_are_kept_by_no_cache(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    draft(desk_path, tmp_path)
    planner, anybody = signed_in(office, "planner"), Browser(office)
    for address in public_addresses(office):
        mine, theirs = planner.get(address), anybody.get(address)
        if mine.status_code == 404 and address.endswith(".csv"):
            # Not every document has a table beside it.
            continue
        assert mine.headers["Cache-Control"] == "private, no-store", address
        assert "Cookie" in mine.headers["Vary"], address
        assert "Cookie" in theirs.headers["Vary"], address
        assert "no-store" not in theirs.headers["Cache-Control"], address
        if mine.data != theirs.data and "ETag" in mine.headers:
            assert mine.headers["ETag"] != theirs.headers.get("ETag"), address


def test_a_draft_is_marked_wherever_it_is_shown(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    planner = signed_in(office, "planner")
    assert "draft-line" not in planner.get("/").text
    draft(desk_path, tmp_path)
    for address in ("/", "/veri", "/katmanlar/population", "/katmanlar/population/gecmis", "/mahalleler/31083-haraparasi"):
        page = planner.get(address).text
        if "draft-line" in page:
            assert "Taslak</strong>" in page
            assert "Nüfus, sürüm 3" in page
    assert "draft-mark" in planner.get("/veri").text
    assert "draft-mark" in planner.get("/katmanlar/population").text
    assert "-taslak.csv" in planner.get("/mahalleler.csv").headers["Content-Disposition"]
    assert "-taslak.csv" in planner.get("/katmanlar/population.csv").headers["Content-Disposition"]
    assert "-taslak" not in planner.get("/katmanlar/boundaries.csv").headers["Content-Disposition"]
    assert "-taslak" not in Browser(office).get("/mahalleler.csv").headers["Content-Disposition"]


@pytest.mark.slow
def test_each_page_of_a_report_of_drafts_says_so_until_they_are_released(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    planner, anybody = signed_in(office, "planner"), Browser(office)
    addresses = ("/raporlar/ilce.pdf", "/raporlar/yesil-alan.pdf", "/mahalleler/149213.pdf")
    assert not any("TASLAK" in page for address in addresses for page in pages_of(planner.get(address).data))
    public = [anybody.get(address).data for address in addresses]
    draft(desk_path, tmp_path)
    for address in addresses:
        for query, mark in (("", "TASLAK · yayımlanmamış sürümlerden: Nüfus (3)"), ("?dil=en", "DRAFT · made of")):
            answer = planner.get(address + query)
            assert all(mark in page for page in pages_of(answer.data)), address
            assert "-taslak.pdf" in answer.headers["Content-Disposition"]
    workbook = tmp_path / "ilce.xlsx"
    workbook.write_bytes(planner.get("/raporlar/ilce.xlsx").data)
    assert ["Durum", "TASLAK · yayımlanmamış sürümlerden: Nüfus (3)"] in sheets_of(workbook)["hakkında"]
    assert [anybody.get(address).data for address in addresses] == public
    signed_in(office, "approver").post("/yayin/population/yayimla", {"surum": "3", "yayimlanan": "2"})
    for address in addresses:
        assert not any("TASLAK" in page for page in pages_of(planner.get(address).data))
        assert anybody.get(address).data == planner.get(address).data
        assert anybody.get(address).data not in public


def test_whoever_is_signed_in_can_look_at_the_release(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    draft(desk_path, tmp_path)
    planner, anybody = signed_in(office, "planner"), Browser(office)
    planner.post("/yayin/gorunum")
    assert planner.get("/mahalleler.json").data == anybody.get("/mahalleler.json").data
    page = planner.get("/veri").text
    assert "taslaklar gizli" in page
    assert "draft-mark" not in page
    # Writing works on what is there, not on what is looked at.
    stale = planner.post("/katmanlar/population/geri-al", {"surum": "2"})
    assert stale.status_code == 409
    planner.post("/yayin/gorunum")
    assert planner.get("/mahalleler.json").data != anybody.get("/mahalleler.json").data


def test_the_author_cannot_release_her_own(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    draft(desk_path, tmp_path, by="Veli")
    veli = signed_in(office, "approver")
    page = veli.get("/yayin/population").text
    assert "burada iki kişinin görmesi gerekir" in page
    assert "yayimla" not in page
    refused = veli.post("/yayin/population/yayimla", {"surum": "3", "yayimlanan": "2"})
    assert refused.status_code == 422
    assert "içinde sizin yaptığınız bir sürüm var (sürüm 3)" in refused.text
    described = desk_path / "workspace.yaml"
    described.write_text(described.read_text(encoding="utf-8") + "two_pairs_of_eyes: false\n", encoding="utf-8")
    assert veli.post("/yayin/population/yayimla", {"surum": "3", "yayimlanan": "2"}).status_code == 303


def test_an_approver_who_looked_at_something_else_is_told(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    draft(desk_path, tmp_path)
    planner, approver = signed_in(office, "planner"), signed_in(office, "approver")
    planner.post("/yayin/population/gonder", {"surum": "3"})
    draft(desk_path, tmp_path)
    stale = planner.post("/yayin/population/gonder", {"surum": "3"})
    assert stale.status_code == 409
    planner.post("/yayin/population/gonder", {"surum": "4"})
    answer = approver.post("/yayin/population/yayimla", {"surum": "3", "yayimlanan": "2", "not": "uygundur"})
    assert answer.status_code == 409
    assert "onay bekleyen sürüm 4" in answer.text
    assert "uygundur" in answer.text
    assert approver.post("/yayin/population/yayimla", {"surum": "4", "yayimlanan": "1"}).status_code == 409
    assert approver.post("/yayin/population/yayimla", {"surum": "4", "yayimlanan": "2"}).status_code == 303
    assert approver.post("/yayin/population/yayimla", {"surum": "4", "yayimlanan": "4"}).status_code == 422


def test_a_revision_is_sent_back_with_a_reason(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    draft(desk_path, tmp_path)
    planner, approver = signed_in(office, "planner"), signed_in(office, "approver")
    planner.post("/yayin/population/gonder", {"surum": "3", "not": "bakar mısınız"})
    assert "bakar mısınız" in approver.get("/katmanlar/population/fark?eski=2&yeni=3").text
    empty = approver.post("/yayin/population/geri-gonder", {"surum": "3", "not": "  "})
    assert empty.status_code == 422
    assert "Gerekçe yazılmadı" in empty.text
    assert approver.post("/yayin/population/geri-gonder", {"surum": "3", "not": "toplam tutmuyor"}).status_code == 303
    page = planner.get("/yayin/population").text
    assert "taslak, geri gönderildi" in page
    assert "toplam tutmuyor" in page
    assert approver.post("/yayin/population/geri-gonder", {"surum": "3", "not": "yine"}).status_code == 409


def test_a_withdrawal_brings_back_the_release_before_and_hides_what_was_withdrawn(
    office: Flask, desk_path: Path, tmp_path: Path
) -> None:
    before = snapshot(office)
    draft(desk_path, tmp_path)
    approver = signed_in(office, "approver")
    approver.post("/yayin/population/yayimla", {"surum": "3", "yayimlanan": "2"})
    assert snapshot(office) != before
    assert approver.post("/yayin/population/geri-cek", {"surum": "2", "not": "x"}).status_code == 409
    assert approver.post("/yayin/population/geri-cek", {"surum": "3", "not": "yanlış tablo"}).status_code == 303
    assert snapshot(office) == before
    steps = [row.action for row in open_workspace(desk_path).store().register.releases() if row.layer == "population"]
    assert steps == ["released", "released", "withdrawn"]


def test_a_planner_uploads_and_the_revision_bears_the_name(office: Flask, desk_path: Path) -> None:
    planner = signed_in(office, "planner")
    file = io.BytesIO(PLAN.read_bytes())
    received = planner.post("/veri/yukle", {"dosya": (file, "nüfus.tsv")})
    token = received.headers["Location"].rpartition("/")[2]
    form = {"katman": "population", "tablo": "", "kaynak": "plan"}
    page = planner.get(f"/veri/yukleme/{token}/sutunlar?katman=population").text
    form = {
        **form,
        **dict(re.findall(r'<select[^>]+name="(sutun-\d+)"[^>]*>.*?<option value="([^"]+)" selected', page, re.DOTALL)),
    }
    tried = planner.post(f"/veri/yukleme/{token}/dene", form)
    assert tried.status_code == 303, tried.text
    assert Browser(office).get(f"/veri/yukleme/{token}/deneme").status_code == 303
    assert signed_in(office, "viewer").get(f"/veri/yukleme/{token}/deneme").status_code == 403
    stored = planner.post(f"/veri/yukleme/{token}/al", {"not": "Tablo 8, yeniden"})
    assert stored.status_code == 303, stored.text
    revision = open_workspace(desk_path).store().current("population")
    assert revision is not None
    assert (revision.author, revision.note) == ("Ayşe", "Tablo 8, yeniden")


@pytest.fixture
def judged(office: Flask, desk_path: Path, tmp_path: Path) -> Callable[[str], JudgingClient]:
    draft(desk_path, tmp_path)
    signed_in(office, "planner").post("/yayin/population/gonder", {"surum": "3", "not": "bakar mısınız"})

    def client(role: str) -> JudgingClient:
        judging = JudgingClient(office)
        judging._client = signed_in(office, role).client
        return judging

    return client


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("role", ["viewer", "planner", "approver"])
def test_the_pages_keep_every_rule_of_pages(judged: Any, role: str, language: str) -> None:
    client = judged(role)
    for address in ("/yayin", "/yayin/population", "/katmanlar/population/fark?eski=2&yeni=3", "/", "/veri", "/yayin/boundaries"):
        sign = "&" if "?" in address else "?"
        page = client.page(f"{address}{sign}dil={language}", language=language)
        assert ("Ayşe" in page.text) == (
            role == "planner" or "yayin/population" in address or "fark" in address or address == "/yayin"
        )
    assert client.json("/yayin.json")["rows"][0]["released"] == 2


def test_copies_of_the_store_know_the_releases(office: Flask, desk_path: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(desk_path, tmp_path / "copy")
    assert Browser(office_app(copied)).get("/mahalleler.json").data == Browser(office).get("/mahalleler.json").data
