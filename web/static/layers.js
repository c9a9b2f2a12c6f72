/* Layers over the map: fetched for what is in view or as vector tiles, drawn on a canvas each; what lies under the mouse is told. */
(function () {
  "use strict";
  var map = window.map_atlas;
  var panel = document.getElementById("katmanlar");
  if (!map || !panel || !panel.querySelector(".layer")) { return; }
  var words = panel.dataset;
  var language = document.documentElement.lang;
  var layers = Array.prototype.map.call(panel.querySelectorAll(".layer"), makeLayer);
  var byName = {};
  layers.forEach(function (layer) { byName[layer.name] = layer; });

  function makeLayer(item, place) {
    var colours = {};
    Array.prototype.forEach.call(item.querySelectorAll("li"), function (line) { colours[line.dataset.key] = line.dataset.colour; });
    var pane = map.createPane(item.dataset.layer);
    // Above the neighbourhoods, below their names; the mouse goes through to the neighbourhoods.
    pane.style.zIndex = String(410 + (item.dataset.kind === "area" ? 0 : item.dataset.kind === "line" ? 50 : 100) + place);
    pane.style.pointerEvents = "none";
    var layer = {
      name: item.dataset.layer,
      item: item,
      box: item.querySelector("input[type=checkbox]"),
      slider: item.querySelector("input[type=range]"),
      status: item.querySelector("[role=status]"),
      pane: pane,
      renderer: L.canvas({ pane: item.dataset.layer, padding: 0.3 }),
      colours: colours,
      drawn: null, loaded: null, zoom: 0, waiting: null
    };
    layer.box.addEventListener("change", function () { turn(layer, layer.box.checked); changed(); });
    layer.slider.addEventListener("input", function () { fade(layer); });
    layer.slider.addEventListener("change", changed);
    return layer;
  }

  function changed() { map.fire("katman"); }

  function fade(layer) { layer.pane.style.opacity = String(layer.slider.value / 100); }

  function turn(layer, isOn) {
    layer.box.checked = isOn;
    layer.slider.parentNode.hidden = !isOn;
    layer.item.classList.toggle("on", isOn);
    if (isOn) {
      fade(layer);
      load(layer);
      return;
    }
    if (layer.waiting) { layer.waiting.abort(); }
    if (layer.drawn) { layer.drawn.remove(); }
    layer.drawn = layer.loaded = layer.waiting = null;
    layer.status.textContent = "";
  }

  function style(layer, feature) {
    var colour = layer.colours[feature.properties.c];
    var isLine = feature.geometry.type.indexOf("Line") !== -1;
    return { color: isLine ? colour : "#333", weight: isLine ? 2.5 : 0.7, fillColor: colour, fillOpacity: 0.8, fill: !isLine };
  }

  function draw(layer, answer, bounds) {
    if (layer.drawn) { layer.drawn.remove(); }
    layer.drawn = L.geoJSON(answer, {
      pane: layer.name,
      renderer: layer.renderer,
      interactive: false,
      style: function (feature) { return style(layer, feature); },
      pointToLayer: function (feature, at) {
        return L.circleMarker(at, { pane: layer.name, renderer: layer.renderer, interactive: false, radius: 4.5 });
      }
    }).addTo(map);
    var about = answer.metadata;
    // What is whole need not be asked for again when the map moves, only when more detail can be seen.
    layer.loaded = about.shown === about.total ? "all" : about.shown === about.in_view ? bounds : null;
    layer.zoom = map.getZoom();
    layer.status.textContent = about.note;
  }

  // What draws tiles weighs more than the rest of the page: it comes with the first layer that needs it.
  var tileScripts = null;
  function loadTileScripts() {
    tileScripts = tileScripts || words.scripts.split(" ").reduce(function (before, address) {
      return before.then(function () {
        return new Promise(function (resolve, reject) {
          var script = document.createElement("script");
          script.src = address;
          script.onload = resolve;
          script.onerror = reject;
          document.head.appendChild(script);
        });
      });
    }, Promise.resolve());
    tileScripts.catch(function () { tileScripts = null; });
    return tileScripts;
  }

  function loadTiles(layer) {
    if (layer.drawn || layer.waiting) { return; }
    var asked = layer.waiting = new AbortController();
    var address = layer.item.dataset.tiles;
    layer.status.textContent = words.loading;
    // The tile of the whole world is small: when it is there the server has made the layer ready for all others.
    var first = fetch(address.replace("{z}/{x}/{y}", "0/0/0"), { signal: asked.signal });
    Promise.all([first, loadTileScripts()]).then(function (answers) {
      if (!answers[0].ok) { throw new Error(String(answers[0].status)); }
      if (layer.waiting !== asked) { return; }
      layer.drawn = window.atlasTiles(layer.name, address, layer.colours, Number(words.deepest)).addTo(map);
      layer.status.textContent = layer.item.dataset.note;
    }).catch(function (error) {
      if (error.name !== "AbortError") { layer.status.textContent = words.failed; }
    }).then(function () {
      if (layer.waiting === asked) { layer.waiting = null; }
    });
  }

  function load(layer) {
    if (layer.item.dataset.tiles) {
      loadTiles(layer);
      return;
    }
    var isSharp = map.getZoom() < layer.zoom + 1.2;
    if (layer.loaded && isSharp && (layer.loaded === "all" || layer.loaded.contains(map.getBounds()))) { return; }
    if (layer.waiting) { layer.waiting.abort(); }
    var asked = layer.waiting = new AbortController();
    var bounds = map.getBounds().pad(0.25);
    var corners = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    var box = corners.map(function (value) { return value.toFixed(5); }).join(",");
    var address = layer.item.dataset.address + "?kutu=" + box + "&piksel=" + Math.round(map.getSize().y * 1.5) + "&dil=" + language;
    layer.status.textContent = words.loading;
    fetch(address, { signal: asked.signal }).then(function (response) {
      if (!response.ok) { throw new Error(String(response.status)); }
      return response.json();
    }).then(function (answer) {
      if (layer.waiting === asked) { draw(layer, answer, bounds); }
    }).catch(function (error) {
      if (error.name !== "AbortError") { layer.status.textContent = words.failed; }
    });
  }

  function shown() { return layers.filter(function (layer) { return layer.box.checked; }); }

  var soon = null;
  map.on("moveend", function () {
    window.clearTimeout(soon);
    soon = window.setTimeout(function () { shown().forEach(load); }, 200);
  });

  // On paper stands what the colours of the layers shown mean.
  var opened = [];
  window.addEventListener("beforeprint", function () {
    var boxes = shown().map(function (layer) { return layer.item.querySelector("details"); });
    opened = (boxes.length ? [panel] : []).concat(boxes).filter(function (box) { return !box.open; });
    opened.forEach(function (box) { box.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (box) { box.open = false; }); });

  function element(name, content) {
    var made = document.createElement(name);
    made.textContent = content;
    return made;
  }

  function told(found) {
    var box = document.createElement("div");
    box.className = "told";
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", words.here);
    found.forEach(function (item) {
      box.appendChild(element("strong", item.title));
      var list = document.createElement("dl");
      item.fields.forEach(function (field) {
        list.appendChild(element("dt", field.title));
        list.appendChild(element("dd", field.value));
      });
      box.appendChild(list);
    });
    return box;
  }

  function canTell() { return shown().length > 0 && !map.isMeasuring; }

  // Tiles and simplified shapes know neither names nor small neighbours: the server says what lies at a place, as text.
  function ask(place, asked, tell) {
    var on = shown().map(function (layer) { return layer.name; });
    var beside = map.containerPointToLatLng(map.latLngToContainerPoint(place).add([6, 0]));
    var reach = Math.abs(beside.lng - place.lng).toFixed(7);
    var at = place.lng.toFixed(6) + "," + place.lat.toFixed(6);
    var address = words.point + "?yer=" + at + "&erim=" + reach + "&katman=" + on.join(",") + "&dil=" + language;
    fetch(address, { signal: asked.signal }).then(function (response) {
      return response.ok ? response.json() : [];
    }).then(function (found) {
      if (found.length && !asked.signal.aborted) { tell(found); }
    }).catch(function (error) {
      if (error.name !== "AbortError") { throw error; }
    });
  }

  map.on("click", function (event) {
    if (!canTell()) { return; }
    ask(event.latlng, new AbortController(), function (found) {
      L.popup({ closeButtonLabel: words.close }).setLatLng(event.latlng).setContent(told(found)).openOn(map);
    });
  });

  // A mouse that rests is told class and name, below what is said of the neighbourhood.
  var tip = L.tooltip({ className: "tip", direction: "bottom", offset: [0, 18], opacity: 1 });
  var resting = null;
  var hovered = null;

  function named(found) {
    var lines = document.createElement("div");
    found.forEach(function (item) {
      lines.appendChild(element("div", item.title + (item.label ? " – " + item.label : "")));
    });
    return lines;
  }

  function leave() {
    window.clearTimeout(resting);
    if (hovered) { hovered.abort(); }
    hovered = null;
    tip.remove();
  }

  if (window.matchMedia("(hover: hover)").matches) {
    map.on("mousemove", function (event) {
      leave();
      if (!canTell()) { return; }
      resting = window.setTimeout(function () {
        hovered = new AbortController();
        ask(event.latlng, hovered, function (found) { tip.setLatLng(event.latlng).setContent(named(found)).addTo(map); });
      }, 150);
    });
    map.on("movestart zoomstart click", leave);
    // The map's own mouseout is not told when the mouse leaves it from a shape.
    map.getContainer().addEventListener("mouseleave", leave);
  }

  // What the address asks for: zoning.60,parks
  window.atlasLayers = {
    written: function () {
      return shown().map(function (layer) {
        return layer.name + (layer.slider.value === layer.slider.defaultValue ? "" : "." + layer.slider.value);
      }).join(",");
    },
    restore: function (text) {
      text.split(",").forEach(function (part) {
        var piece = part.split(".");
        var layer = byName[piece[0]];
        if (!layer) { return; }
        if (piece[1]) { layer.slider.value = piece[1]; }
        turn(layer, true);
        panel.open = true;
      });
    }
  };
}());
