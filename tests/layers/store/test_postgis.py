"""What only a PostGIS store has to do: views for other programs, rights, addresses, and a server that may say no."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner
from postgis_server import Server
from psycopg import sql
from stores import Place, Reader, boundaries, population, put

from geo.errors import RefusedError
from layers.store.address import StoreAddress
from layers.store.base import Draft
from layers.workspace import create_workspace, open_workspace
from mahalle import main

SQUARE = shapely.MultiPolygon([shapely.box(36.1, 36.2, 36.11, 36.21)])


@pytest.fixture
def place(postgis_place: Place) -> Place:
    """An empty PostGIS store."""
    return postgis_place


def ask(place: Place, text: str, *values: object) -> list[tuple[object, ...]]:
    """The answer to a query in which {} stands for the store's schema."""
    assert place.address is not None
    with place.connect() as connection:
        return connection.execute(sql.SQL(text).format(sql.Identifier(place.address.schema)), values).fetchall()  # type: ignore[arg-type]


def run(folder: Path, *words: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(main, ["-w", str(folder), *(str(word) for word in words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


# --------------------------------------------------------------------------- as other programs see it


def test_view_with_the_plain_name_shows_the_current_revision_with_a_known_shape_type(place: Place) -> None:
    store = place.open()
    put(store, boundaries([SQUARE, None]), "boundaries")
    put(store, boundaries([SQUARE]), "boundaries")
    assert ask(place, "SELECT count(*) FROM {}.boundaries") == [(1,)]
    store.restore("boundaries", 1, author="x", note="")
    assert ask(place, "SELECT fid FROM {}.boundaries ORDER BY fid") == [(1,), (2,)]
    registered = ask(place, "SELECT type, srid FROM geometry_columns WHERE f_table_name = 'boundaries'")
    assert ("MULTIPOLYGON", 4326) in registered


def test_rights_on_the_view_stay_when_a_revision_comes(place: Place) -> None:
    store = place.open()
    put(store, population([1]))
    with place.connect() as connection:
        connection.execute(sql.SQL("GRANT SELECT ON {} TO PUBLIC").format(view_of(place, "population")))
    put(store, population([2]))
    with place.connect() as connection:
        granted = connection.execute(
            "SELECT has_table_privilege('public', %s, 'SELECT')", (view_of(place, "population").as_string(connection),)
        ).fetchone()
    assert granted == (True,)


def view_of(place: Place, layer: str) -> sql.Identifier:
    assert place.address is not None
    return sql.Identifier(place.address.schema, layer)


def test_view_of_an_office_is_never_dropped(place: Place) -> None:
    store = place.open()
    put(store, population([1]))
    with place.connect() as connection:
        own = sql.SQL("CREATE VIEW {}.ours AS SELECT women FROM {}").format(
            sql.Identifier(place.address.schema if place.address else ""), view_of(place, "population")
        )
        connection.execute(own)
    put(store, population([2]))
    with pytest.raises(RefusedError, match=r"Other objects in the database depend on the layer population .*ours") as refusal:
        put(store, population([3]).drop(columns="women"))
    assert refusal.value.issues[0].kind == "store-view-in-use"
    assert [revision.number for revision in store.history("population")] == [2, 1]
    place.assert_whole()
    assert ask(place, "SELECT count(*) FROM {}.ours") == [(1,)]


def test_long_look_at_the_view_keeps_the_writer_waiting_but_no_other_reader(place: Place) -> None:
    store = place.open()
    put(store, population([1]))
    with Reader(place, "population"):
        writer = threading.Thread(target=lambda: put(place.open(), population([2, 3])))
        writer.start()
        for _ in range(20):
            assert ask(place, "SELECT count(*) FROM {}.population") == [(1,)]
            assert store.read("population", 1)["population"].tolist() == [1]
    writer.join()
    assert ask(place, "SELECT count(*) FROM {}.population") == [(2,)]


# --------------------------------------------------------------------------- schemas and rights


def test_workspaces_in_one_database_know_nothing_of_each_other(place: Place, postgis: Server, tmp_path: Path) -> None:
    other = Place(tmp_path, StoreAddress(postgis.url, "Select-From"))
    put(place.open(), population([1]))
    put(other.open(), population([2]))
    assert place.open().read("population", 1)["population"].tolist() == [1]
    assert other.open().read("population", 1)["population"].tolist() == [2]
    other.assert_whole()


def test_server_that_was_started_anew_is_found_again(place: Place) -> None:
    store = place.open()
    put(store, population([1]))
    ask(place, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mahalle'")
    assert store.read("population", 1)["population"].tolist() == [1]


def test_role_that_may_only_read_can_open_and_read(place: Place) -> None:
    put(place.open(), population([1]))
    assert place.address is not None
    schema = sql.Identifier(place.address.schema)
    with place.connect() as connection:
        connection.execute("DROP ROLE IF EXISTS okur")
        connection.execute("CREATE ROLE okur LOGIN PASSWORD 'okur'")
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO okur").format(schema))
        connection.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO okur").format(schema))
    host = place.address.url.partition("@")[2]
    reader = replace(place, address=StoreAddress(f"postgresql://okur:okur@{host}", place.address.schema)).open()
    assert reader.read("population", 1)["population"].tolist() == [1]
    with pytest.raises(RefusedError, match="permission denied") as refusal:
        put(reader, population([2]))
    assert refusal.value.issues[0].kind == "store-failed"
    assert "okur:okur" not in str(refusal.value)


def test_database_without_postgis_is_refused_with_what_to_do(postgis: Server, tmp_path: Path) -> None:
    with postgis.connect() as connection:
        connection.execute("DROP DATABASE IF EXISTS bos")
        connection.execute("CREATE DATABASE bos")
        connection.execute("DROP ROLE IF EXISTS yetkisiz")
        connection.execute("CREATE ROLE yetkisiz LOGIN PASSWORD 'gizli-parola'")
    url = f"postgresql://yetkisiz:gizli-parola@127.0.0.1:{postgis.port}/bos"
    with pytest.raises(RefusedError, match="CREATE EXTENSION postgis") as refusal:
        Place(tmp_path, StoreAddress(url, "mahalle")).open()
    assert refusal.value.issues[0].kind == "store-without-postgis"
    assert "gizli" not in str(refusal.value)


# --------------------------------------------------------------------------- addresses and the command line


def test_workspace_with_a_store_by_url(postgis: Server, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    code, _, said = run(folder, "init", "Deneme", "--province", "Hatay", "--district", "Ürgüp", "--store", postgis.url)
    assert code == 0, said
    assert "workspace.yaml içinde açık duruyor" in said
    assert postgis.password not in said
    assert (folder / "workspace.yaml").stat().st_mode & 0o077 == 0
    assert not list(folder.glob("*.gpkg"))
    put(open_workspace(folder).store(), population([1]))
    assert json.loads(run(folder, "layers", "--format", "json")[1])[1]["revision"] == 1
    # Whoever has the same place and name has the same store, and is told so.
    code, _, said = run(tmp_path / "v", "init", "Deneme", "--province", "Hatay", "--district", "Ürgüp", "--store", postgis.url)
    assert code == 0
    assert "ortak kullanılıyor; içindekiler: population" in said
    assert postgis.password not in repr(open_workspace(folder))


def test_password_from_the_environment(postgis: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "w"
    url = postgis.url.replace(postgis.password, "${MAHALLE_TEST_PASSWORD}")
    monkeypatch.setenv("MAHALLE_TEST_PASSWORD", postgis.password)
    code, _, said = run(folder, "init", "Başka", "--province", "Hatay", "--store", url)
    assert code == 0, said
    assert "parola" not in said.lower()
    assert postgis.password not in (folder / "workspace.yaml").read_text(encoding="utf-8")
    monkeypatch.delenv("MAHALLE_TEST_PASSWORD")
    code, _, said = run(folder, "layers")
    assert code == 1
    assert "MAHALLE_TEST_PASSWORD" in said


def test_schema_stays_when_the_workspace_gets_another_name(postgis: Server, tmp_path: Path) -> None:
    create_workspace(tmp_path, name="Eski", province="Hatay", district=None, store=postgis.url)
    put(open_workspace(tmp_path).store(), population([1]))
    file = tmp_path / "workspace.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: Eski", "name: Yeni"), encoding="utf-8")
    assert open_workspace(tmp_path).name == "Yeni"
    assert open_workspace(tmp_path).store().layers() == ["population"]


def test_store_may_be_written_as_a_plain_url(postgis: Server, tmp_path: Path) -> None:
    create_workspace(tmp_path, name="Düz", province="Hatay", district=None, store=postgis.url)
    put(open_workspace(tmp_path).store(), population([1]))
    file = tmp_path / "workspace.yaml"
    head = file.read_text(encoding="utf-8").partition("store:")[0]
    file.write_text(f"{head}store: {postgis.url}\n", encoding="utf-8")
    assert open_workspace(tmp_path).store().layers() == ["population"]


def test_wrong_password_is_refused_without_showing_it(postgis: Server, tmp_path: Path) -> None:
    url = postgis.url.replace(postgis.password, "yanlis-parola")
    code, out, said = run(tmp_path / "w", "init", "Deneme", "--province", "Hatay", "--store", url)
    assert (code, out) == (1, "")
    assert f"127.0.0.1:{postgis.port}/mahalle" in said
    assert "yanlis-parola" not in said
    assert not (tmp_path / "w" / "workspace.yaml").exists()


def test_connection_that_is_lost_in_the_middle_is_a_refusal(place: Place) -> None:
    store = place.open()
    put(store, population([1]))

    def draft(former: object, number: int) -> Draft:
        ask(place, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'")
        return Draft(population([number]), (), (), ())

    with pytest.raises(RefusedError) as refusal:
        store.commit("population", draft, author="x", action="import", note="")
    assert refusal.value.issues[0].kind == "store-failed"
    assert [revision.number for revision in store.history("population")] == [1]
    place.assert_whole()
