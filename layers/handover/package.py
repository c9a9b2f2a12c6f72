"""The hand-over package: one zip with the data and all that a receiver needs to use and to trust them.

The same revisions give the same bytes: no clock, sorted names, one date in the zip.
"""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2

from geo.change_list import CHANGE
from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.turkish import lower
from layers.atlas import Atlas, build_atlas
from layers.checking import find_contradictions
from layers.export import FORMATS
from layers.handover.changes import change_table, former_table, handed_over
from layers.handover.documents import (
    ISSUE_HEADINGS,
    csv_of,
    dictionary_of,
    findings_of,
    issues_of,
    json_of,
    schema_of,
    uncertain_of,
)
from layers.handover.iso_metadata import iso_metadata
from layers.handover.profile import Profile, read_profile
from layers.handover.receivers import PACKAGE, remember_handover, require_receiver
from layers.handover.rendering import in_words_of
from layers.handover.seal import SEAL_ROOM, sealed
from layers.handover.since import Since, since_when
from layers.outgoing.fixed_zip import write_zip
from layers.outgoing.table import ExportTable
from layers.outgoing.tables import ATLAS, atlas_table, layer_table
from layers.outgoing.writing import fitted, replacing
from layers.store.base import Revision
from layers.workspace import Workspace

MANIFEST = "manifest.json"
KIND = "mahalle-package"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class PackageOptions:
    """What the user said beside where to: since when changes are listed, who gets the package, and in whose words."""

    since: tuple[str, ...] = ()
    receiver: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Packaged:
    """What a package holds: its tables, and by table how many rows were created, updated and deleted."""

    tables: tuple[str, ...]
    revisions: Mapping[str, int]
    changes: Mapping[str, Mapping[str, int]]
    files: int


@dataclass(slots=True)
class _Contents:
    """The files of a package while it is put together."""

    workspace: Workspace
    folder: Path
    revisions: Sequence[Revision]
    profile: Profile | None = None
    files: dict[str, bytes | Path] = field(default_factory=dict)
    changes: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def created_at(self) -> str:
        """When the newest revision was made."""
        return max(revision.created_at for revision in self.revisions)

    def worded(self, table: ExportTable) -> ExportTable:
        """A table in the words of the profile."""
        return table if self.profile is None else in_words_of(self.profile, table)

    def write(self, name: str, table: ExportTable, suffix: str) -> str:
        """Write a table in a format and take the file in; in the profile's coordinate system where the format has one."""
        path = self.folder / f"{len(self.files):04d}{suffix}"
        form = FORMATS[suffix]
        epsg = None if self.profile is None or form.only_wgs84 else self.profile.epsg
        form.write(fitted(table, form, epsg), path)
        self.files[f"{name}{suffix}"] = path
        return f"{name}{suffix}"


def write_package(workspace: Workspace, out: Path, options: PackageOptions | None = None) -> Packaged:
    """Write the package of the current revisions; an existing file is replaced only by a whole one.

    Raises
        RefusedError: there is nothing to hand over, or the name, the receiver or the place to write to will not do.
        NotFoundError: a revision or a hand-over that changes are asked for since is not there.
    """
    options = options or PackageOptions()
    if lower(out.suffix) != ".zip":
        raise RefusedError(Issue("package-suffix", params={"suffix": out.suffix}))
    require_receiver(options.receiver)
    store = workspace.store()
    revisions = [revision for layer in store.layers() if (revision := store.current(layer)) is not None]
    if not revisions:
        raise RefusedError(Issue("nothing-to-package"))
    since = since_when(workspace, PACKAGE, options.since, options.receiver)
    atlas = _atlas(workspace)
    tables = [layer_table(workspace, revision.layer) for revision in revisions]
    if atlas is not None:
        tables.append(atlas_table(atlas))
    profile = None if options.profile is None else read_profile(workspace, options.profile)
    tables = [handed_over(table) for table in tables if profile is None or profile.covers(table.name)]
    if not tables:
        raise RefusedError(Issue("nothing-to-package"))
    numbers = {revision.layer: revision.number for revision in revisions}
    with replacing(out) as partial, tempfile.TemporaryDirectory(prefix=".mahalle-", dir=out.parent) as folder:
        contents = _Contents(workspace, Path(folder), revisions, profile)
        listed = [_put_table(contents, table) for table in tables]
        changes = [] if since is None else [_put_changes(contents, table, since) for table in tables if _is_covered(table, since)]
        _put_documents(contents, tables, atlas)
        uncertain = list(uncertain_of(workspace, atlas, revisions))
        contents.files["uncertain.csv"] = csv_of([("subject", "tr", "en"), *uncertain])
        contents.files["index.html"] = _cover(contents, {"tables": listed, "changes": changes, "uncertain": uncertain})
        contents.files[MANIFEST] = json_of(_manifest(contents, numbers, since))
        write_zip(partial, contents.files, contents.created_at, comment=SEAL_ROOM)
        sealed(partial)
    if options.receiver is not None:
        remember_handover(workspace, PACKAGE, options.receiver, numbers)
    told = {"file": out.name, "receiver": options.receiver or "", "profile": options.profile or "", "revisions": numbers}
    store.register.record("handed-over", PACKAGE, told)
    return Packaged(tuple(table.name for table in tables), numbers, contents.changes, len(contents.files))


def _atlas(workspace: Workspace) -> Atlas | None:
    """The atlas, None where there are no boundaries to make one of."""
    try:
        return build_atlas(workspace)
    except NotFoundError:
        return None


def _is_covered(table: ExportTable, since: Since) -> bool:
    return table.name == ATLAS or since.covers(table.name)


def _put_table(contents: _Contents, table: ExportTable) -> dict[str, object]:
    """The data of a table with its schema and metadata, and its line of the cover page."""
    table = contents.worded(table)
    files = [
        contents.write(f"data/{table.name}", table, suffix) for suffix in (".gpkg", ".geojson" if table.is_drawn else ".csv")
    ]
    contents.files[f"schema/{table.name}.schema.json"] = json_of(schema_of(table))
    contents.files[f"metadata/{table.name}.xml"] = iso_metadata(
        contents.workspace, table, epsg=(contents.profile and contents.profile.epsg) or 4326
    )
    return {
        "name": table.name,
        "title": table.metadata["title"],
        "rows": len(table.features),
        "revision": table.metadata["revision"],
        "source": table.metadata.get("source", ""),
        "files": files,
    }


def _put_changes(contents: _Contents, table: ExportTable, since: Since) -> dict[str, object]:
    """The change list of a table, and its line of the cover page."""
    listed = change_table(former_table(contents.workspace, table.name, since), table)
    counted = {name: int((listed.features[CHANGE] == name).sum()) for name in ("CREATE", "UPDATE", "DELETE")}
    changes = contents.worded(listed)
    file = contents.write(f"changes/{changes.name}", changes, ".geojson" if table.is_drawn else ".csv")
    contents.changes[changes.name] = counted
    return {"name": changes.name, "file": file, **counted}


def _put_documents(contents: _Contents, tables: Sequence[ExportTable], atlas: Atlas | None) -> None:
    worded = [contents.worded(table) for table in tables]
    contents.files["dictionary/sozluk.csv"] = dictionary_of(worded, "tr")
    contents.files["dictionary/dictionary.csv"] = dictionary_of(worded, "en")
    store = contents.workspace.store()
    issues: list[Sequence[object]] = [ISSUE_HEADINGS]
    for revision in contents.revisions:
        spec = contents.workspace.layer(revision.layer)
        issues += issues_of(spec, revision, store.issues(revision.layer, revision.number))
    contents.files["issues.csv"] = csv_of(issues)
    contents.files["findings.csv"] = csv_of(findings_of([] if atlas is None else find_contradictions(contents.workspace)))


def _cover(contents: _Contents, shown: Mapping[str, object]) -> bytes:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    template = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined).get_template("cover.html")
    title = contents.workspace.name
    return template.render(title=title, created_at=contents.created_at, **shown).encode()


def _manifest(contents: _Contents, revisions: Mapping[str, int], since: Since | None) -> dict[str, object]:
    digests = {}
    for name in sorted(contents.files):
        content = contents.files[name]
        data = content.read_bytes() if isinstance(content, Path) else content
        digests[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return {
        "kind": KIND,
        "version": _VERSION,
        "title": contents.workspace.name,
        "province": contents.workspace.province,
        "district": contents.workspace.district,
        "created_at": contents.created_at,
        "revisions": dict(sorted(revisions.items())),
        "profile": None if contents.profile is None else contents.profile.name,
        "since": None if since is None else dict(sorted(since.revisions.items())),
        "changes": contents.changes,
        "files": digests,
    }
