"""Reads feed.xml of a site as a feed reader does: RFC 4287, and every link of a portal without address is a file."""

import datetime
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

site = pathlib.Path(sys.argv[1])
A = "{http://www.w3.org/2005/Atom}"
root = ET.parse(site / "feed.xml").getroot()
assert root.tag == A + "feed", root.tag
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
ids = set()


def when(element, name):
    return datetime.datetime.fromisoformat(element.findtext(A + name))


def whole(element):
    for name in ("id", "title", "updated"):
        found = element.findall(A + name)
        assert len(found) == 1 and found[0].text, (element.tag, name)
    assert WHEN.match(element.findtext(A + "updated")), element.findtext(A + "updated")
    uuid = element.findtext(A + "id")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", uuid), uuid
    assert uuid not in ids, uuid
    ids.add(uuid)


whole(root)
assert root.findtext(f"{A}author/{A}name"), "entries without an author need one of the feed"
assert [it for it in root.findall(A + "link") if it.get("rel") == "self"]
entries = root.findall(A + "entry")
assert 0 < len(entries) <= 50, len(entries)
times = [it.findtext(A + "updated") for it in entries]
assert times == sorted(times, reverse=True), times
assert root.findtext(A + "updated") == times[0]
for entry in entries:
    whole(entry)
    (link,) = [it.get("href") for it in entry.findall(A + "link") if it.get("rel") == "alternate"]
    assert entry.findtext(A + "summary"), link
    assert when(entry, "published") <= when(entry, "updated"), link
    if "://" not in link:
        assert (site / link).is_file(), link
    print(entry.findtext(A + "title"), link)
