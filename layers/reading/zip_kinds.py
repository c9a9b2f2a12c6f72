"""How a zip begins; XLSX, ODS and KMZ are zips, and only their names and contents tell them apart."""

ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b"
