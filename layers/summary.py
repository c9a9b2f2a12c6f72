"""What the store holds, in rows that a person reads: layers and their revisions."""

from geo.errors import NotFoundError
from geo.issues import Issue
from layers.workspace import Workspace


def layer_summaries(workspace: Workspace) -> list[dict[str, object]]:
    """One row a known layer: current revision, rows, issues by severity, rows set aside, sources, as-of, date."""
    store = workspace.store()
    rows: list[dict[str, object]] = []
    for name, spec in workspace.layers.items():
        revision = store.current(name)
        severities = [] if revision is None else [issue.severity for issue in store.issues(name, revision.number)]
        sources = () if revision is None else revision.sources
        rows.append(
            {
                "layer": name,
                "title": spec.title_tr,
                "revision": None if revision is None else revision.number,
                "rows": 0 if revision is None else revision.rows,
                "errors": severities.count("error"),
                "warnings": severities.count("warning"),
                "infos": severities.count("info"),
                "quarantined": sum(record.rows_quarantined for record in sources),
                "sources": [record.source for record in sources],
                "as_of": max((record.as_of for record in sources if record.as_of), default=None),
                "created_at": None if revision is None else revision.created_at,
            }
        )
    return rows


def revision_summaries(workspace: Workspace, layer: str) -> list[dict[str, object]]:
    """One row a revision of a layer, the newest first."""
    workspace.layer(layer)
    revisions = workspace.store().history(layer)
    if not revisions:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    return [
        {
            "revision": revision.number,
            "created_at": revision.created_at,
            "author": revision.author,
            "action": revision.action,
            "restores": revision.restores,
            "rows": revision.rows,
            "sources": [f"{record.source}:{record.file}" for record in revision.sources],
            "note": revision.note,
            "pruned_at": revision.pruned_at,
        }
        for revision in revisions
    ]
