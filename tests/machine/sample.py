"""Draws a sample by the documented method and holds it against one that was drawn."""

import csv
import hashlib
import sys


def ids(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


every, drawn, seed = ids(sys.argv[1]), ids(sys.argv[2]), sys.argv[3]
ranked = sorted(every, key=lambda it: hashlib.sha256(f"{seed}:{it}".encode()).hexdigest())
assert drawn == ranked[: len(drawn)], (drawn, ranked)
print(len(drawn))
