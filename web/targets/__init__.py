"""The targets of the strategic plan on pages: cards as the plan prints them, how far they have come, and what is entered."""
