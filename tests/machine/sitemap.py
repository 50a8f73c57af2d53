"""Reads sitemap.xml of a site: every address is a page of it, and every page but the missing one is listed."""

import pathlib
import sys
import xml.etree.ElementTree as ET

site = pathlib.Path(sys.argv[1])
S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
root = ET.parse(site / "sitemap.xml").getroot()
assert root.tag == S + "urlset", root.tag
listed = [it.text for it in root.iter(S + "loc")]
home = min(listed, key=len)
assert len(set(listed)) == len(listed) <= 50000
files = {it.relative_to(site).as_posix() for it in site.rglob("*.html") if it.name != "404.html"}
said = {it[len(home):] + ("index.html" if it.endswith("/") else "") for it in listed}
assert said == files, said ^ files
print("\n".join(listed))
