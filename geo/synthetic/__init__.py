"""A municipality that is nowhere, made by code: every layer, any size, the same for the same seed, and its answers known."""
