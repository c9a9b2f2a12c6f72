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
  var byPlace = [{}, {}];
  bar.hidden = false;

  function light(place, isLit) {
    byPlace.forEach(function (layers) {
      layers[place].setStyle(isLit ? LIT : LINE);
      if (isLit) { layers[place].bringToFront(); }
    });
    rows[place].classList.toggle("lit", isLit);
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

  maps.forEach(function (map, side) {
    shapes[side].eachLayer(function (layer) {
      var place = Number(layer.feature.id);
      var about = layer.feature.properties;
      byPlace[side][place] = layer;
      layer.bindTooltip(function () { return said(rows[place], side); }, { sticky: true, className: "tip", opacity: 1 });
      if (layer.getElement()) { layer.getElement().setAttribute("tabindex", "-1"); }
      layer.on("mouseover", function () { light(place, true); });
      layer.on("mouseout", function () { light(place, false); });
      var icon = L.divIcon({ html: element("span", about.mark), className: "mark small " + (about.ink === "#ffffff" ? "light" : "dark"), iconSize: [1, 1] });
      L.marker(about.at, { icon: icon, interactive: false, keyboard: false }).addTo(map).getElement().setAttribute("aria-hidden", "true");
    });
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    if (window.matchMedia("(pointer: coarse)").matches) { map.dragging.disable(); }
  });
  rows.forEach(function (row, place) {
    row.addEventListener("mouseenter", function () { light(place, true); });
    row.addEventListener("mouseleave", function () { light(place, false); });
    row.addEventListener("focusin", function () { light(place, true); });
    row.addEventListener("focusout", function () { light(place, false); });
  });

  var whole = shapes[0].getBounds();
  function fit() {
    maps.forEach(function (map) {
      map.invalidateSize({ animate: false });
      map.fitBounds(whole, { padding: [8, 8], animate: false });
    });
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
