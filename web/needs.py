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
    "neighbourhood.as_pdf": _FILE,
    "reports.show": EVERYBODY,
    "reports.as_pdf": _FILE,
    "reports.as_xlsx": _FILE,
    "open_data.show": EVERYBODY,
    "open_data.as_json": EVERYBODY,
    "open_data.as_csv": _FILE,
    "open_data.as_jsonld": EVERYBODY,
    "open_data.as_file": _FILE,
    "comparison.show": EVERYBODY,
    "comparison.as_json": EVERYBODY,
    "comparison.as_csv": _FILE,
    "fairness.show": EVERYBODY,
    "fairness.as_file": _FILE,
    "plan.show": EVERYBODY,
    "plan.as_file": _FILE,
    "plan.district_file": _FILE,
    "shapes.as_script": EVERYBODY,
    "data.as_json": EVERYBODY,
    "data.as_csv": _FILE,
    "data.as_geojson": _FILE,
    "data.as_geopackage": _FILE,
    "overlays.as_geojson": EVERYBODY,
    "overlays.at_point": EVERYBODY,
    # other programs
    "ogc.landing": EVERYBODY,
    "ogc.conformance": EVERYBODY,
    "ogc.openapi": EVERYBODY,
    "ogc.collections": EVERYBODY,
    "ogc.collection": EVERYBODY,
    "ogc.queryables": EVERYBODY,
    "ogc.schema": EVERYBODY,
    "ogc.items": EVERYBODY,
    "ogc.item": EVERYBODY,
    "ogc.nothing": EVERYBODY,
    "tiles.describe": EVERYBODY,
    "tiles.of_layer": EVERYBODY,
    "tiles.of_overlay": EVERYBODY,
    "search.show": EVERYBODY,
    "search.as_json": EVERYBODY,
    # the programme and its targets
    "programme.show": EVERYBODY,
    "programme.table_file": _FILE,
    "programme.one": EVERYBODY,
    "programme.places": EVERYBODY,
    "programme_plan.plan": EVERYBODY,
    "programme_plan.plan_file": _FILE,
    "programme_plan.indicators_file": _FILE,
    "programme_plan.effect_page": EVERYBODY,
    "programme_plan.effect_file": _FILE,
    "programme_plan.candidates": EVERYBODY,
    "programme_plan.candidates_file": _FILE,
    "targets.show": EVERYBODY,
    "targets.table_file": _FILE,
    "targets.one": EVERYBODY,
    "targets.enter": _WRITE,
    "rows.edit": _WRITE,
    "rows.save": _WRITE,
    "rows.delete": _WRITE,
    # sites and scenarios
    "siting.show": _DRAFTS,
    "siting.runs_file": _DRAFTS,
    "siting.start": _WRITE,
    "siting.run": _DRAFTS,
    "siting.state": _DRAFTS,
    "siting.as_json": _DRAFTS,
    "siting.as_csv": _DRAFTS,
    "siting.as_geojson": _DRAFTS,
    "siting.left_file": _DRAFTS,
    "siting.cancel": _WRITE,
    "siting.accept": _WRITE,
    "scenarios.show": EVERYBODY,
    "scenarios.list_file": _FILE,
    "scenarios.one": EVERYBODY,
    "scenarios.one_file": _FILE,
    "scenarios.compare": EVERYBODY,
    "scenarios.comparison_file": _FILE,
    "scenarios.new": EVERYBODY,
    "scenarios.edit": EVERYBODY,
    "scenarios.create": _WRITE,
    "scenarios.update": _WRITE,
    "scenarios.delete": _WRITE,
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
