"""Which issues of a layer may leave: those that quote no cell of a field that is not public."""

from layers.base import LayerSpec
from layers.reading.table import heading_key
from layers.store.base import StoredIssue


def quotes_private(spec: LayerSpec, issue: StoredIssue) -> bool:
    """Whether an issue quotes a cell of a layer with private fields that cannot be told to be a public one."""
    if all(field.public for field in spec.fields) or (issue.old is None and issue.new is None):
        return False
    return issue.column is None or heading_key(issue.column) not in _open_headings(spec)


def _open_headings(spec: LayerSpec) -> set[str]:
    """What people write over the public fields, as headings are compared."""
    public = (field for field in spec.fields if field.public)
    return {heading_key(text) for field in public for text in (field.name, field.title_tr, *field.headings)}
