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
    programme,
    programme_plan,
    rows,
    search,
    targets,
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
    rows.BLUEPRINT,
    programme.BLUEPRINT,
    programme_plan.BLUEPRINT,
    targets.BLUEPRINT,
    health.BLUEPRINT,
)
