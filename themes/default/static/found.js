// The page of results: hits with the text around them, by kind, twenty at a time.
(() => {
  "use strict";
  const { find, titles, kind: kindOf, terms, runs, marked, node, label, say, failed, load } = window.changebook;
  const form = document.querySelector("form.search"), field = form.q, found = document.querySelector(".found");
  const list = found.querySelector("ol"), note = found.querySelector("[role=status]"), kinds = found.querySelector(".kinds");
  const more = found.querySelector(".more"), index = document.querySelector(".index");
  const STEP = 20, AROUND = 170;
  let turn = 0, docs = [], query = "", kind = "", shown = 0;

  // The text around the first place where the query stands, or else some part of it.
  function excerpt(text) {
    const low = text.toLowerCase(), tries = [query.trim(), ...runs(query), ...terms(query).map(it => it.text)];
    const at = tries.map(it => low.indexOf(it.toLowerCase())).find(it => it >= 0) ?? 0;
    const from = at < 40 ? 0 : at - 30;
    const cut = text.substr(from, AROUND).replace(/\s*\n\s*/g, " · ");
    return marked((from ? "…" : "") + cut + (from + AROUND < text.length ? "…" : ""), query);
  }

  // The text of a hit is fetched when the hit comes near the window.
  const near = new IntersectionObserver(all => {
    for (const { target, isIntersecting } of all) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      target.fill();
    }
  }, { rootMargin: "100px" });

  function row(hit) {
    const [id, blank, title, , beside] = label(hit, query), link = node("a", "", [id, blank, title]), text = node("p", "excerpt", []);
    const [name, hash] = hit.texts.split(".");
    link.href = hit.href;
    const it = node("li", "", [node("p", "", [link, " ", beside]), text]);
    it.fill = () => load(name, "." + hash).then(texts => text.append(...excerpt(texts[hit.place])));
    near.observe(it);
    return it;
  }

  async function fill() {
    const mine = turn, wanted = docs.filter(it => !kind || kindOf(it) === kind);
    const hits = await titles(wanted.slice(shown, shown + STEP), query);
    if (mine !== turn) return;
    list.append(...hits.map(row));
    shown += hits.length;
    more.hidden = shown >= wanted.length;
  }

  function restart() {
    turn += 1;
    shown = 0;
    list.replaceChildren();
    for (const it of kinds.children) it.setAttribute("aria-pressed", String(it.value === kind));
    try {
      const asked = query ? `?q=${encodeURIComponent(query)}${kind && "&kind=" + kind}` : "";
      history.replaceState(null, "", location.pathname + asked);
    } catch { /* A file share may refuse that; the search works all the same. */ }
    return fill();
  }

  function facets() {
    const counts = new Map([["", docs.length]]);
    for (const it of docs.map(kindOf)) counts.set(it, (counts.get(it) || 0) + 1);
    if (!counts.has(kind)) kind = "";
    kinds.hidden = counts.size < 3;
    kinds.replaceChildren(...Array.from(counts, ([name, n]) => {
      const it = node("button", "", [name ? say(name) : say("all_kinds"), " ", node("span", "n", String(n))]);
      it.type = "button";
      it.value = name;
      return it;
    }));
  }

  async function ask() {
    const mine = turn += 1;
    query = field.value;
    if (!runs(query)[0]) docs = [];
    found.hidden = !runs(query)[0];
    index.hidden = false;
    if (found.hidden) return restart();
    try {
      const result = await find(query), n = result.docs.length;
      if (mine !== turn) return;
      docs = result.docs;
      index.hidden = n > 0;
      note.textContent = say(result.some ? "some" : n ? "many" : "nothing", n);
      facets();
      await restart();
    } catch {
      note.textContent = failed;
    }
  }

  kinds.addEventListener("click", event => {
    const it = event.target.closest("button");
    if (it) kind = it.value;
    restart();
  });
  more.addEventListener("click", fill);
  form.addEventListener("submit", event => { event.preventDefault(); ask(); });
  field.addEventListener("input", event => { if (!event.isComposing) ask(); });
  field.addEventListener("compositionend", ask);
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || field.value;
  kind = asked.get("kind") || "";
  if (field.value) ask();
})();
