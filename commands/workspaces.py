"""Commands that make a workspace and serve it."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.speaking import opened, refusable, say
from geo.errors import MahalleError
from geo.issues import Issue

if TYPE_CHECKING:
    from layers.importing import ImportResult
    from layers.workspace import Workspace
    from web.settings import Settings


@click.command()
@click.option("--no-serve", is_flag=True, help="Yalnız kur, sunma. Build only.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
@refusable
def demo(path: Path, no_serve: bool, host: str, port: int) -> None:
    """Defne çalışma alanını kurar ve sunar. Build the Defne workspace, then serve it."""
    from layers.demo import build_demo

    workspace, results = build_demo(path)
    say_results(results)
    if not no_serve:
        run_server(workspace.path, host, port)


@click.command()
@click.option("--neighbourhoods", type=int, default=24, show_default=True, help="Mahalle sayısı. Number of neighbourhoods.")
@click.option("--zones", type=int, default=600, show_default=True, help="İmar alanı sayısı. Number of zones of the plan.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Aynı sayıya aynı dosyalar. Same seed, same bytes."
)
@click.pass_obj
@refusable
def example(path: Path, neighbourhoods: int, zones: int, seed: int) -> None:
    """Bütün katmanlarıyla sentetik bir belediye kurar. Build a synthetic municipality with every layer.

    Dosyaları ve bilinen cevapları (truth.json) WORKSPACE/example içindedir. Its files and known answers are in WORKSPACE/example.
    """
    from geo.synthetic.town import Size
    from layers.ornek import build_example

    _, results = build_example(path, Size(neighbourhoods, zones), seed)
    say_results(results)


def say_results(results: Iterable[ImportResult]) -> None:
    """One line for each import."""
    for result in results:
        say(
            f"{result.layer}: {result.rows_stored} satır alındı, {result.rows_quarantined} ayrıldı, sürüm {result.revision}",
            f"{result.layer}: {result.rows_stored} rows stored, {result.rows_quarantined} set aside, revision {result.revision}",
        )


@click.command()
@click.argument("name")
@click.option("--province", required=True, help="İl.")
@click.option("--district", default=None, help="İlçe; verilmezse kapsam ildir. Without it the scope is the province.")
@click.option("--store", default=None, help="PostGIS adresi; verilmezse GeoPackage. URL of a PostGIS, else a GeoPackage.")
@click.pass_obj
@refusable
def init(path: Path, name: str, province: str, district: str | None, store: str | None) -> None:
    """Boş çalışma alanı kurar. Make an empty workspace."""
    from layers.workspace import create_workspace

    workspace = create_workspace(path, name=name, province=province, district=district, store=store)
    say(f"Çalışma alanı kuruldu: {path}", f"Workspace made: {path}")
    if workspace.store_address is None:
        return
    held = ", ".join(workspace.store().layers())
    if held:
        say(f"Bu depo ortak kullanılıyor; içindekiler: {held}", f"This store is shared; it already holds: {held}")
    if workspace.store_address.writes_out_a_password:
        say(
            "Parola workspace.yaml içinde açık duruyor. Yerine bir ortam değişkeni yazın: postgresql://kullanıcı:${PAROLA}@…",
            "The password stands in workspace.yaml in plain text. Better name a variable: postgresql://user:${PASSWORD}@…",
        )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
@refusable
def serve(path: Path, host: str, port: int) -> None:
    """Atlası tarayıcıya sunar. Serve the atlas to a browser."""
    run_server(opened(path).path, host, port)


def run_server(path: Path, host: str, port: int) -> None:
    """Serve a workspace until stopped; the address goes to standard error once the port is open."""
    from waitress import create_server

    from web import create_app, warm_up

    workspace = opened(path)
    settings = server_settings(workspace, host)
    app = create_app(path, settings=settings)
    try:
        server = create_server(app, host=host, port=port, ident=None, **proxy_options(settings.trusted_proxy))
    except OSError as error:
        raise MahalleError(Issue("port-taken", params={"host": host, "port": str(port), "why": error.strerror or ""})) from error
    address = f"http://{host}:{server.effective_port}/"
    say(f"Atlas burada: {address}  (durdurmak için Ctrl+C)", f"The atlas is at {address}  (Ctrl+C stops it)")
    _say_who_may_write(workspace, settings, host)
    warm_up(app)
    try:
        # A server keeps atlases of millions of objects that all stay: to look through them for garbage every few requests took a
        # quarter of its time (1,000 neighbourhoods), and let single pages wait 0.3 s.
        gc.set_threshold(50_000, 20, 100)
        server.run()
    finally:
        server.close()


def server_settings(workspace: Workspace, host: str) -> Settings:
    """How a workspace is served at an address: its map tiles, its names, and the server that it is told to trust."""
    from web import settings_for

    settings = settings_for(host)
    names = settings.allowed_hosts
    return replace(
        settings,
        basemap_url=workspace.basemap_url,
        basemap_attribution=workspace.basemap_attribution,
        allowed_hosts=None if names is None else names | set(workspace.host_names),
        trusted_proxy=workspace.trusted_proxy,
    )


def proxy_options(trusted_proxy: str | None) -> dict[str, Any]:
    """What waitress is told of other servers: only the trusted one's word counts, and without one it takes no headers away.

    It would take them away by itself, and then nothing could tell a request of this machine from one that was passed on.

    >>> proxy_options(None)
    {'clear_untrusted_proxy_headers': False}
    """
    if trusted_proxy is None:
        return {"clear_untrusted_proxy_headers": False}
    return {
        "trusted_proxy": trusted_proxy,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def _say_who_may_write(workspace: Workspace, settings: Settings, host: str) -> None:
    from web.settings import LOOPBACK

    if host in LOOPBACK:
        return
    if not workspace.store().register.has_accounts():
        say(
            "Ağa açık, ama hesap yok: yalnız okunur. Yazmak için hesap ekleyin: mahalle user add AD --role ROL",
            "Open to the network, no accounts: it can only be read. To write, add some: mahalle user add NAME --role ROLE",
        )
    elif settings.trusted_proxy is None:
        say(
            "! Şifresiz bağlantı: parolalar ağda okunabilir. Önüne https veren bir sunucu koyun ve adresini workspace.yaml "
            "dosyasına yazın (server: trusted_proxy).",
            "Not encrypted: passwords can be read on the network. Put a server with https in front, and write its address into "
            "workspace.yaml (server: trusted_proxy).",
        )
