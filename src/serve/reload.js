// Keeps this page as it is saved: loads it anew when it changed, swaps style sheets, and tells beside each paragraph
// what was found there. Part of the preview only, never of a built site.
(function () {
  "use strict";
  var script = document.currentScript;
  var page = script.getAttribute("data-page");
  var generation = script.getAttribute("data-generation");
  // The page is read in its language, whatever that of the terminal is.
  var lang = "?lang=" + encodeURIComponent(document.documentElement.lang);
  var events = null;

  // Only a page that is known to be as it was stays: what was asked for during a build is not.
  function concerns(state) {
    return state.previous !== generation || state.unchanged.indexOf(page) < 0;
  }

  function show(state) {
    if (state.generation !== generation && concerns(state)) {
      sessionStorage.setItem("serve-place", JSON.stringify(place()));
      location.reload();
      return;
    }
    if (state.generation !== generation) {
      generation = state.generation;
      state.restyled.forEach(dress);
      ask();
    }
    banner(state.banner);
  }

  // What is read now: the last thing with a name that begins above the middle, and how high it stands.
  function place() {
    var found = { path: location.pathname, id: "", top: -scrollY };
    document.querySelectorAll("main [id]").forEach(function (it) {
      var top = it.getBoundingClientRect().top;
      if (scrollY > 0 && it.getClientRects().length && top < innerHeight / 2) found = { path: found.path, id: it.id, top: top };
    });
    return found;
  }

  // Text that came or went above moves nothing before the eyes of the reader.
  function stay(at) {
    var it = at && at.path === location.pathname && at.id && document.getElementById(at.id);
    if (it) scrollBy({ top: it.getBoundingClientRect().top - at.top, behavior: "instant" });
  }

  // A style sheet in the place of another one; the old one goes when the new one is there, so that nothing flickers.
  function dress(change) {
    document.querySelectorAll("link[rel=stylesheet]").forEach(function (old) {
      var at = old.href.indexOf(change.was);
      if (at < 0) return;
      var link = old.cloneNode();
      link.href = old.href.slice(0, at) + change.now;
      link.addEventListener("load", function () { old.remove(); });
      old.after(link);
    });
  }

  function own_style() {
    if (document.querySelector("link[href='/_serve.css']")) return;
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_serve.css";
    document.head.appendChild(style);
  }

  function banner(text) {
    var line = document.getElementById("serve-banner");
    var is_list = location.pathname === "/_errors/" || document.getElementById("serve-failure");
    if (!text || is_list) {
      if (line) line.remove();
      return;
    }
    if (!line) {
      own_style();
      line = document.createElement("a");
      line.id = "serve-banner";
      line.href = "/_errors/" + lang;
      line.setAttribute("role", "status");
      document.body.appendChild(line);
    }
    line.replaceChildren(rich("span", "", text));
  }

  function element(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }

  // A text in which backticks stand around what is meant letter by letter.
  function rich(name, kind, text) {
    var made = element(name, kind);
    text.split("`").forEach(function (part, at) { made.append(at % 2 ? element("code", "", part) : part); });
    return made;
  }

  function ask() {
    if (page === "*") return;
    fetch("/_notes?page=" + encodeURIComponent(page)).then(function (answer) {
      return answer.status === 200 ? answer.json() : null;
    }).then(notes, function () {});
  }

  // What is known of the record of this page: a box in the corner, and each finding at its paragraph.
  function notes(all) {
    var at = place();
    tell(all);
    stay(at);
  }

  function tell(all) {
    document.querySelectorAll("#serve-notes, .serve-note").forEach(function (it) { it.remove(); });
    if (!all) return;
    // Who has closed it is told again when a save has changed something.
    if (all.saved.length) sessionStorage.removeItem("serve-notes");
    else if (sessionStorage.getItem("serve-notes") === "closed") return;
    own_style();
    all.findings.forEach(beside);
    var box = element("aside");
    box.id = "serve-notes";
    box.setAttribute("role", "status");
    box.lang = document.documentElement.lang;
    var close = element("button", "", "×");
    close.type = "button";
    close.title = all.close;
    close.setAttribute("aria-label", all.close);
    close.addEventListener("click", function () {
      sessionStorage.setItem("serve-notes", "closed");
      notes(null);
    });
    box.append(close, element("p", "title", all.title));
    all.saved.concat(all.next || []).forEach(function (it) {
      box.append(element("p", "label", it.label));
      var list = element("ul");
      it.lines.forEach(function (line) { list.append(rich("li", "", line)); });
      box.append(list);
    });
    document.body.append(box);
  }

  function beside(finding) {
    var place = finding.anchor && document.getElementById(finding.anchor);
    if (!place && finding.anchor) place = document.getElementById(finding.anchor.split(/[.-]/)[0]);
    if (!place) return;
    var note = element("div", "serve-note " + finding.severity);
    var head = element("p", "head");
    head.append(element("b", "", finding.level), " ", element("code", "", finding.rule), " ", rich("span", "", finding.message));
    note.append(head);
    if (finding.help) note.append(rich("p", "help", finding.help));
    note.append(element("p", "place", finding.place));
    var value = place.querySelector(":scope > dd:not(.visually-hidden)");
    var top = place.matches("article") && place.querySelector(":scope > header");
    if (value) value.append(note);
    else if (place.closest("dl")) place.closest("dl").after(note);
    else (top || place).after(note);
  }

  // A browser keeps few connections to one server: tabs that nobody sees give theirs back.
  function listen() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/_events" + lang);
      events.addEventListener("state", function (event) { show(JSON.parse(event.data)); });
    }
  }

  var kept = JSON.parse(sessionStorage.getItem("serve-place"));
  sessionStorage.removeItem("serve-place");
  if (kept && kept.id) {
    history.scrollRestoration = "manual";
    stay(kept);
    window.addEventListener("load", function () { stay(kept); });
    // Not before somebody leaves: a browser that may, goes back to the old place once all is loaded.
    window.addEventListener("pagehide", function () { history.scrollRestoration = "auto"; });
  }

  document.addEventListener("visibilitychange", listen);
  listen();
  ask();
})();
