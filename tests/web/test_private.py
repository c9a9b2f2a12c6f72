"""What is not public does not stand on any page of the desk, nor do ids that were made of it."""

from pathlib import Path

import pytest
from flask import Flask

from layers.importing import current_frame
from layers.outgoing.hidden_ids import has_hidden_ids
from layers.workspace import open_workspace


@pytest.mark.parametrize("layer", ["buildings", "damage"])
def test_no_building_is_told_by_number_or_id(example_app: Flask, example_path: Path, layer: str) -> None:
    workspace = open_workspace(example_path)
    rows = current_frame(workspace, workspace.store(), layer)
    assert rows is not None
    assert has_hidden_ids(workspace.layer(layer))
    secrets = {str(value) for column in ("id", "building_no") for value in rows[column].dropna()}
    assert len(secrets) > 10
    for ending in ("", ".json", ".csv"):
        answer = example_app.test_client().get(f"/katmanlar/{layer}{ending}")
        assert answer.status_code == 200
        text = answer.get_data(as_text=True)
        assert not [secret for secret in secrets if secret in text], ending
