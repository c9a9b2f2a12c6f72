/* Files by drag and drop, a size looked at before it is sent, and buttons that cannot be pressed twice. Without this file all forms still work. */
(function () {
  "use strict";
  function busy(form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      // The button that was pressed is part of what is sent, and a disabled one is not.
      window.setTimeout(function () {
        Array.prototype.forEach.call(form.querySelectorAll("button"), function (button) { button.disabled = true; });
      }, 0);
      var line = form.querySelector("[role=status]");
      if (line && form.dataset.busy) { line.textContent = form.dataset.busy; }
    });
  }

  var form = document.querySelector("form.upload");
  if (form) {
    var input = form.querySelector("input[type=file]");
    var warning = document.getElementById("yukleme-uyarisi");
    var limit = Number(form.dataset.limit);
    form.querySelector(".with-script").hidden = false;

    var fits = function () {
      var size = Array.prototype.reduce.call(input.files, function (sum, file) { return sum + file.size; }, 0);
      warning.textContent = size > limit ? form.dataset.tooLarge : "";
      return size <= limit;
    };
    input.addEventListener("change", fits);
    form.addEventListener("submit", function (event) {
      if (!fits()) { event.preventDefault(); event.stopImmediatePropagation(); }
    });
    ["dragover", "dragleave", "drop"].forEach(function (name) {
      form.addEventListener(name, function (event) {
        event.preventDefault();
        form.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) {
          input.files = event.dataTransfer.files;
          if (fits()) { form.requestSubmit(); }
        }
      });
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("form[method=post]"), busy);
  // Whoever comes back by the browser's own button finds the buttons as they were.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
}());
