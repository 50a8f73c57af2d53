"""Holds the YAML files of a new portal against the schemas to which its editor settings point. Usage: settings.py PORTAL."""

import json
import pathlib
import re
import sys

import yaml
from jsonschema import Draft202012Validator

from reader import Reader

root = pathlib.Path(sys.argv[1])
settings = (root / ".vscode/settings.json").read_text(encoding="utf-8")
settings = json.loads(re.sub(r"^\s*//.*$", "", settings, flags=re.M))
held, complaints = set(), []
for schema, pattern in settings["yaml.schemas"].items():
    schema = json.loads((root / schema).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    files = sorted(root.glob(pattern))
    if not files:
        complaints.append(f"{pattern}: no file")
    for file in files:
        path = file.relative_to(root).as_posix()
        if path in held:
            complaints.append(f"{path}: two schemas")
        held.add(path)
        data = yaml.load(file.read_text(encoding="utf-8"), Reader)
        complaints += [f"{path}: {it.message[:300]}" for it in validator.iter_errors(data)]
        # A schema that lets everything through holds nothing.
        if validator.is_valid("nonsense"):
            complaints.append(f"{pattern}: anything is valid")
everything = {it.relative_to(root).as_posix() for it in root.rglob("*.yaml") if not it.relative_to(root).parts[0].startswith(".")}
complaints += [f"{it}: no schema" for it in sorted(everything - held)]
print(len(held))
sys.exit("\n".join(complaints) if complaints else 0)
