"""Every contradiction in the tables of Defne's plan, read as plainly as can be, and none that is not there."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo.contradictions import (
    Breakdown,
    Quantity,
    find_breakdown_differences,
    find_extent_differences,
    find_mixed_formats,
    find_share_differences,
    find_total_differences,
    find_weight_differences,
)
from geo.issues import Finding, Words, by_weight
from geo.numbers import parse_column

SHARED = Path("/work/shared/data/defne")
