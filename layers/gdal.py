"""The one door to GDAL: pyogrio for bulk, fiona where an explicit schema is written.

Two of GDAL's vector drivers run what a document says, whatever the document is called: OGR_VRT reads any file and fetches any
address, GDALG runs a processing pipeline. They can be left out only before GDAL loads, so the setting stands above the imports
and both libraries are imported nowhere else.

Others fetch what a document names: GML its schema, GeoJSON the definition of its coordinate system. No option forbids it to all
of them, so every call is sent to a proxy that cannot be there: port 0 of this machine.
"""

import os

_RUNS_WHAT_IT_READS = ("OGR_VRT", "GDALG")
_NOWHERE = "127.0.0.1:0"

os.environ["OGR_SKIP"] = ",".join(_RUNS_WHAT_IT_READS)
os.environ["GDAL_HTTP_PROXY"] = os.environ["GDAL_HTTPS_PROXY"] = _NOWHERE
os.environ["CPL_VSIL_CURL_ALLOWED_EXTENSIONS"] = ".no-file-ends-so"

import pyogrio  # noqa: E402

# fiona's wheel carries an older GDAL that has no GDALG and would complain of the name.
os.environ["OGR_SKIP"] = "OGR_VRT"

import fiona  # noqa: E402
from fiona._err import CPLE_BaseError  # noqa: E402

if set(_RUNS_WHAT_IT_READS) & set(pyogrio.list_drivers()):
    raise ImportError("GDAL was loaded before layers.gdal could switch off its VRT and GDALG drivers; import layers first.")

# What fiona raises when a file cannot be written to its end: its errors have no common root, GDAL's own slip through, and of a
# record that a full disk does not take it says RuntimeError.
WRITING_ERRORS = (fiona.errors.FionaError, fiona.errors.TransactionError, CPLE_BaseError, RuntimeError)

__all__ = ["WRITING_ERRORS", "fiona", "pyogrio"]
