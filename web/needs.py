"""What each address needs: one line an endpoint. One that is missing here is refused where it writes, and a test fails.

`EVERYBODY`: what it shows depends on who asks, for all data come from `library().state()`. Anything else is a permission of
layers/roles.py. `exports`: a file that is taken away; the record says who took it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from layers.roles import Permission


@dataclass(frozen=True, slots=True)
class Need:
    """What an endpoint needs; `before_password` says that it is reached while a one-time password waits to be changed."""

    permission: Permission | Literal["everybody", "signed-in"]
    exports: bool = False
    before_password: bool = False
    # Files of ours, the same for all: nobody is looked up for them.
    is_asset: bool = False


EVERYBODY: Final = Need("everybody")
_FILE: Final = Need("everybody", exports=True)
_DRAFTS: Final = Need("see-drafts")
_WRITE: Final = Need("write")
_RELEASE: Final = Need("release")
_ACCOUNTS: Final = Need("manage-accounts")
_RECORD: Final = Need("read-record")

NEEDS: Final[Mapping[str, Need]] = {
    "static": Need("everybody", is_asset=True),
    "health.show": EVERYBODY,
    # the atlas
    "atlas.show": EVERYBODY,
    "atlas.list_all": EVERYBODY,
    "neighbourhood.show": EVERYBODY,
    "neighbourhood.as_json": EVERYBODY,
    "neighbourhood.as_csv": _FILE,
    "comparison.show": EVERYBODY,
    "comparison.as_json": EVERYBODY,
    "comparison.as_csv": _FILE,
    "data.as_json": EVERYBODY,
    "data.as_csv": _FILE,
    "data.as_geojson": _FILE,
    "data.as_geopackage": _FILE,
    "overlays.as_geojson": EVERYBODY,
    "overlays.at_point": EVERYBODY,
    "tiles.describe": EVERYBODY,
    "tiles.of_layer": EVERYBODY,
    "tiles.of_overlay": EVERYBODY,
    "search.show": EVERYBODY,
    "search.as_json": EVERYBODY,
    # the desk
    "desk.show": EVERYBODY,
    "desk.as_json": EVERYBODY,
    "desk.as_csv": _FILE,
    "desk_layer.show": EVERYBODY,
    "desk_layer.as_json": EVERYBODY,
    "desk_layer.as_csv": _FILE,
    "desk_layer.issues": EVERYBODY,
    "desk_layer.issues_file": EVERYBODY,
    "desk_layer.set_aside": EVERYBODY,
    "desk_layer.set_aside_file": EVERYBODY,
    "desk_history.show": EVERYBODY,
    "desk_history.history_file": EVERYBODY,
    "desk_history.compare": EVERYBODY,
    "desk_history.compare_file": EVERYBODY,
    "desk_history.take_back": _WRITE,
    "desk_names.show": EVERYBODY,
    "desk_names.names_file": EVERYBODY,
    "desk_names.decide": _WRITE,
    "desk_names.findings": EVERYBODY,
    "desk_names.findings_json": EVERYBODY,
    "desk_names.findings_csv": _FILE,
    "desk_upload.receive": _WRITE,
    "desk_upload.show": _WRITE,
    "desk_upload.columns": _WRITE,
    "desk_upload.try_out": _WRITE,
    "desk_upload.trial": _WRITE,
    "desk_upload.store": _WRITE,
    "desk_upload.drop": _WRITE,
    # release
    "releases.show": _DRAFTS,
    "releases.as_file": _DRAFTS,
    "releases.layer": _DRAFTS,
    "releases.look": Need("signed-in"),
    "releases.send": _WRITE,
    "releases.release": _RELEASE,
    "releases.send_back": _RELEASE,
    "releases.withdraw": _RELEASE,
    # people
    "account.show_sign_in": EVERYBODY,
    "account.sign_in": EVERYBODY,
    "account.sign_out": Need("signed-in", before_password=True),
    "account.show_password": Need("signed-in", before_password=True),
    "account.change_password": Need("signed-in", before_password=True),
    "users.show": _ACCOUNTS,
    "users.as_file": _ACCOUNTS,
    "users.add": _ACCOUNTS,
    "users.change": _ACCOUNTS,
    "record.show": _RECORD,
    "record.as_json": _RECORD,
    "record.as_csv": Need("read-record", exports=True),
}
