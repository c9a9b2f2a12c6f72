/* A layer of too many shapes for the page, drawn from vector tiles in the colours of its legend. */
(function () {
  "use strict";

  function trace(context, lines) {
    context.beginPath();
    lines.forEach(function (line) {
      line.forEach(function (at, place) {
        if (place) { context.lineTo(at.x, at.y); } else { context.moveTo(at.x, at.y); }
      });
    });
  }

  function discs(context, places) {
    context.beginPath();
    places.forEach(function (place) {
      context.moveTo(place[0].x + 4.5, place[0].y);
      context.arc(place[0].x, place[0].y, 4.5, 0, 2 * Math.PI);
    });
  }

  function fill(context, colour, isOutlined) {
    context.globalAlpha = 0.8;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    if (!isOutlined) { return; }
    context.lineWidth = 0.7;
    context.strokeStyle = "#333";
    context.stroke();
  }

  function painter(colours) {
    return function (context, lines, zoom, feature) {
      var colour = colours[feature.props.c];
      if (feature.geomType === protomapsL.GeomType.Line) {
        trace(context, lines);
        context.globalAlpha = 1;
        context.lineWidth = 2.5;
        context.strokeStyle = colour;
        context.stroke();
      } else if (feature.geomType === protomapsL.GeomType.Polygon) {
        trace(context, lines);
        // What stands for many has no border of its own.
        fill(context, colour, !feature.props.merged_count);
      } else {
        discs(context, lines);
        fill(context, colour, true);
      }
    };
  }

  /* A Leaflet layer of the tiles at an address with {z}, {x} and {y}. */
  window.atlasTiles = function (name, address, colours, deepest) {
    return protomapsL.leafletLayer({
      url: address,
      attribution: "",
      pane: name,
      maxDataZoom: deepest,
      labelRules: [],
      paintRules: [{ dataLayer: name, symbolizer: { draw: painter(colours) } }]
    });
  };
}());
