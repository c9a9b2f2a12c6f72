"""What is refused, and the reason in words, in both languages; nothing is written."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from office import PASSWORD, Browser, Clock, add_people, office_app, signed_in
from werkzeug.test import TestResponse
from workspaces import content

from layers.workspace import open_workspace

PARK = {"alan.name": "Dere Kenarı Parkı", "alan.kind": "park", "yil.0.year": "2027", "yer": "none"}
ROWS = "/yatirimlar/duzenle"


@pytest.fixture
def path(example_path: Path, tmp_path: Path) -> Path:
    found = Path(shutil.copytree(example_path, tmp_path / "w"))
    add_people(found)
    return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(path: Path, clock: Clock) -> Flask:
    return office_app(path, clock)


def a_row(browser: Browser) -> dict[str, str]:
    """What the form of a row that was saved says of where it was made from."""
    where = re.search(r"Location: (.*)", str(browser.post(ROWS, PARK).headers))
    assert where is not None
    page = browser.get(where[1].strip().replace("/yatirim?", "/duzenle?")).text
    return dict(re.findall(r'type="hidden" name="(kaynak|no|ozet|surum)" value="([^"]*)"', page))


# Each prepares what it needs, and answers what is then refused in a language.
Refused = Callable[[str], TestResponse]


def without_token(app: Flask, clock: Clock) -> Refused:
    planner = signed_in(app, "planner")
    return lambda language: planner.post(f"{ROWS}?dil={language}", PARK, token="")


def by_a_viewer(app: Flask, clock: Clock) -> Refused:
    viewer = signed_in(app, "viewer")
    return lambda language: viewer.post(f"{ROWS}?dil={language}", PARK)


def of_a_row_that_moved_on(app: Flask, clock: Clock) -> Refused:
    planner, approver = signed_in(app, "planner"), signed_in(app, "approver")
    seen = a_row(planner)
    assert approver.post(ROWS, {**PARK, **seen, "alan.address": "Onun sokağı"}).status_code == 303
    return lambda language: planner.post(f"{ROWS}?dil={language}", {**PARK, **seen, "alan.address": "Benim sokağım"})


def of_a_revision_that_moved_on(app: Flask, clock: Clock) -> Refused:
    planner = signed_in(app, "planner")
    return lambda language: planner.post(f"/katmanlar/population/geri-al?dil={language}", {"surum": "7"})


def outside_the_district(app: Flask, clock: Clock) -> Refused:
    planner = signed_in(app, "planner")
    return lambda language: planner.post(f"{ROWS}?dil={language}", {**PARK, "yer": "point", "koordinatlar": "41.008, 28.978"})


def a_release_by_its_author(app: Flask, clock: Clock) -> Refused:
    approver = signed_in(app, "approver")
    assert approver.post(ROWS, PARK).status_code == 303
    return lambda language: approver.post(f"/yayin/investments/yayimla?dil={language}", {"surum": "2", "yayimlanan": "1"})


def ten_wrong_passwords(app: Flask, clock: Clock) -> Refused:
    browser = Browser(app)
    for _ in range(10):
        assert browser.sign_in("Ayşe", "yanlış parola").status_code == 401
    return lambda language: browser.post(f"/giris?dil={language}", {"ad": "Ayşe", "parola": PASSWORD})


def past_its_time(app: Flask, clock: Clock) -> Refused:
    planner = signed_in(app, "planner")
    token = planner.token("/parola")
    clock.forward(minutes=31)
    return lambda language: planner.post(f"{ROWS}?dil={language}", PARK, token=token)


def an_unknown_role(app: Flask, clock: Clock) -> Refused:
    administrator = signed_in(app, "administrator")
    return lambda language: administrator.post(f"/kullanicilar?dil={language}", {"ad": "Yeni Kişi", "rol": "muhtar"})


REFUSED: dict[Callable[[Flask, Clock], Refused], tuple[int, str, str]] = {
    without_token: (403, "Bu form eskimiş ya da başka bir sayfadan gelmiş", "This form is out of date or came from another page"),
    by_a_viewer: (
        403,
        "Rolünüz (izleyen) buna izin vermiyor: veri değiştirme",
        "Your role (viewer) does not allow this: changing data",
    ),
    of_a_row_that_moved_on: (409, "başka biri değiştirdi; hiçbir şey yazılmadı", "somebody else changed this record"),
    of_a_revision_that_moved_on: (409, "siz bakarken değişti: gördüğünüz sürüm 7", "you saw revision 7"),
    outside_the_district: (422, "m dışına taşıyor; hiçbir şey yazılmadı", "m out of the district; nothing was written"),
    a_release_by_its_author: (422, "burada iki kişinin görmesi gerekir", "here two people have to look"),
    ten_wrong_passwords: (429, "10 kez yanlış parola girildi", "A wrong password was given 10 times"),
    past_its_time: (401, "30 dakika kullanılmadığı için kapandı", "it was not used for 30 minutes"),
    an_unknown_role: (422, "diye bir rol yok", "There is no role"),
}


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("prepare", REFUSED, ids=lambda prepare: prepare.__name__)
def test_what_is_refused_is_told_in_words_and_changes_nothing(
    app: Flask, clock: Clock, path: Path, prepare: Callable[[Flask, Clock], Refused], language: str
) -> None:
    status, tr, en = REFUSED[prepare]
    send = prepare(app, clock)
    register = open_workspace(path).store().register
    before = content(path), register.accounts(), register.releases()
    answer = send(language)
    assert answer.status_code == status
    assert f'<html lang="{language}">' in answer.text
    assert {"tr": tr, "en": en}[language] in answer.text
    assert (content(path), register.accounts(), register.releases()) == before
