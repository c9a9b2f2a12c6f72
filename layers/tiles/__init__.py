"""Vector tiles of what the workspace holds: shapes cut by geo/tiles, with the public fields of an export."""
