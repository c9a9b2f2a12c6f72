"""Chosen sites become planned investments: one new revision of their layer, whose note names the run that chose them."""

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import shapely

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import slug
from layers.importing import ImportOptions, ImportResult, current_frame, import_files
from layers.runs import Run, note_acceptance
from layers.siting_kinds import SitingKind, siting_kind
from layers.siting_runs import request_of
from layers.source_files import write_source
from layers.workspace import Workspace

INVESTMENTS: Final = "investments"
_SOURCE: Final = "yer-secimi"
_FILE: Final = "yer_secimi.geojson"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What accepted sites are built for: a target, its indicator, and the department in charge; None where nobody has said."""

    target_no: str | None = None
    indicator_no: str | None = None
    unit_in_charge: str | None = None


def accepted_already(workspace: Workspace, run: Run) -> frozenset[str]:
    """Which sites of a run stand in the investments already, whichever run they were accepted from."""
    result = run.result()
    frame = current_frame(workspace, workspace.store(), INVESTMENTS)
    known = set() if frame is None else set(frame["id"])
    kind = siting_kind(str(result["kind"]))
    return frozenset(site["id"] for site in result["sites"] if investment_id(kind, site["id"]) in known)


def accept_sites(workspace: Workspace, run: Run, chosen: Collection[str], purpose: Purpose = Purpose()) -> ImportResult:
    """Take sites of a run into the investments as planned ones, each in its year; all rows that are there stay.

    Parameters
        chosen: ids of plots among the run's sites.
        purpose: what all of them are for.
    Raises
        RefusedError: `accept-nothing`, none of them is a site of the run; `accept-again`, some are investments already.
        StaleError: somebody else wrote investments at the same moment.
        NotFoundError: `run-without-result`.
    """
    result = run.result()
    places = [place for place, site in enumerate(result["sites"]) if site["id"] in chosen]
    if not places:
        raise RefusedError(Issue("accept-nothing"))
    current = workspace.store().current(INVESTMENTS)
    again = accepted_already(workspace, run) & set(chosen)
    if again:
        titles = [site_title(site) for site in result["sites"] if site["id"] in again]
        raise RefusedError(Issue("accept-again", params={"count": len(titles), "sites": ", ".join(titles[:5])}))
    kind = siting_kind(str(result["kind"]))
    rows = _rows(kind, [result["sites"][place] for place in places], [result["shapes"][place] for place in places])
    rows = rows.assign(**{name: value for name, value in asdict(purpose).items() if value})
    earlier = [] if current is None else [record.source for record in current.sources]
    options = ImportOptions(
        source=_unused(f"{_SOURCE}-{run.id}", earlier),
        epsg=4326,
        note=_note(run, kind, len(places)),
        based_on=0 if current is None else current.number,
    )
    with tempfile.TemporaryDirectory(prefix="mahalle-") as folder:
        path = Path(folder) / _FILE
        write_source(workspace.layer(INVESTMENTS), rows, path)
        imported = import_files(workspace, INVESTMENTS, [path], options)
    if imported.revision is not None:
        note_acceptance(run, imported.revision)
    return imported


def site_title(site: Mapping[str, Any]) -> str:
    """A site as people name it: neighbourhood, block and parcel, else the plot's id.

    >>> site_title({"id": "a-1", "neighbourhood_name": "Akçay", "block_no": "12", "parcel_no": "3"})
    'Akçay 12/3'
    """
    known = [str(site[name]) for name in ("block_no", "parcel_no") if site[name] is not None]
    return f"{site['neighbourhood_name'] or ''} {'/'.join(known) or site['id']}".strip()


def investment_id(kind: SitingKind, plot: str) -> str:
    """The id of the investment that a facility on a plot becomes: the same whichever run chose it.

    >>> investment_id(siting_kind("sport_park"), "akcay-12-3-arsa")
    'yer-secimi-sport-park-akcay-12-3-arsa'
    """
    return slug(f"{_SOURCE}-{kind.key.replace('_', '-')}-{plot}")


def _rows(kind: SitingKind, sites: Sequence[Mapping[str, Any]], shapes: Sequence[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    columns = {
        "id": [investment_id(kind, site["id"]) for site in sites],
        "neighbourhood_name": [site["neighbourhood_name"] for site in sites],
        "name": [f"{kind.title.tr}: {site_title(site)}" for site in sites],
        "kind": [kind.investment] * len(sites),
        "year": [int(site["year"]) for site in sites],
        "budget_try": [site["cost_try"] for site in sites],
        "quantity": [1.0] * len(sites),
        "quantity_unit": ["adet"] * len(sites),
        "status": ["planned"] * len(sites),
    }
    return gpd.GeoDataFrame(columns, geometry=[shapely.geometry.shape(shape) for shape in shapes], crs=4326)


def _unused(source: str, known: Collection[str]) -> str:
    """A source of its own for each acceptance: what was edited in an earlier one is not read anew."""
    names = (source if count == 1 else f"{source}-{count}" for count in range(1, len(known) + 2))
    return next(name for name in names if name not in known)


def _note(run: Run, kind: SitingKind, count: int) -> str:
    asked = request_of(run)
    per_year = f", yılda en çok {asked.per_year}" if asked.per_year else ""
    return f"Yer seçimi {run.id}: {kind.title.tr}, {asked.count} yer{per_year}; kabul edilen {count} yer, planlandı"
