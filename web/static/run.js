/* Asks how far a calculation is, and shows its end. Without this file the page is reloaded by its link. */
(function () {
  "use strict";
  var box = document.getElementById("hesap");
  if (!box) { return; }
  var bar = document.getElementById("cubuk");
  var line = document.getElementById("adim");
  var seconds = document.getElementById("saniye");
  var EVERY_MS = 1000;

  function say(text) {
    // A screen reader repeats what is written again.
    if (line.textContent !== text) { line.textContent = text; }
  }

  function ask() {
    fetch(box.dataset.state, { headers: { Accept: "application/json" }, cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (told) {
      if (told.state !== "running") { window.location.reload(); return; }
      bar.value = told.step - 1;
      seconds.textContent = String(told.seconds);
      say(told.step + " / " + told.of + ": " + told.words);
      window.setTimeout(ask, EVERY_MS);
    }).catch(function () {
      say(box.dataset.lost);
      window.setTimeout(ask, EVERY_MS);
    });
  }
  window.setTimeout(ask, EVERY_MS);
}());
