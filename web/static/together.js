/* The bars beside map and table light up and choose with them, and a slider moves all three through the years. */
(function () {
  "use strict";
  var view = window.atlasView;
  var box = document.getElementById("siralama");
  if (!view || !box) { return; }
  var SVG = "http://www.w3.org/2000/svg";
  var picture, order, step, rankOf, walker, chosen, lit;

  function made(name, parent, values) {
    var item = document.createElementNS(SVG, name);
    Object.keys(values).forEach(function (key) { item.setAttribute(key, values[key]); });
    return parent.insertBefore(item, parent.firstChild);
  }

  function isLying() { return box.classList.contains("lying"); }

  function show(id, band) {
    var rank = rankOf[id];
    band.setAttribute("visibility", rank === undefined ? "hidden" : "visible");
    if (rank !== undefined) {
      var width = Math.max(step, 3);
      band.setAttribute(isLying() ? "y" : "x", (rank + 0.5) * step - width / 2);
      band.setAttribute(isLying() ? "height" : "width", width);
    }
  }

  /* One place to stand for the keyboard: arrows walk along the bars, Enter chooses. */
  function begin() {
    box = document.getElementById("siralama");
    picture = box.querySelector("svg");
    rankOf = {};
    order = (box.dataset.order || "").split(" ").filter(Boolean);
    step = Number(box.dataset.step);
    order.forEach(function (id, rank) { rankOf[id] = rank; });
    if (!picture) { return; }
    var size = picture.viewBox.baseVal;
    var bands = ["chosen-bar", "lit-bar"].map(function (name) {
      return made("rect", picture, { "class": name, x: 0, y: 0, width: size.width, height: size.height, visibility: "hidden" });
    });
    var before = chosen ? chosen.id : null;
    chosen = { band: bands[0], id: before };
    lit = { band: bands[1], id: null };
    if (before !== null) { show(before, chosen.band); }
    walker = document.createElement("div");
    walker.className = "walker";
    walker.tabIndex = 0;
    walker.setAttribute("role", "slider");
    walker.setAttribute("aria-label", box.dataset.label);
    walker.setAttribute("aria-orientation", isLying() ? "vertical" : "horizontal");
    walker.setAttribute("aria-valuemin", 1);
    walker.setAttribute("aria-valuemax", order.length);
    picture.parentNode.insertBefore(walker, picture);
    walker.appendChild(picture);
    stand(before !== null && rankOf[before] !== undefined ? rankOf[before] : 0);
    walker.addEventListener("keydown", key);
    walker.addEventListener("blur", leave);
    walker.addEventListener("focus", function () { go(Number(walker.getAttribute("aria-valuenow")) - 1); });
    picture.addEventListener("pointermove", function (event) { over(at(event)); });
    picture.addEventListener("pointerleave", leave);
    picture.addEventListener("click", function (event) { stand(at(event)); view.choose(order[at(event)]); });
  }

  function at(event) {
    var frame = picture.getBoundingClientRect();
    var share = isLying() ? (event.clientY - frame.top) / frame.height : (event.clientX - frame.left) / frame.width;
    var rank = Math.floor(share * order.length);
    return Math.min(Math.max(rank, 0), order.length - 1);
  }

  function stand(rank) {
    walker.setAttribute("aria-valuenow", rank + 1);
    walker.setAttribute("aria-valuetext", view.nameOf(order[rank]) + " " + view.valueOf(order[rank]));
  }

  function over(rank) {
    if (lit.id === order[rank]) { return; }
    leave();
    view.light(order[rank], true);
  }

  function leave() { if (lit.id !== null) { view.light(lit.id, false); } }

  function go(rank) {
    stand(rank);
    over(rank);
  }

  // Along bars that lie, down is further.
  function key(event) {
    var now = Number(walker.getAttribute("aria-valuenow")) - 1;
    var last = order.length - 1;
    var page = Math.max(1, Math.round(order.length / 10));
    var moves = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: isLying() ? -1 : 1, ArrowDown: isLying() ? 1 : -1, PageUp: page, PageDown: -page, Home: -last, End: last };
    if (event.key === "Enter") { view.choose(order[now]); event.preventDefault(); }
    if (!(event.key in moves)) { return; }
    event.preventDefault();
    go(Math.min(Math.max(now + moves[event.key], 0), last));
  }

  document.addEventListener("atlas-lit", function (event) {
    if (!picture) { return; }
    var about = event.detail;
    lit.id = about.isLit ? about.id : null;
    if (about.stays) { chosen.id = about.id; show(about.id, chosen.band); }
    show(lit.id, lit.band);
  });

  /* The years: the page of another year is fetched, and what it says put in the place of what is said now. */
  var years = document.getElementById("yillar");
  var MOVED = ["toplamlar", "harita-basligi", "dayanak", "aciklama", "siralama", "baska", "kunye", "indir"];
  var waiting = null;

  function slider() {
    years = document.getElementById("yillar");
    var links = Array.prototype.slice.call(years.querySelectorAll("a"));
    if (!links.length) { return; }
    var input = document.createElement("input");
    input.type = "range";
    input.min = 0;
    input.max = links.length - 1;
    input.value = links.findIndex(function (link) { return link.hasAttribute("aria-current"); });
    input.setAttribute("aria-label", years.dataset.label);
    input.setAttribute("aria-valuetext", links[input.value].textContent);
    years.appendChild(input);
    var said = document.createElement("span");
    said.setAttribute("role", "status");
    years.appendChild(said);
    input.addEventListener("input", function () {
      input.setAttribute("aria-valuetext", links[input.value].textContent);
      move(links[input.value].href, said);
    });
    links.forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
        event.preventDefault();
        input.value = links.indexOf(link);
        move(link.href, said);
      });
    });
  }

  function move(address, said) {
    if (waiting) { waiting.abort(); }
    var asked = waiting = new AbortController();
    said.textContent = years.dataset.loading;
    fetch(address, { signal: asked.signal }).then(function (response) {
      if (!response.ok) { throw new Error(String(response.status)); }
      return response.text();
    }).then(function (text) {
      if (waiting === asked) { put(new DOMParser().parseFromString(text, "text/html"), address); }
    }).catch(function (error) {
      // What cannot be moved in place is opened; the server says what is wrong.
      if (error.name !== "AbortError") { window.location.assign(address); }
    });
  }

  function put(other, address) {
    document.title = other.title;
    MOVED.forEach(function (id) {
      document.getElementById(id).replaceWith(document.importNode(other.getElementById(id), true));
    });
    document.getElementById("harita").setAttribute("aria-label", other.getElementById("harita").getAttribute("aria-label"));
    put.links(other);
    Array.prototype.forEach.call(other.querySelectorAll("#secimler select"), function (list) {
      document.getElementById(list.id).value = list.value;
    });
    put.table(other.getElementById("tablo"));
    window.history.replaceState(null, "", address);
    view.again();
    begin();
    document.dispatchEvent(new CustomEvent("atlas-moved"));
  }

  put.links = function (other) {
    var links = other.querySelectorAll("#yillar a");
    Array.prototype.forEach.call(years.querySelectorAll("a"), function (link, place) {
      if (links[place].hasAttribute("aria-current")) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    });
    years.querySelector("[role=status]").textContent = "";
    Array.prototype.forEach.call(other.querySelectorAll(".languages a"), function (link, place) {
      document.querySelectorAll(".languages a")[place].href = link.href;
    });
  };

  // The rows stay, for map and bars know them; their cells are those of the other year.
  put.table = function (other) {
    var table = document.getElementById("tablo");
    var rows = {};
    Array.prototype.forEach.call(other.tBodies[0].rows, function (row) { rows[row.dataset.n] = row; });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (heading, place) {
      var now = other.tHead.rows[0].cells[place];
      (heading.querySelector("button") || heading).textContent = now.textContent;
      heading.className = now.className;
    });
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      while (row.cells.length) { row.cells[0].remove(); }
      while (rows[row.dataset.n].cells.length) { row.appendChild(rows[row.dataset.n].cells[0]); }
    });
  };

  begin();
  slider();
}());
