"""The one door to GDAL: pyogrio for bulk, fiona where an explicit schema is written.

Two of GDAL's vector drivers run what a document says, whatever the document is called: OGR_VRT reads any file and fetches any
address, GDALG runs a processing pipeline. They can be left out only before GDAL loads, so the setting stands above the imports
and both libraries are imported nowhere else.
"""

import os

_RUNS_WHAT_IT_READS = ("OGR_VRT", "GDALG")

os.environ["OGR_SKIP"] = ",".join(_RUNS_WHAT_IT_READS)

import pyogrio  # noqa: E402

# fiona's wheel carries an older GDAL that has no GDALG and would complain of the name.
os.environ["OGR_SKIP"] = "OGR_VRT"

import fiona  # noqa: E402

if set(_RUNS_WHAT_IT_READS) & set(pyogrio.list_drivers()):
    raise ImportError("GDAL was loaded before layers.gdal could switch off its VRT and GDALG drivers; import layers first.")

__all__ = ["fiona", "pyogrio"]
