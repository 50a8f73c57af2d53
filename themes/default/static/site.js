// Everything here adds to pages that work without it: colours, the filter of a list, copying a blank.
(function () {
  "use strict";
  var root = document.documentElement;

  function stored() {
    try { return localStorage.getItem("changebook-scheme"); } catch (error) { return null; }
  }

  function paint(scheme) {
    if (scheme === "light" || scheme === "dark") root.setAttribute("data-scheme", scheme);
    else root.removeAttribute("data-scheme");
  }

  // Before the first paint, so that nothing flashes.
  paint(stored());

  function schemes() {
    var group = document.querySelector(".scheme");
    if (!group) return;
    var buttons = group.querySelectorAll("button");
    function press(scheme) {
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.getAttribute("data-scheme") === scheme));
      });
    }
    group.addEventListener("click", function (event) {
      var scheme = event.target.getAttribute("data-scheme");
      if (!scheme) return;
      try { localStorage.setItem("changebook-scheme", scheme); } catch (error) { /* Not kept, but shown. */ }
      paint(scheme);
      press(scheme);
    });
    press(stored() || "system");
    group.hidden = false;
  }

  // The words of the field, each of which must stand somewhere in a row.
  function filter() {
    var form = document.querySelector("form.filter");
    var table = document.querySelector("table[data-filter]");
    if (!form || !table) return;
    var field = form.querySelector("input");
    var none = document.querySelector(".filter-none");
    var rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
      return { row: row, text: row.textContent.toLowerCase().replace(/\s+/g, " ") };
    });
    function apply() {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (it) {
        var fits = words.every(function (word) { return it.text.indexOf(word) >= 0; });
        it.row.hidden = !fits;
        if (fits) shown += 1;
      });
      table.hidden = shown === 0;
      none.hidden = shown > 0;
      // The address keeps the words, so that the list can be passed on; file shares may refuse that.
      try {
        var query = words.length ? "?q=" + encodeURIComponent(words.join(" ")) : "";
        history.replaceState(null, "", location.pathname + query + location.hash);
      } catch (error) { /* The filter works all the same. */ }
    }
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    field.addEventListener("input", function (event) { if (!event.isComposing) apply(); });
    field.addEventListener("compositionend", apply);
    form.hidden = false;
    var query = /[?&]q=([^&]*)/.exec(location.search);
    if (query) {
      try { field.value = decodeURIComponent(query[1].replace(/\+/g, " ")); } catch (error) { return; }
      apply();
    }
  }

  function copies() {
    document.querySelectorAll("button[data-copy]").forEach(function (button) {
      var source = document.getElementById(button.getAttribute("data-copy"));
      if (!source) return;
      var label = button.textContent;
      function done() {
        button.textContent = button.getAttribute("data-done");
        setTimeout(function () { button.textContent = label; }, 2000);
      }
      function select() {
        var range = document.createRange();
        range.selectNodeContents(source);
        var selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        if (document.execCommand("copy")) done();
      }
      button.addEventListener("click", function () {
        // The clipboard is there on https and on this machine only; selecting works everywhere.
        if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(source.textContent).then(done, select);
        else select();
      });
      button.hidden = false;
    });
  }

  // On narrow screens lists beside the text begin folded; a target inside a fold opens it.
  function folds() {
    if (window.matchMedia("(max-width: 1023px)").matches) {
      document.querySelectorAll(".side details.fold").forEach(function (it) { it.open = false; });
    }
    function reveal() {
      var target;
      try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
      while (target) {
        if (target.tagName === "DETAILS") target.open = true;
        target = target.parentElement;
      }
    }
    window.addEventListener("hashchange", reveal);
    reveal();
  }

  document.addEventListener("DOMContentLoaded", function () {
    schemes();
    filter();
    copies();
    folds();
  });
})();
