// Searches the portal without a server: pieces of the index come as scripts when a query asks.
(() => {
  "use strict";
  const form = document.querySelector("form.search"), field = form.q, { root, prefix, failed } = form.dataset, loads = {}, takers = {};
  const DENSE = "[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}]", isDense = new RegExp(DENSE, "u");
  const RUNS = new RegExp(`${DENSE}+|(?:(?!${DENSE})[\\p{Alphabetic}\\p{N}])+`, "gu");
  let words, segments, total = 0;

  const put = (name, it) => takers[name](it);
  const load = (name, hash) => loads[name] ||= new Promise((done, fail) => {
    const script = document.createElement("script");
    takers[name] = done;
    script.onerror = () => { delete loads[name]; fail(); };
    script.src = `${root}assets/search/${name}${hash}.js`;
    document.head.append(script);
  });

  function piece(segment, letter, at) {
    const hash = segment[letter].substr(at * 8, 8);
    return hash[0] === "-" ? {} : load(`${segment.id}-${letter}${at}`, "." + hash);
  }

  async function open() {
    const { lang } = document.documentElement;
    const it = await load("manifest", "");
    if (words) return;
    words = it.words[lang];
    segments = it.segments.filter(it => !it.lang || it.lang === lang);
    for (const it of segments) total = (it.base = total) + it.n;
  }

  const plain = text => text.normalize("NFKC").toLowerCase();
  const runs = text => plain(text).match(RUNS) || [];

  // Pairs of a run without spaces, or a word: what `tokens.rs` makes of a text.
  function terms(query) {
    const found = {};
    for (const text of runs(query)) {
      const chars = [...text], dense = isDense.test(text);
      if (!chars[1]) found[text] = { text, exact: true, free: !dense };
      else if (dense) chars.slice(1).forEach((it, at) => { found[chars[at] += it] = { text: chars[at], exact: true }; });
      else found[text] = { text: chars[40] ? chars.slice(0, 16).join("") : text, word: true };
    }
    return Object.values(found);
  }

  function shard(text, count) {
    let hash = 2166136261;
    for (const unit of [...text].slice(0, 2).join("").split("")) {
      hash = Math.imul(hash ^ unit.charCodeAt(0), 16777619) >>> 0;
    }
    return ((hash ^ hash >>> 16) & count - 1) >>> 0;
  }

  // Takes the entries of a list, each with the most that it weighs.
  function read(list, doc, factor, into) {
    for (let at = 0, n, times, digit; at < list.length; doc += 1) {
      for (n = 0, times = 1; (digit = list.charCodeAt(at++), digit -= digit > 92 ? 36 : 35) > 44; times *= 45) n += (digit - 45) * times;
      n += digit * times;
      doc += n >> 2;
      into.set(doc, Math.max(into.get(doc) || 0, factor << (n & 3)));
    }
  }

  async function look({ text, exact, word }) {
    const into = new Map(), end = "~" + [...text].slice(0, 8).join("");
    await Promise.all(segments.map(async ({ base, ...segment }) => {
      const lists = await piece(segment, "s", shard(text, segment.s.length / 8));
      for (const key in lists) {
        const factor = key === text ? 6 : !exact && key.startsWith(text) ? 4 : word && key.startsWith(end) ? 1 : 0;
        if (factor) read(lists[key], base, factor, into);
      }
    }));
    return into;
  }

  // The entries with every term, the best first; else those with some.
  async function find(query) {
    await open();
    const wanted = terms(query), lists = await Promise.all(wanted.map(look)), scores = new Map();
    for (const list of lists) {
      const rare = Math.log(1 + total / list.size);
      for (const [doc, weight] of list) scores.set(doc, (scores.get(doc) || 0) + weight * rare);
    }
    let must = lists.filter((_, at) => !wanted[at].free);
    if (!must[0]) must = lists;
    const some = [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a) || b - a);
    const docs = some.filter(doc => must.every(it => it.has(doc)));
    return docs.length || !some.length ? { docs } : { docs: some.slice(0, 50), some };
  }

  const part = doc => segments.findLast(it => it.base <= doc);
  const kind = doc => part(doc).kinds.findLast(it => it[1] <= doc - part(doc).base)[0];

  // What is shown of entries; that whose very id was asked for comes first.
  async function titles(docs, query) {
    const hits = await Promise.all(docs.map(async doc => {
      const it = part(doc), at = doc - it.base;
      const [id, title, address, standing, note, texts, place] = (await piece(it, "t", at >> 5))[at & 31];
      return { doc, id, title, href: root + prefix + address, standing, note, texts, place };
    }));
    const asked = it => plain(it.id) === plain(query).trim();
    return hits.sort((a, b) => asked(b) - asked(a));
  }

  function node(name, type, inside) {
    const it = document.createElement(name);
    it.className = type;
    it.append(...[inside].flat());
    return it;
  }

  // A text with what was asked for marked.
  function marked(text, query) {
    const wanted = [query.trim(), ...runs(query)].map(it => it.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
    return text.split(new RegExp(`(${wanted.join("|")})`, "giu")).map((it, at) => at % 2 ? node("mark", "", it) : it);
  }

  // What a hit is called; how it stands, what it is, from when.
  function label({ doc, id, title, standing, note }, query) {
    const [word, tone] = words[standing] || [""];
    const beside = words[kind(doc)] + (note && " · " + note);
    return [node("span", "id", marked(id, query)), " ", node("span", "title", marked(title, query)), " ",
      node("span", "hit-facts", [word && node("span", tone, word), " ", beside])];
  }

  const say = (name, n) => (n === 1 && words[name + "_one"] || words[name]).replace("{n}", n);

  window.changebook = { put, load, find, titles, kind, terms, runs, marked, node, label, say, failed };
  // The list below the field, by the pattern of a combobox; the page of results has one of its own.
  if (document.querySelector(".found")) return;
  const box = form.querySelector(".hits"), [note, list] = box.children;
  const set = (it, all) => { for (const name in all) it.setAttribute(name, all[name]); };
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": "hits", "aria-expanded": false });
  let chosen = -1, turn = 0;

  function show(isOpen) {
    box.hidden = !isOpen;
    set(field, { "aria-expanded": isOpen });
    choose(-1);
  }

  function choose(at) {
    const n = list.children.length;
    chosen = at < -1 ? n - 1 : at < n ? at : -1;
    Array.from(list.children, (it, at) => set(it, { "aria-selected": at === chosen }));
    set(field, { "aria-activedescendant": chosen < 0 ? "" : "hit-" + chosen });
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const query = field.value, mine = turn += 1;
    if (!runs(query)[0]) return show(false);
    try {
      const { docs, some } = await find(query), hits = await titles(docs.slice(0, 8), query), n = docs.length;
      if (mine !== turn) return;
      list.replaceChildren(...[...hits, 0].slice(0, n > 8 ? 9 : n).map((hit, at) => {
        const it = node("li", "", hit ? label(hit, query) : say("all", n));
        set(it, { id: "hit-" + at, role: "option" });
        it.href = hit ? hit.href : `${form.action}?q=${encodeURIComponent(query)}`;
        return it;
      }));
      note.textContent = say(some ? "some" : n ? "many" : "nothing", n);
    } catch {
      note.textContent = failed;
      list.replaceChildren();
    }
    show(document.activeElement === field);
  }

  field.addEventListener("compositionend", ask);
  field.oninput = event => event.isComposing || ask();
  field.onfocus = ask;
  field.onblur = () => show(false);
  field.onkeydown = event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || box.hidden) return;
    if (step) choose(chosen + step);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && chosen >= 0) location = list.children[chosen].href;
    else return;
    event.preventDefault();
  };
  list.onmousedown = event => event.preventDefault();
  list.onclick = event => { location = event.target.closest("li").href; };
  ask();
})();
