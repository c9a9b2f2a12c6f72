"""Ways of reading a file, behind one gate (gate.py): every path goes through `admit` before any library opens it."""
