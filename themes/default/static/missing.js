/* Which page was meant? Holds the address that was asked for against every id of the site. */
(function () {
  "use strict";
  var file = window.changebookIds;
  var script = document.getElementById("ids");
  var place = document.getElementById("guess");
  if (!file || !script || !place) return;

  /* CHG-2024-17 and chg-2024-0017 are the same once case, signs and leading zeros are gone. */
  function plain(id) {
    return (id.toLowerCase().match(/[a-z]+|[0-9]+/g) || []).map(function (it) { return it.replace(/^0+(?=.)/, ""); }).join("-");
  }

  function asked() {
    var id = new URLSearchParams(location.search).get("id");
    if (id) return [id];
    var parts = location.pathname.split("/").map(function (it) {
      try { return decodeURIComponent(it); } catch (error) { return it; }
    });
    return parts.filter(function (it) { return /[0-9]/.test(it) && !/^404/.test(it); }).reverse();
  }

  /* How many letters differ; more than `most` is all the same. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var row = [];
    for (var j = 0; j <= b.length; j++) row[j] = j;
    for (var i = 1; i <= a.length; i++) {
      var before = row[0];
      row[0] = i;
      for (j = 1; j <= b.length; j++) {
        var above = row[j];
        row[j] = Math.min(row[j] + 1, row[j - 1] + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1));
        before = above;
      }
    }
    return row[b.length];
  }

  /* As written as well: a letter within a number (0O14) is one slip, and parts it in two. */
  function apart(a, b, most) {
    return Math.min(distance(plain(a), plain(b), most), distance(a.toLowerCase(), b.toLowerCase(), most));
  }

  var wanted = asked().filter(plain).slice(0, 3);
  if (!wanted.length) return;
  var near = [];
  Object.keys(file.ids).forEach(function (id) {
    var most = Math.min(2, Math.floor(plain(id).length / 4));
    var best = Math.min.apply(null, wanted.map(function (it) { return apart(it, id, most); }));
    if (best <= most) near.push([best, id]);
  });
  near.sort(function (a, b) { return a[0] - b[0] || (a[1] < b[1] ? -1 : 1); });
  if (near.length && near[0][0] === 0) near = near.filter(function (it) { return it[0] === 0; });
  near.slice(0, 3).forEach(function (it, index) {
    var a = document.createElement("a");
    a.href = new URL("../" + place.dataset.folder + file.ids[it[1]], script.src).href;
    a.className = "id";
    a.textContent = it[1];
    place.append(index ? place.dataset.separator : " ", a);
  });
  place.hidden = !near.length;
})();
