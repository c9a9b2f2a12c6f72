"""A town with ten thousand parcels in the zone of 36 degrees, and its application behind a real port of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import numpy as np
import shapely
from flask import Flask
from small_town import X as WEST
from small_town import Y as SOUTH
from small_town import lay, multi, rows, small_town
from werkzeug.serving import make_server

PARCELS = 10_500
ZONE = 5256
_ROW, _STEP_M = 125, 8.0


def town_of_parcels(folder: Path) -> Path:
    """The small town with a park, three facilities as points, and 10,500 square parcels; every seventh lacks a block."""
    path = small_town(folder)
    place = np.arange(PARCELS)
    west, south = WEST + place % _ROW * _STEP_M, SOUTH + place // _ROW * _STEP_M
    squares = shapely.box(west, south, west + 6, south + 6)
    columns = {
        "neighbourhood_name": "Batı",
        "block_no": [None if number % 7 == 0 else str(100 + number // 50) for number in place],
        "parcel_no": [str(number) for number in place],
        "kind": ["cadastral" if number % 2 else "zoning" for number in place],
        "area_m2": 36.0,
        "nature": "Arsa, ığüşöç İĞÜŞÖÇ",
    }
    lay(path, "parcels", rows(columns, multi(list(squares))))
    parks = {"neighbourhood_name": ["Batı"], "name": ["Şehitler Parkı"], "kind": ["park"], "opened_on": ["2020-05-19"]}
    lay(path, "parks", rows(parks, multi([shapely.box(WEST + 10, SOUTH + 10, WEST + 60, SOUTH + 60)])))
    facilities = {
        "neighbourhood_name": ["Batı", "Batı", "Doğu"],
        "name": ["Okul", "Çeşme", "Cami"],
        "kind": ["primary_school"] * 3,
    }
    lay(path, "facilities", rows(facilities, [shapely.Point(WEST + x, SOUTH + 100) for x in (100, 500, 1500)]))
    return path


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of `/ogc` of an application that is served while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/ogc"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
