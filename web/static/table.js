/* Tables: sorting by their headings and a search that knows Turkish letters. Without this file they are simply tables. */
(function () {
  "use strict";

  function text(row, place) { return row.cells[place].textContent.trim(); }

  // A search is kinder than a match: who has no ş or ı on the keyboard finds Üzengili and Sinanlı too.
  var plain = { "ı": "i", "ş": "s", "ç": "c", "ğ": "g", "ö": "o", "ü": "u", "â": "a", "î": "i", "û": "u" };
  function fold(name) {
    return name.normalize("NFC").toLocaleLowerCase("tr").replace(/[ışçğöüâîû]/g, function (letter) { return plain[letter]; });
  }

  function sortable(table) {
    var body = table.tBodies[0];
    var headings = Array.prototype.slice.call(table.tHead.rows[0].cells);

    function compare(place, isText) {
      return function (one, other) {
        if (isText) { return text(one, place).localeCompare(text(other, place), "tr"); }
        return Number(one.cells[place].dataset.v) - Number(other.cells[place].dataset.v);
      };
    }

    function sort(place, direction) {
      var heading = headings[place];
      var isText = "text" in heading.dataset;
      var order = compare(place, isText);
      var factor = direction === "ascending" ? 1 : -1;
      var known = [];
      var unknown = [];
      Array.prototype.forEach.call(body.rows, function (row) {
        (isText || row.cells[place].dataset.v !== "" ? known : unknown).push(row);
      });
      known.sort(function (one, other) { return factor * order(one, other) || compare(0, true)(one, other); });
      known.concat(unknown).forEach(function (row) { body.appendChild(row); });
      headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
      heading.setAttribute("aria-sort", direction);
    }

    headings.forEach(function (heading, place) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      button.title = table.dataset.sort;
      heading.textContent = "";
      heading.appendChild(button);
      // Names and losses are looked up from the top; a second press turns the order round.
      button.addEventListener("click", function () {
        sort(place, heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending");
      });
    });
    document.addEventListener("atlas-moved", function () {
      var place = headings.findIndex(function (heading) { return heading.hasAttribute("aria-sort"); });
      if (place > 0) { sort(place, headings[place].getAttribute("aria-sort")); }
    });
  }

  function searchable(box) {
    var body = document.getElementById(box.dataset.table).tBodies[0];
    var input = box.querySelector("input");
    var said = box.querySelector("[role=status]");
    box.hidden = false;
    input.addEventListener("input", function () {
      var wanted = fold(input.value.trim());
      var shown = 0;
      Array.prototype.forEach.call(body.rows, function (row) {
        var isShown = fold("whole" in box.dataset ? row.textContent : text(row, 0)).indexOf(wanted) !== -1;
        row.hidden = !isShown;
        shown += isShown ? 1 : 0;
      });
      said.textContent = wanted ? shown + " " + said.dataset.of : "";
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("table[data-sort]"), sortable);
  Array.prototype.forEach.call(document.querySelectorAll(".filter[data-table]"), searchable);
}());
