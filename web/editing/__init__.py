"""Forms in which one thing of a layer is changed: what stands in them, what was sent, and what another person wrote meanwhile."""
