"""Draws the sample of /audit/ again from what the page says, and finds the same changes in the same order."""

import csv
import hashlib
import re
import sys

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    every = [row["id"] for row in csv.DictReader(file)]
page = open(sys.argv[2], encoding="utf-8").read()
seed = re.search(r"--sample (\d+) --seed ([\d-]+)", page)
n, seed = int(seed[1]), seed[2]
sample = page[page.index('id="sample"'):page.index('id="digests"')]
drawn = re.findall(r'<th scope="row"><a href="[^"]*"><span class="id">([^<]+)</span>', sample)
ranks = {it: hashlib.sha256(f"{seed}:{it}".encode()).hexdigest() for it in every}
assert drawn == sorted(every, key=ranks.get)[:n], drawn
assert all(ranks[it][:12] in sample for it in drawn)
print(len(drawn))
