/* A map that is loaded when it is asked for: investments to look at, or a place to click. The coordinates stand in a field of text, which works without this file. */
(function () {
  "use strict";
  var box = document.getElementById("yer-haritasi");
  if (!box) { return; }
  var words = box.dataset;
  var frame = box.parentNode;
  var opener = document.getElementById("harita-ac");
  var field = document.getElementById("koordinatlar");
  var kinds = Array.prototype.slice.call(document.querySelectorAll("input[name=yer]"));
  var tools = document.getElementById("harita-araclari");
  var status = document.getElementById("harita-durumu");
  var started = false;

  function loadStyle(address) {
    var link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    document.head.appendChild(link);
  }

  function loadScript(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  function shapes(map, data) {
    var outline = L.geoJSON(data.outlines, { interactive: false, style: { color: "#6b7887", weight: 1, fillColor: "#e9edf1", fillOpacity: words.tiles ? 0.15 : 0.8 } }).addTo(map);
    if (data.investments.features.length) {
      var drawn = L.geoJSON(data.investments, {
        style: function (feature) { return { color: feature.properties.colour, weight: 4, fillOpacity: 0.5 }; },
        pointToLayer: function (feature, at) { return L.circleMarker(at, { radius: 7 }); },
        onEachFeature: function (feature, layer) {
          var name = document.createElement("span");
          name.textContent = feature.properties.name;
          layer.bindTooltip(name);
          layer.on("click", function () { window.location.assign(feature.properties.address); });
        }
      }).addTo(map);
      return drawn.getBounds();
    }
    return outline.getBounds();
  }

  function start() {
    if (started) { return; }
    started = true;
    status.textContent = words.loading;
    loadStyle(words.styles);
    Promise.all([
      loadScript(words.script),
      fetch(words.places).then(function (response) { if (!response.ok) { throw new Error(); } return response.json(); })
    ]).then(function (made) {
      frame.hidden = false;
      var map = L.map(box, { zoomControl: false, attributionControl: Boolean(words.tiles), scrollWheelZoom: false, zoomSnap: 0.25, maxZoom: 19 });
      L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
      if (words.tiles) { L.tileLayer(words.tiles, { attribution: document.createTextNode(words.attribution || "").textContent }).addTo(map); }
      var bounds = shapes(map, made[1]);
      map.fitBounds(bounds, { padding: [12, 12], maxZoom: 17, animate: false });
      status.textContent = "";
      if (opener) { opener.hidden = true; }
      var still = frame.parentNode.querySelector("svg.picture");
      if (still) { still.setAttribute("hidden", ""); }
      if (field) { place(map); }
      box.dataset.ready = "1";
    }).catch(function () {
      started = false;
      status.textContent = words.failed;
    });
  }

  function chosen() {
    var found = kinds.filter(function (kind) { return kind.checked; })[0];
    return found ? found.value : "keep";
  }

  function choose(value) { kinds.forEach(function (kind) { kind.checked = kind.value === value; }); }

  function corners() {
    return field.value.split("\n").map(function (line) {
      var pair = line.match(/^\s*([0-9]{1,3}(?:[.,][0-9]+)?)\s*[;,\s]\s*([0-9]{1,3}(?:[.,][0-9]+)?)\s*$/);
      return pair ? [Number(pair[1].replace(",", ".")), Number(pair[2].replace(",", "."))] : null;
    }).filter(Boolean);
  }

  function write(list) {
    field.value = list.map(function (at) { return at[0].toFixed(6) + ", " + at[1].toFixed(6); }).join("\n");
  }

  function place(map) {
    var drawn = L.layerGroup().addTo(map);
    var look = { color: "#b3261e", weight: 4, fillOpacity: 0.3, interactive: false };

    function draw() {
      drawn.clearLayers();
      var list = corners();
      var kind = chosen();
      if (kind === "none") { return; }
      if (kind === "area" || (kind === "keep" && words.kind === "area")) { L.polygon(list, look).addTo(drawn); }
      if (kind === "line" || (kind === "keep" && words.kind === "line")) { L.polyline(list, look).addTo(drawn); }
      list.forEach(function (at) { L.circleMarker(at, { radius: 6, color: "#fff", weight: 2, fillColor: "#b3261e", fillOpacity: 1, interactive: false }).addTo(drawn); });
    }

    map.on("click", function (event) {
      var kind = chosen();
      if (kind === "keep" || kind === "none") {
        kind = words.kind && words.kind !== "none" && kind === "keep" ? words.kind : "point";
        if (kind !== "point") { field.value = ""; }
        choose(kind);
      }
      var at = [event.latlng.lat, event.latlng.lng];
      write(kind === "point" ? [at] : corners().concat([at]));
      draw();
    });
    document.getElementById("son-noktayi-sil").addEventListener("click", function () { write(corners().slice(0, -1)); draw(); });
    document.getElementById("noktalari-sil").addEventListener("click", function () { field.value = ""; draw(); });
    kinds.forEach(function (kind) { kind.addEventListener("change", draw); });
    field.addEventListener("input", draw);
    tools.hidden = false;
    draw();
    var list = corners();
    if (list.length) { map.fitBounds(L.latLngBounds(list), { padding: [40, 40], maxZoom: 17, animate: false }); }
  }

  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", start);
  }
}());
