// Loads this page anew when it changed. Part of the preview only, never of a built site.
(function () {
  "use strict";
  var script = document.currentScript;
  var page = script.getAttribute("data-page");
  var generation = script.getAttribute("data-generation");
  var events = null;

  function concerns(state) {
    return state.previous !== generation || !state.changed || page === "*" || state.changed.indexOf(page) >= 0;
  }

  function show(state) {
    if (state.generation !== generation && concerns(state)) {
      location.reload();
      return;
    }
    generation = state.generation;
    banner(state.banner);
  }

  function banner(text) {
    var line = document.getElementById("serve-banner");
    var is_list = location.pathname === "/_errors/" || document.getElementById("serve-failure");
    if (!text || is_list) {
      if (line) line.remove();
      return;
    }
    if (!line) {
      var style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/_serve.css";
      document.head.appendChild(style);
      line = document.createElement("a");
      line.id = "serve-banner";
      line.href = "/_errors/";
      line.setAttribute("role", "status");
      document.body.appendChild(line);
    }
    line.textContent = text;
  }

  // A browser keeps few connections to one server: tabs that nobody sees give theirs back.
  function listen() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/_events");
      events.addEventListener("state", function (event) { show(JSON.parse(event.data)); });
    }
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
