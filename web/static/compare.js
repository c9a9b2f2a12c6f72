/* Two maps that move together, beside each other or one behind a curtain. */
(function () {
  "use strict";
  var bar = document.getElementById("karsilastirma");
  var maps = [window.map_sol, window.map_sag];
  var shapes = [window.geo_json_sol_shapes, window.geo_json_sag_shapes];
  if (!bar || !maps[0] || !maps[1]) { return; }
  var words = bar.dataset;
  var rows = Array.prototype.slice.call(document.getElementById("tablo").tBodies[0].rows);
  var LINE = { color: "#4a4a4a", weight: 1 };
  var LIT = { color: "#c25400", weight: 3.5 };
  var layerOf = [{}, {}];
  // A neighbourhood that only one revision of the boundaries knows lies on one of the maps alone.
  var rowOf = [{}, {}];
  rows.forEach(function (row) {
    row.dataset.sides.split(" ").forEach(function (place, side) { rowOf[side][place] = row; });
  });
  bar.hidden = false;

  function light(row, isLit) {
    row.dataset.sides.split(" ").forEach(function (place, side) {
      var layer = layerOf[side][place];
      if (!layer) { return; }
      layer.setStyle(isLit ? LIT : LINE);
      if (isLit) { layer.bringToFront(); }
    });
    row.classList.toggle("lit", isLit);
  }

  function element(name, content) {
    var made = document.createElement(name);
    made.textContent = content;
    return made;
  }

  function said(row, side) {
    var box = element("div", "");
    box.appendChild(element("strong", row.cells[0].textContent.trim()));
    box.appendChild(document.createTextNode(row.cells[side + 1].textContent.trim() + " · " + words.class + " " + row.dataset.marks.split(" ")[side]));
    return box;
  }

  function classesOf(side) {
    var classes = {};
    Array.prototype.forEach.call(document.querySelectorAll(".pair .legend")[side].querySelectorAll("li svg"), function (swatch) {
      var letter = swatch.querySelector("text");
      classes[letter.textContent] = { fill: swatch.querySelector("rect").getAttribute("fill"), ink: letter.getAttribute("fill") };
    });
    return classes;
  }

  maps.forEach(function (map, side) {
    var classes = classesOf(side);
    shapes[side].eachLayer(function (layer) {
      var row = rowOf[side][layer.feature.id];
      var mark = row.dataset.marks.split(" ")[side];
      layerOf[side][layer.feature.id] = layer;
      layer.setStyle({ fillColor: classes[mark].fill });
      layer.bindTooltip(function () { return said(row, side); }, { sticky: true, className: "tip", opacity: 1 });
      if (layer.getElement()) { layer.getElement().setAttribute("tabindex", "-1"); }
      layer.on("mouseover", function () { light(row, true); });
      layer.on("mouseout", function () { light(row, false); });
      var icon = L.divIcon({ html: element("span", mark), className: "mark small " + (classes[mark].ink === "#ffffff" ? "light" : "dark"), iconSize: [1, 1] });
      L.marker(layer.feature.properties.at, { icon: icon, interactive: false, keyboard: false }).addTo(map).getElement().setAttribute("aria-hidden", "true");
    });
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    if (window.matchMedia("(pointer: coarse)").matches) { map.dragging.disable(); }
  });
  rows.forEach(function (row) {
    row.addEventListener("mouseenter", function () { light(row, true); });
    row.addEventListener("mouseleave", function () { light(row, false); });
    row.addEventListener("focusin", function () { light(row, true); });
    row.addEventListener("focusout", function () { light(row, false); });
  });

  var whole = shapes[0].getBounds().extend(shapes[1].getBounds());
  function fit() {
    maps.forEach(function (map) { window.fitWhole(map, whole); });
  }

  var isFollowing = false;
  maps.forEach(function (map, side) {
    map.on("move zoomend", function () {
      if (isFollowing) { return; }
      isFollowing = true;
      maps[1 - side].setView(map.getCenter(), map.getZoom(), { animate: false });
      isFollowing = false;
    });
  });

  /* the curtain */
  var pair = document.querySelector(".pair");
  var button = document.getElementById("perde");
  var slider = document.getElementById("perde-yeri");
  var front = document.querySelectorAll(".pair .map-frame")[1];
  var edge = pair.appendChild(element("div", ""));
  edge.className = "edge";
  function draw() {
    edge.style.left = slider.value + "%";
    var isOn = pair.classList.contains("stacked");
    front.style.clipPath = isOn ? "inset(0 0 0 " + slider.value + "%)" : "";
  }
  button.addEventListener("click", function () {
    var isOn = pair.classList.toggle("stacked");
    button.setAttribute("aria-pressed", String(isOn));
    slider.parentNode.hidden = !isOn;
    draw();
    fit();
  });
  slider.addEventListener("input", draw);
  window.addEventListener("resize", fit);
  window.addEventListener("load", fit);
  fit();
}());
