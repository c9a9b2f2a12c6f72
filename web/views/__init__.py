"""The pages: one blueprint a file, one line each below."""

from web.views import atlas, data, health, neighbourhood

VIEWS = (
    atlas.BLUEPRINT,
    neighbourhood.BLUEPRINT,
    data.BLUEPRINT,
    health.BLUEPRINT,
)
