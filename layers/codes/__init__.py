"""Code lists that several layers share: canonical English keys, Turkish titles, and what plans and tables write for them."""
