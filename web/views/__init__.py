"""The pages: one blueprint a file, one line each below."""

from web.views import (
    atlas,
    comparison,
    data,
    desk,
    desk_history,
    desk_layer,
    desk_names,
    desk_upload,
    health,
    neighbourhood,
    overlays,
    scenarios,
    search,
    siting,
)

VIEWS = (
    atlas.BLUEPRINT,
    neighbourhood.BLUEPRINT,
    comparison.BLUEPRINT,
    data.BLUEPRINT,
    overlays.BLUEPRINT,
    search.BLUEPRINT,
    desk.BLUEPRINT,
    desk_upload.BLUEPRINT,
    desk_names.BLUEPRINT,
    desk_layer.BLUEPRINT,
    desk_history.BLUEPRINT,
    siting.BLUEPRINT,
    scenarios.BLUEPRINT,
    health.BLUEPRINT,
)
