"""Hover and completion while a big portal is judged. Usage: large.py PROGRAM PORTAL CHANGES; prints the slowest in ms."""

import pathlib
import shutil
import sys
import time

from client import Client, place

program, root, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
first = root / "changes/CHG-2025-0001"
for number in range(count):
    name = f"CHG-{2030 + number // 9000}-{number % 9000 + 1000:04}"
    to = root / "changes" / name
    shutil.copytree(first, to, ignore=shutil.ignore_patterns("evidence"))
    for file in to.glob("*.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("CHG-2025-0001", name), encoding="utf-8")

HEAD = "changes/CHG-2025-0001/change.md"
client = Client(program, root)
text = client.open(HEAD)
begun = time.monotonic()
slip = text.replace("route: normal", "route: nromal", 1)
client.change(HEAD, slip)
client.wait(HEAD, lambda it: "unknown-value" in [one["code"] for one in it], 600)
judged = time.monotonic() - begun
slowest = {}
for turn in range(40):
    # Every key makes the portal be judged anew in the background.
    changed = text.replace("route: normal", f"route: {'emergency'[: turn % 9]}", 1)
    client.change(HEAD, changed)
    line, column = place(changed, "route: ", 7)
    for method, at in [("completion", (line, column)), ("hover", (line, 2))]:
        start = time.monotonic()
        answer = client.at(method, HEAD, *at)
        took = (time.monotonic() - start) * 1000
        assert answer, method
        slowest[method] = max(slowest.get(method, 0), took)
    time.sleep(0.05)
documents = sum(1 for _ in root.rglob("*.md"))
print(f"{documents} documents: judged in {judged:.1f} s, " + ", ".join(f"{k} {v:.0f} ms" for k, v in slowest.items()))
client.process.kill()
sys.exit(max(slowest.values()) > 100)
