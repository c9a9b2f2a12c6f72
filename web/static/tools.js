/* Around the map: the address that restores the view, full screen, measuring, and the filter of the list of indicators. */
(function () {
  "use strict";
  var map = window.map_atlas;
  var view = window.atlasView;
  var bar = document.getElementById("araclar");
  if (!map || !view || !bar) { return; }
  var words = bar.dataset;
  var language = document.documentElement.lang;
  bar.hidden = false;

  /* the address */
  var asked = new URLSearchParams(window.location.search);
  var form = document.getElementById("secimler");
  var kept = {};
  ["konum", "katman"].forEach(function (name) {
    var input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.disabled = true;
    kept[name] = form.appendChild(input);
  });

  function place() {
    var at = map.getCenter();
    return [at.lat.toFixed(5), at.lng.toFixed(5), map.getZoom().toFixed(2)].join(",");
  }

  function withState(address) {
    var url = new URL(address, window.location.href);
    Object.keys(kept).forEach(function (name) {
      url.searchParams.delete(name);
      if (!kept[name].disabled) { url.searchParams.set(name, kept[name].value); }
    });
    url.searchParams.delete("isaret");
    return url.pathname + decodeURIComponent(url.search.replace(/%2C/g, ","));
  }

  function remember() {
    var state = { konum: view.isWhole() ? "" : place(), katman: window.atlasLayers ? window.atlasLayers.written() : "" };
    Object.keys(state).forEach(function (name) {
      kept[name].value = state[name];
      kept[name].disabled = !state[name];
    });
    var address = withState(window.location.href);
    document.getElementById("baglanti").href = address;
    window.history.replaceState(null, "", address);
    Array.prototype.forEach.call(document.querySelectorAll(".languages a"), function (link) { link.href = withState(link.href); });
  }

  function restore() {
    var wanted = (asked.get("konum") || "").split(",").map(Number);
    var isPlace = wanted.length === 3 && wanted.every(isFinite);
    if (isPlace) { view.go([wanted[0], wanted[1]], wanted[2]); }
    if (asked.get("isaret") && isPlace) { view.mark(L.latLng(wanted[0], wanted[1]), asked.get("isaret")); }
    if (asked.get("katman") && window.atlasLayers) { window.atlasLayers.restore(asked.get("katman")); }
    remember();
  }

  /* full screen and print */
  var side = document.querySelector(".map-side");
  var full = document.getElementById("tam-ekran");
  full.hidden = !side.requestFullscreen;
  full.addEventListener("click", function () {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { side.requestFullscreen(); }
  });
  document.addEventListener("fullscreenchange", function () {
    full.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
    window.dispatchEvent(new Event("resize"));
  });
  document.getElementById("yazdir").addEventListener("click", function () { window.print(); });

  /* measuring: by mouse, or by Enter at the cross in the middle of the map */
  var tool = document.getElementById("olc");
  var said = document.getElementById("olcum");
  var cross = document.querySelector(".cross");
  var points = [];
  var line = null;

  function written(value, decimals) {
    return value.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  }
  function length(metres) { return metres < 10000 ? written(metres, 0) + " m" : written(metres / 1000, 2) + " km"; }
  function area(m2) { return m2 < 100000 ? written(m2, 0) + " m²" : written(m2 / 10000, 2) + " ha"; }

  // Flat round the first point: for a district the error is far below that of the mouse.
  function enclosed() {
    var east = Math.cos(points[0].lat * Math.PI / 180);
    var metres = Math.PI / 180 * 6371000;
    var twice = 0;
    points.forEach(function (one, n) {
      var next = points[(n + 1) % points.length];
      twice += (one.lng - points[0].lng) * (next.lat - points[0].lat) - (next.lng - points[0].lng) * (one.lat - points[0].lat);
    });
    return Math.abs(twice) / 2 * metres * metres * east;
  }

  function say() {
    if (!points.length) { said.textContent = words.begin; return; }
    var metres = 0;
    points.forEach(function (one, n) { metres += n ? map.distance(points[n - 1], one) : 0; });
    said.textContent = words.length + ": " + length(metres) + (points.length > 2 ? " · " + words.area + ": " + area(enclosed()) : "");
  }

  function add(at) {
    points.push(at);
    if (line) { line.remove(); }
    var style = { color: "#c25400", weight: 3, fill: points.length > 2, fillOpacity: 0.15, interactive: false };
    line = L.featureGroup([points.length > 2 ? L.polygon(points, style) : L.polyline(points, style)]
      .concat(points.map(function (point) {
        return L.circleMarker(point, { radius: 4, color: "#c25400", fillColor: "#fff", fillOpacity: 1, weight: 2, interactive: false });
      }))).addTo(map);
    say();
  }

  function measure(isOn) {
    map.isMeasuring = isOn;
    tool.setAttribute("aria-pressed", String(isOn));
    said.hidden = cross.hidden = !isOn;
    points = [];
    if (line) { line.remove(); line = null; }
    map.doubleClickZoom[isOn ? "disable" : "enable"]();
    if (isOn) { say(); map.getContainer().focus(); }
  }
  tool.addEventListener("click", function () { measure(!map.isMeasuring); });
  map.on("click", function (event) { if (map.isMeasuring) { add(event.latlng); } });
  map.getContainer().addEventListener("keydown", function (event) {
    if (!map.isMeasuring) { return; }
    if (event.key === "Enter") { add(map.getCenter()); event.preventDefault(); }
    if (event.key === "Escape") { measure(false); tool.focus(); }
  });

  map.on("moveend katman", remember);
  document.addEventListener("atlas-moved", remember);
  restore();
}());
