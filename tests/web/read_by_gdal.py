"""GDAL as another program: reads a layer of a server and keeps the rows, in a process where nothing of ours is loaded.

In ours GDAL is kept from asking anybody anything (layers/gdal.py). Usage: read_by_gdal.py ADDRESS LAYER OUT OPTIONS-AS-JSON
"""

import json
import sys

import pyogrio

address, layer, out, options = sys.argv[1:]
if layer == "?":
    sys.stdout.write(json.dumps([str(name) for name in pyogrio.list_layers(f"OAPIF:{address}")[:, 0]]))
else:
    chosen = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(options).items()}
    pyogrio.read_dataframe(f"OAPIF:{address}", layer=layer, **chosen).to_pickle(out)
