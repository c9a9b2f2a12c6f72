/* Lists that answer while one types: the indicators of the form, and places by name. Without this file both are plain forms. */
(function () {
  "use strict";
  var plain = { "ı": "i", "ş": "s", "ç": "c", "ğ": "g", "ö": "o", "ü": "u", "â": "a", "î": "i", "û": "u" };
  function fold(name) {
    return name.normalize("NFC").toLocaleLowerCase("tr").replace(/[ışçğöüâîû]/g, function (letter) { return plain[letter]; });
  }

  /* indicators */
  var list = document.getElementById("gosterge");
  var filter = document.getElementById("gosterge-suz");
  if (list && filter && list.options.length > 12) {
    var all = Array.prototype.slice.call(list.children);
    var counted = document.getElementById("gosterge-sayi");
    filter.parentNode.hidden = false;
    filter.addEventListener("input", function () {
      var wanted = fold(filter.value.trim());
      var chosen = list.value;
      var found = 0;
      list.textContent = "";
      all.forEach(function (group) {
        var isGroup = group.tagName === "OPTGROUP";
        var kept = group.cloneNode(true);
        var isWhole = isGroup && fold(group.label).indexOf(wanted) !== -1;
        Array.prototype.slice.call(isGroup ? kept.children : [kept]).forEach(function (option) {
          if (isWhole || fold(option.textContent).indexOf(wanted) !== -1) { found += 1; } else { option.remove(); }
        });
        if (isGroup ? kept.children.length : fold(kept.textContent).indexOf(wanted) !== -1) { list.appendChild(kept); }
      });
      if (!found) { all.forEach(function (group) { list.appendChild(group.cloneNode(true)); }); }
      list.value = chosen;
      if (list.selectedIndex < 0) { list.selectedIndex = 0; }
      counted.textContent = wanted ? (found || "0") + " " + counted.dataset.of : "";
    });
  }

  /* places */
  var input = document.getElementById("yer-ara");
  if (!input) { return; }
  var answers = document.getElementById("bulunan");
  var said = document.getElementById("bulunan-sayi");
  var waiting = null;
  var soon = null;

  function show(found) {
    answers.textContent = "";
    found.results.forEach(function (item) {
      var line = document.createElement("li");
      var link = document.createElement("a");
      link.href = item.address;
      link.textContent = item.title;
      line.appendChild(link);
      line.appendChild(document.createTextNode(" " + item.about));
      answers.appendChild(line);
    });
    answers.hidden = !found.results.length;
    said.textContent = found.said;
  }

  function ask() {
    if (waiting) { waiting.abort(); }
    var wanted = input.value.trim();
    if (wanted.length < 2) { answers.hidden = true; said.textContent = ""; return; }
    var asked = waiting = new AbortController();
    var address = input.form.dataset.json + "?q=" + encodeURIComponent(wanted) + "&dil=" + document.documentElement.lang;
    fetch(address, { signal: asked.signal }).then(function (response) { return response.json(); }).then(function (found) {
      if (waiting === asked) { show(found); }
    }).catch(function (error) {
      if (error.name !== "AbortError") { said.textContent = ""; }
    });
  }
  input.addEventListener("input", function () { window.clearTimeout(soon); soon = window.setTimeout(ask, 180); });
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { input.value = ""; ask(); }
    if (event.key === "ArrowDown" && !answers.hidden) { answers.querySelector("a").focus(); event.preventDefault(); }
  });
}());
