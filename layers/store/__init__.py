"""Where revisions are kept. base.py says what a store does; each other file is one way of doing it."""
