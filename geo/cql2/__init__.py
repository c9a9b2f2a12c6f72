"""Filters in CQL2 Text: what other programs send to choose rows, read into a tree and answered by masks over columns.

tree.py says what an expression is, tokens.py and parsing.py read one, literals.py its shapes and days, masks.py answers it.

Source
    OGC 21-065r2, Common Query Language (CQL2): basic CQL2, advanced comparison operators, case-insensitive comparison, spatial
    functions.
"""

from geo.cql2.masks import Columns, TextColumn, chosen_rows
from geo.cql2.parsing import parse

__all__ = ["Columns", "TextColumn", "chosen_rows", "parse"]
