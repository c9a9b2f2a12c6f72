/* Shows a place whole on its map, where the map has room: for one that is no larger than its edges Leaflet computes no zoom. */
(function () {
  "use strict";
  var EDGE = 8;

  window.fitWhole = function (map, bounds) {
    map.invalidateSize({ animate: false });
    var size = map.getSize();
    var hasRoom = Math.min(size.x, size.y) > 2 * EDGE;
    if (hasRoom) { map.fitBounds(bounds, { padding: [EDGE, EDGE], animate: false }); }
    return hasRoom;
  };
}());
