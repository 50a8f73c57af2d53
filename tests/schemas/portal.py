"""Holds every file of a portal against the schemas that the program prints for it; wrong files must fail.

Usage: portal.py PROGRAM PORTAL [PATH=KIND:YAML …]. What stands behind PATH= is not on disk: a text that must not
be valid.
"""

import json
import pathlib
import re
import subprocess
import sys

import yaml
from jsonschema import Draft202012Validator

from reader import Reader

program, root = sys.argv[1], pathlib.Path(sys.argv[2])
validators = {}


def validator(kind):
    if kind not in validators:
        ran = subprocess.run(
            [program, "schema", kind, "--portal", root], check=True, capture_output=True, text=True
        )
        schema = json.loads(ran.stdout)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(schema)
        validators[kind] = Draft202012Validator(schema)
    return validators[kind]


def front(text):
    return text.split("---\n", 2)[1]


def faults(kind, text):
    data = yaml.load(text, Reader)
    return [f"{'/'.join(map(str, it.absolute_path))}: {it.message[:300]}" for it in validator(kind).iter_errors(data)]


def kind_of(path, text):
    fixed = {
        "changebook.yaml": "configuration",
        "procedure/procedure.yaml": "procedure",
        "procedure/policy.yaml": "policy",
    }
    if path in fixed:
        return fixed[path]
    if path.endswith(".md") and not text.startswith("---\n"):
        return None
    for folder, kind in [("procedure/rules/", "rules"), ("procedure/documents/", "document-type"), ("procedure/clauses/", "clauses"), ("pages/", "page")]:
        if path.startswith(folder):
            return kind
    if path.startswith("registers/"):
        return pathlib.Path(path).stem
    if not path.endswith(".md"):
        return None
    said = re.search(r"^doc: *(\w+)", front(text), re.M)
    if said:
        return said[1]
    return "change" if path.endswith("change.md") else "proposal" if "/prop-" in path else None


complaints, held = [], 0
for file in sorted(root.rglob("*")):
    path = file.relative_to(root).as_posix()
    if file.suffix not in (".md", ".yaml") or "/evidence/" in path:
        continue
    text = file.read_text(encoding="utf-8")
    kind = kind_of(path, text)
    if kind:
        held += 1
        found = faults(kind, front(text) if file.suffix == ".md" else text)
        complaints += [f"{path}: {it}" for it in found]
for sample in sys.argv[3:]:
    kind, text = sample.split(":", 1)
    if not faults(kind, text):
        complaints.append(f"valid, but must not be: {sample}")
print(held)
sys.exit("\n".join(complaints) if complaints else 0)
