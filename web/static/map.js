/* Ties the map to the table: what is said of a shape is read from its row, as text, and its colour from the legend. */
(function () {
  "use strict";
  var frame = document.getElementById("harita");
  var map = window.map_atlas;
  var shapes = window.geo_json_atlas_shapes;
  if (!frame || !map || !shapes) { return; }
  var words = frame.dataset;
  var table = document.getElementById("tablo");
  var chosenLine = document.getElementById("secilen");
  var isWide = window.matchMedia("(min-width: 1000px)");
  var LINE = { color: "#4a4a4a", weight: 1 };
  var LIT = { color: "#c25400", weight: 3.5 };
  var layerOf = {};
  var rowOf = {};
  var chosen = null;
  var whole = shapes.getBounds();

  // On a touch screen one finger scrolls the page; two fingers move and zoom the map.
  if (window.matchMedia("(pointer: coarse)").matches) { map.dragging.disable(); }
  // Nobody gets lost: out of what the first whole view shows, one cannot go far.
  var isLimited = false;
  function fitWhole() {
    if (!window.fitWhole(map, whole) || isLimited) { return; }
    isLimited = true;
    map.setMinZoom(Math.floor(map.getBoundsZoom(whole)) - 1);
    map.setMaxBounds(whole.pad(0.6));
  }
  fitWhole();

  Array.prototype.forEach.call(table.tBodies[0].rows, function (row) { rowOf[row.dataset.n] = row; });
  shapes.eachLayer(function (layer) { layerOf[layer.feature.id] = layer; });

  function element(name, content) {
    var made = document.createElement(name);
    made.textContent = content;
    return made;
  }

  function nameOf(row) { return row.cells[0].textContent.trim(); }

  // The column that the map shows; a population is shown by the column of its year.
  function valueOf(row) {
    var shownPlace = Array.prototype.findIndex.call(table.tHead.rows[0].cells, function (heading) {
      return heading.classList.contains("shown");
    });
    if (shownPlace < 0) { return ""; }
    var last = row.cells[shownPlace].lastChild;
    return last ? last.textContent.trim() + (words.unit ? " " + words.unit : "") : "";
  }

  function said(row) {
    var parts = document.createDocumentFragment();
    parts.appendChild(element("strong", nameOf(row)));
    parts.appendChild(document.createTextNode(" " + valueOf(row) + " · " + words.class + " " + row.cells[1].textContent));
    return parts;
  }

  function light(id, isLit) {
    var layer = layerOf[id];
    var row = rowOf[id];
    var stays = id === chosen;
    layer.setStyle(isLit || stays ? LIT : LINE);
    if (isLit || stays) { layer.bringToFront(); }
    row.classList.toggle("lit", isLit);
    tell("atlas-lit", { id: id, isLit: isLit, stays: stays });
  }

  function tell(name, about) { document.dispatchEvent(new CustomEvent(name, { detail: about })); }

  function choose(id) {
    var before = chosen;
    chosen = id;
    if (before !== null) {
      light(before, false);
      rowOf[before].classList.remove("chosen-row");
    }
    light(id, true);
    var row = rowOf[id];
    row.classList.add("chosen-row");
    sayChosen();
    // Beside the map the row comes into view; below it, going there would hide the map.
    if (isWide.matches) { row.scrollIntoView({ block: "nearest" }); }
  }

  function sayChosen() {
    if (chosen === null) { return; }
    var row = rowOf[chosen];
    var link = row.querySelector("th a").cloneNode(false);
    link.textContent = words.page;
    chosenLine.textContent = "";
    chosenLine.appendChild(said(row));
    chosenLine.appendChild(document.createTextNode(" – "));
    chosenLine.appendChild(link);
  }

  function tip(id) {
    return function () {
      var box = document.createElement("div");
      box.appendChild(said(rowOf[id]));
      return box;
    };
  }

  Object.keys(layerOf).forEach(function (id) {
    var layer = layerOf[id];
    layer.bindTooltip(tip(id), { sticky: true, className: "tip", opacity: 1 });
    // The table's rows light the map for the keyboard; shapes without a name would only be stops on the way to it.
    if (layer.getElement()) { layer.getElement().setAttribute("tabindex", "-1"); }
    layer.on("mouseover", function () { light(id, true); });
    layer.on("mouseout", function () { light(id, false); });
    layer.on("click", function () { choose(id); });
    var row = rowOf[id];
    row.addEventListener("mouseenter", function () { light(id, true); });
    row.addEventListener("mouseleave", function () { light(id, false); });
    row.addEventListener("focusin", function () { light(id, true); });
    row.addEventListener("focusout", function () { light(id, false); });
    row.addEventListener("click", function (event) { if (!event.target.closest("a, button")) { choose(id); } });
  });

  // Each shape carries the mark of its class, and its name where that fits inside.
  var pen = document.createElement("canvas").getContext("2d");
  pen.font = "11px system-ui, sans-serif";
  var marks = Object.keys(layerOf).map(function (id) {
    var about = layerOf[id].feature.properties;
    var name = nameOf(rowOf[id]);
    var box = element("span", "");
    var letter = box.appendChild(document.createTextNode(""));
    var label = element("span", name);
    label.className = "name";
    box.appendChild(label);
    var icon = L.divIcon({ html: box, className: "mark", iconSize: [1, 1] });
    var marker = L.marker(about.at, { icon: icon, interactive: false, keyboard: false }).addTo(map);
    marker.getElement().setAttribute("aria-hidden", "true");
    return { id: id, box: marker.getElement(), letter: letter, label: label, radius: about.radius, width: pen.measureText(name).width, at: L.latLng(about.at) };
  });

  function paint() {
    var classes = {};
    Array.prototype.forEach.call(document.querySelectorAll("#aciklama li svg"), function (swatch) {
      var letter = swatch.querySelector("text");
      classes[letter.textContent] = { fill: swatch.querySelector("rect").getAttribute("fill"), ink: letter.getAttribute("fill") };
    });
    marks.forEach(function (mark) {
      var letter = rowOf[mark.id].cells[1].textContent.trim();
      layerOf[mark.id].setStyle({ fillColor: classes[letter].fill });
      mark.letter.data = letter;
      mark.box.classList.toggle("light", classes[letter].ink === "#ffffff");
      mark.box.classList.toggle("dark", classes[letter].ink !== "#ffffff");
    });
  }
  paint();

  function fitNames() {
    marks.forEach(function (mark) {
      var one = map.latLngToLayerPoint(mark.at);
      var other = map.latLngToLayerPoint(mark.at.toBounds(mark.radius * 2).getNorthEast());
      var half = Math.abs(other.x - one.x);
      mark.label.hidden = half < mark.width / 2 + 1 || half < 14;
      mark.box.classList.toggle("small", half < 8);
    });
  }
  map.on("zoomend", fitNames);
  fitNames();

  // Zoom by buttons of our own: real buttons, in the language of the page.
  var Buttons = L.Control.extend({
    onAdd: function () {
      var bar = L.DomUtil.create("div", "leaflet-bar");
      [["+", words.zoomIn, function () { map.zoomIn(); }],
        ["−", words.zoomOut, function () { map.zoomOut(); }],
        ["⤢", words.whole, showWhole]].forEach(function (about) {
        var button = element("button", about[0]);
        button.type = "button";
        button.title = about[1];
        button.setAttribute("aria-label", about[1]);
        L.DomEvent.disableClickPropagation(button);
        button.addEventListener("click", about[2]);
        bar.appendChild(button);
      });
      return bar;
    }
  });
  // Whoever has gone somewhere stays there when the window changes or is printed.
  var isTouched = false;
  var hasMoved = false;
  function showWhole() {
    fitWhole();
    isTouched = hasMoved = false;
  }
  ["mousedown", "touchstart", "keydown", "dblclick"].forEach(function (name) {
    map.getContainer().addEventListener(name, function () { isTouched = true; }, { capture: true, passive: true });
  });
  map.on("moveend", function () { hasMoved = hasMoved || isTouched; });
  map.addControl(new Buttons({ position: "topleft" }));
  L.control.scale({ imperial: false }).addTo(map);
  if (words.tiles) {
    L.control.attribution({ prefix: false }).addTo(map);
    L.tileLayer(words.tiles, { attribution: element("span", words.attribution).innerHTML }).addTo(map);
  }
  function fit() {
    if (hasMoved) { map.invalidateSize({ animate: false }); } else { showWhole(); }
  }
  window.addEventListener("resize", fit);
  // The map is drawn anew at the size of the paper before the browser lays the paper out.
  function forPaper(isPaper) {
    document.documentElement.classList.toggle("printing", isPaper);
    fit();
  }
  window.addEventListener("beforeprint", function () { forPaper(true); });
  window.addEventListener("afterprint", function () { forPaper(false); });
  window.addEventListener("load", fit);
  fit();

  window.atlasView = {
    nameOf: function (id) { return nameOf(rowOf[id]); },
    valueOf: function (id) { return valueOf(rowOf[id]); },
    light: light,
    choose: choose,
    // The table and the legend say something else now.
    again: function () { paint(); sayChosen(); },
    isWhole: function () { return !hasMoved; },
    go: function (at, zoom) {
      map.setView(at, zoom, { animate: false });
      hasMoved = true;
    },
    mark: function (at, text) {
      L.circleMarker(at, { radius: 11, color: "#c25400", weight: 4, fill: false, interactive: false }).addTo(map)
        .bindTooltip(element("span", text), { permanent: true, direction: "top", offset: [0, -10], className: "tip" });
    }
  };
}());
