"""Siting as a run in the background: the question as it is kept, and all that a page or file later says of the answer."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import shapely

from layers.run_process import run_here, start_run
from layers.runs import Run, Runs, tell_progress
from layers.siting import STEPS, SitingAnswer, SitingStep, site, siting_document
from layers.siting_request import SitingRequest, request_document, request_from_document
from layers.workspace import Workspace, open_workspace

TASK: Final = "siting"
_DECIMALS: Final = 7


def start_siting(runs: Runs, workspace: Workspace, request: SitingRequest, by: str) -> Run:
    """Begin to look for sites in a process of its own.

    Raises
        RefusedError: `run-busy`.
    """
    return start_run(runs, TASK, request_document(request), by, revisions_of(workspace))


def revisions_of(workspace: Workspace) -> dict[str, int]:
    """The current revision of each layer that has one."""
    store = workspace.store()
    current = ((layer, store.current(layer)) for layer in store.layers())
    return {layer: revision.number for layer, revision in current if revision is not None}


def request_of(run: Run) -> SitingRequest:
    """What a run was asked."""
    return request_from_document(run.asked.question)


def find_sites(folder: Path, question: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the process of a run does: the answer as one JSON document, and what a list of runs says of it."""

    def told(step: SitingStep) -> None:
        tell_progress(folder, step=step)

    workspace = open_workspace(folder.parents[1])
    answer = site(workspace, request_from_document(question), told)
    gained = round(answer.covered_after - answer.covered_before)
    return answer_document(answer), {"sites": len(answer.sites), "people_gained": gained}


def answer_document(answer: SitingAnswer) -> dict[str, Any]:
    """All that is kept of an answer: `siting_document`, and with it shapes, the rival's value, and the revisions it stands on."""
    document = siting_document(answer)
    shapes = shapely.set_precision(answer.sites.geometry.to_numpy(), 10.0**-_DECIMALS, mode="pointwise")
    return {
        **document,
        "greedy_value": round(answer.plan.greedy_value, 1),
        "shapes": [json.loads(text) for text in shapely.to_geojson(shapes)],
        "revisions": {layer: revision.number for layer, revision in answer.atlas.revisions.items()},
    }


def main(folder: str) -> None:
    """The process of a run."""
    path = Path(folder)
    question = json.loads((path / "asked.json").read_text(encoding="utf-8"))["question"]
    tell_progress(path, step=STEPS[0])
    run_here(path, find_sites, question)
