// Everything here adds to pages that work without it: colours, filter and order of a list, the search, copying a blank.
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

  // What the rows of a list are cut down to and sorted by stands in the address, so that it can be passed on.
  function lists() {
    var form = document.querySelector("form.filter");
    var table = document.querySelector("table[data-filter]");
    if (!form || !table) return;
    var field = form.querySelector("input");
    var none = document.querySelector(".filter-none");
    var most = none.querySelector("span");
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
      return { row: row, text: row.textContent.toLowerCase().replace(/\s+/g, " ") };
    });
    var selects = heads.filter(function (head) { return head.hasAttribute("data-values"); }).map(column)
      .concat(Array.prototype.map.call(document.querySelectorAll(".facet[data-key]"), facet)).filter(Boolean);
    var sort = "";

    // The values of a row; it may have several.
    function values(it, key) { return (it.row.getAttribute("data-" + key) || "").split(" ").filter(Boolean); }

    // One of the values that stand in a column.
    function column(head) {
      var key = head.getAttribute("data-key");
      var labels = {};
      rows.forEach(function (it) {
        var value = it.row.getAttribute("data-" + key);
        var cell = it.row.cells[head.cellIndex];
        if (value) labels[value] = (cell.querySelector(".chip span") || cell).textContent.replace(/ \d+$/, "").trim();
      });
      return choice(key, head.textContent, labels);
    }

    // One of the values that no column shows, in the words of the facet beside the list.
    function facet(group) {
      var key = group.getAttribute("data-key");
      var labels = {};
      rows.forEach(function (it) { values(it, key).forEach(function (value) { labels[value] = value; }); });
      group.querySelectorAll("li").forEach(function (it) {
        var value = it.getAttribute("data-value");
        if (labels[value]) labels[value] = it.querySelector("a").textContent;
      });
      return choice(key, group.querySelector("h2").textContent, labels);
    }

    // None if there is nothing to choose.
    function choice(key, name, labels) {
      if (Object.keys(labels).length < 2) return null;
      var select = document.createElement("select");
      select.name = key;
      select.setAttribute("aria-label", name);
      select.add(new Option(form.getAttribute("data-any").replace("{name}", name), ""));
      Object.keys(labels).forEach(function (value) { select.add(new Option(labels[value], value)); });
      form.append(select);
      return select;
    }

    // What is asked for, each with what people call it and whether a row fits.
    function limits() {
      var all = selects.filter(function (it) { return it.value; }).map(function (it) {
        return {
          control: it,
          name: it.selectedOptions[0].textContent,
          fits: function (row) {
            return row.row.getAttribute("data-" + it.name) === it.value || values(row, it.name).indexOf(it.value) >= 0;
          }
        };
      });
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length) {
        all.push({
          control: field,
          name: field.value.trim(),
          fits: function (row) { return words.every(function (word) { return row.text.indexOf(word) >= 0; }); }
        });
      }
      return all;
    }

    function apply() {
      var all = limits();
      var shown = 0;
      rows.forEach(function (it) {
        var fits = all.every(function (limit) { return limit.fits(it); });
        it.row.hidden = !fits;
        if (fits) shown += 1;
      });
      table.hidden = shown === 0;
      none.hidden = shown > 0;
      if (shown || !all.length) return;
      // The limit without which most rows would be left.
      var worst = all.map(function (limit) {
        var others = all.filter(function (it) { return it !== limit; });
        var n = rows.filter(function (it) { return others.every(function (other) { return other.fits(it); }); }).length;
        return { limit: limit, n: n };
      }).sort(function (a, b) { return b.n - a.n; })[0].limit;
      most.textContent = none.getAttribute("data-most").replace("{filter}", worst.name);
      none.querySelector("button").onclick = function () {
        worst.control.value = "";
        apply();
        keep(true);
        field.focus();
      };
    }

    function order() {
      var key = sort.replace("-", "");
      var down = sort[0] === "-" ? -1 : 1;
      heads.forEach(function (head) {
        var is_key = sort && head.getAttribute("data-key") === key;
        if (is_key) head.setAttribute("aria-sort", down < 0 ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      var at = heads.findIndex(function (head) { return head.getAttribute("data-key") === key; });
      var text = function (it) { return it.row.cells[at].textContent.trim(); };
      var sorted = rows.slice();
      // What is empty stands last, whichever way.
      if (sort && at >= 0) {
        sorted.sort(function (a, b) {
          if (!text(a) || !text(b)) return !text(a) - !text(b);
          return down * text(a).localeCompare(text(b), root.lang);
        });
      }
      sorted.forEach(function (it) { table.tBodies[0].append(it.row); });
    }

    // Typing replaces the address, choosing adds a step that one can go back from; file shares may refuse both.
    function keep(is_step) {
      var query = new URLSearchParams();
      selects.concat(field).forEach(function (it) { if (it.value.trim()) query.set(it.name || "q", it.value.trim()); });
      if (sort) query.set("sort", sort);
      query = query.toString();
      try {
        history[is_step ? "pushState" : "replaceState"](null, "", location.pathname + (query && "?" + query) + location.hash);
      } catch (error) { /* The list works all the same. */ }
    }

    function restore() {
      var query = new URLSearchParams(location.search);
      field.value = query.get("q") || "";
      selects.forEach(function (it) { it.value = query.get(it.name) || ""; if (it.selectedIndex < 0) it.value = ""; });
      sort = query.get("sort") || "";
      order();
      apply();
    }

    heads.forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.title = table.getAttribute("data-sort");
      button.append.apply(button, Array.from(head.childNodes));
      button.addEventListener("click", function () {
        var key = head.getAttribute("data-key");
        sort = sort === key ? "-" + key : key;
        order();
        keep(true);
      });
      head.append(button);
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function (event) {
      if (event.target === field) return;
      apply();
      keep(true);
    });
    field.addEventListener("input", function (event) {
      if (event.isComposing) return;
      apply();
      keep(false);
    });
    field.addEventListener("compositionend", apply);
    window.addEventListener("popstate", restore);
    form.hidden = false;
    restore();
  }

  // The script of the search is loaded when somebody turns to the field.
  function search() {
    var form = document.querySelector("form.search");
    if (!form) return;
    var field = form.querySelector("input");
    field.addEventListener("focus", function () {
      if (window.changebook) return;
      var script = document.createElement("script");
      window.changebook = {};
      script.src = form.getAttribute("data-script");
      document.head.append(script);
    });
    document.addEventListener("keydown", function (event) {
      var is_typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
      if (event.key !== "/" || is_typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.focus();
    });
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

  // The browser prints what has a button for it.
  function prints() {
    document.querySelectorAll("button.print").forEach(function (button) {
      button.addEventListener("click", function () { window.print(); });
      button.hidden = false;
    });
  }

  // On narrow screens lists beside the text begin folded; a target inside a fold opens it.
  function folds() {
    if (window.matchMedia("(max-width: 1119px)").matches) {
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
    // From now on a fold is somebody's doing and may be seen to move.
    requestAnimationFrame(function () {
      requestAnimationFrame(function () { document.documentElement.setAttribute("data-settled", ""); });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    schemes();
    lists();
    search();
    copies();
    prints();
    folds();
  });
})();
