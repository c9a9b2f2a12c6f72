"""The pages: one blueprint a file, one line each below."""

from web.views import atlas, comparison, data, health, neighbourhood, overlays, search

VIEWS = (
    atlas.BLUEPRINT,
    neighbourhood.BLUEPRINT,
    comparison.BLUEPRINT,
    data.BLUEPRINT,
    overlays.BLUEPRINT,
    search.BLUEPRINT,
    health.BLUEPRINT,
)
