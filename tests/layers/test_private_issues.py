"""An issue that quotes what is not public does not leave."""

from layers import LAYERS
from layers.outgoing.private_issues import quotes_private
from layers.store.base import StoredIssue


def issue(column: str | None, old: str | None) -> StoredIssue:
    return StoredIssue("ornek", 3, column, "negative-value", "error", "planner", old, None, "…", "…")


def test_of_a_layer_with_private_fields_only_quotes_of_public_ones_leave() -> None:
    buildings = LAYERS["buildings"]
    private = next(field for field in buildings.fields if not field.public)
    public = next(field for field in buildings.fields if field.public)
    assert quotes_private(buildings, issue(private.title_tr, "YK0000001"))
    assert quotes_private(buildings, issue(None, "YK0000001"))
    assert quotes_private(buildings, issue("bilinmeyen başlık", "5"))
    assert not quotes_private(buildings, issue(public.title_tr, "5"))
    assert not quotes_private(buildings, issue(private.title_tr, None))


def test_of_a_layer_without_any_all_leave() -> None:
    assert not quotes_private(LAYERS["parks"], issue(None, "5"))
