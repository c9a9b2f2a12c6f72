/* The table: sorting by its headings and a search that knows Turkish letters. Without this file it is simply a table. */
(function () {
  "use strict";
  var table = document.getElementById("tablo");
  if (!table) { return; }
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var headings = Array.prototype.slice.call(table.tHead.rows[0].cells);

  function text(row, place) { return row.cells[place].textContent.trim(); }

  function compare(place, isText) {
    return function (one, other) {
      if (isText) { return text(one, place).localeCompare(text(other, place), "tr"); }
      return Number(one.cells[place].dataset.v) - Number(other.cells[place].dataset.v);
    };
  }

  function sort(place) {
    var heading = headings[place];
    var isText = "text" in heading.dataset;
    var now = heading.getAttribute("aria-sort");
    // Names and losses are looked up from the top; a second press turns the order round.
    var direction = now === "ascending" ? "descending" : "ascending";
    var order = compare(place, isText);
    var factor = direction === "ascending" ? 1 : -1;
    var known = [];
    var unknown = [];
    rows.forEach(function (row) {
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
    button.addEventListener("click", function () { sort(place); });
  });

  // A search is kinder than a match: who has no ş or ı on the keyboard finds Üzengili and Sinanlı too.
  var plain = { "ı": "i", "ş": "s", "ç": "c", "ğ": "g", "ö": "o", "ü": "u", "â": "a", "î": "i", "û": "u" };
  function fold(name) {
    return name.normalize("NFC").toLocaleLowerCase("tr").replace(/[ışçğöüâîû]/g, function (letter) { return plain[letter]; });
  }

  var input = document.getElementById("suz");
  var said = document.getElementById("sayi");
  input.parentNode.hidden = false;
  input.addEventListener("input", function () {
    var wanted = fold(input.value.trim());
    var shown = 0;
    rows.forEach(function (row) {
      var isShown = fold(text(row, 0)).indexOf(wanted) !== -1;
      row.hidden = !isShown;
      shown += isShown ? 1 : 0;
    });
    said.textContent = wanted ? shown + " " + said.dataset.of : "";
  });
}());
