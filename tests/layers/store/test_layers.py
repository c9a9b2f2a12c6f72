"""Each layer's sample goes into each store and comes back as it went in."""

import pytest
from samples_of_layers import read_sample
from stores import put, records

from layers import LAYERS
from layers.base import LayerSpec, ReadContext
from layers.store.base import Store


@pytest.mark.parametrize("spec", LAYERS.values(), ids=list(LAYERS))
def test_a_sample_comes_back_from_the_store(spec: LayerSpec, store: Store, context: ReadContext) -> None:
    rows = read_sample(spec, context).rows.assign(source="deneme", source_file="deneme.tsv")
    revision = put(store, rows, spec.name, name="deneme")
    assert records(spec.conform(store.read(spec.name, revision.number))) == records(spec.conform(rows))
