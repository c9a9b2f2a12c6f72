"""Each layer's sample goes into each store and comes back as it went in."""

import pytest
from samples_of_layers import read_sample
from stores import Place, put, records

from layers import LAYERS
from layers.base import LayerSpec, ReadContext
from layers.importing import read_file
from layers.own import own_layers
from layers.store.base import Store


@pytest.mark.parametrize("spec", LAYERS.values(), ids=list(LAYERS))
def test_a_sample_comes_back_from_the_store(spec: LayerSpec, store: Store, context: ReadContext) -> None:
    rows = read_sample(spec, context).rows.assign(source="deneme", source_file="deneme.tsv")
    revision = put(store, rows, spec.name, name="deneme")
    assert records(spec.conform(store.read(spec.name, revision.number))) == records(spec.conform(rows))


def test_an_own_layer_comes_back_from_each_store(place: Place, context: ReadContext) -> None:
    folder = place.folder / "layers"
    folder.mkdir()
    (folder / "works.yaml").write_text(OWN, encoding="utf-8")
    file = place.folder / "isler.tsv"
    file.write_text("MAHALLE\tİŞ\tTÜR\tTUTAR 2025\tTUTAR 2026\nTavla\tÇit\tOnarım\t1.500\t2.000,50\n", encoding="utf-8")
    spec = own_layers(place.folder, LAYERS)["works"]
    rows = read_file(spec, file, context).rows.assign(source="deneme", source_file="isler.tsv")
    assert rows[["year", "cost_try", "kind"]].to_numpy().tolist() == [[2025, 1500, "repair"], [2026, 2000.5, "repair"]]
    store = place.open()
    revision = put(store, rows, "works", name="deneme")
    assert records(spec.conform(store.read("works", revision.number))) == records(spec.conform(rows))


OWN = """\
title: {tr: İşler, en: Works}
description: {tr: Küçük işler., en: Small works.}
geometry: any
fields:
  - {name: work, title: {tr: İş, en: Work}, type: text, required: true}
  - name: kind
    title: {tr: Tür, en: Kind}
    type: code
    codes: [{key: repair, tr: Onarım, en: Repair}, {key: new, tr: Yeni, en: New}]
  - {name: cost_try, title: {tr: Tutar, en: Cost}, type: number, unit: try, extensive: true, by_year: true}
"""
