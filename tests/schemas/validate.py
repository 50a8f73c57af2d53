"""Holds the JSON of standard input against a schema; with --closed no object may have keys that the schema lacks."""

import json
import sys

from jsonschema.validators import validator_for


def close(node):
    """Refuses further keys wherever a schema lists some."""
    if isinstance(node, dict):
        if "properties" in node:
            node["additionalProperties"] = False
        for child in node.values():
            close(child)
    elif isinstance(node, list):
        for child in node:
            close(child)


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
if "--closed" in sys.argv:
    close(schema)
kind = validator_for(schema)
kind.check_schema(schema)
errors = list(kind(schema, format_checker=None).iter_errors(json.load(sys.stdin)))
for error in errors[:20]:
    print("/".join(map(str, error.absolute_path)), error.message[:400], file=sys.stderr)
sys.exit(1 if errors else 0)
