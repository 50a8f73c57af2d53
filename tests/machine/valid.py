"""Holds a file against a schema, as a program would that was given both."""

import json
import sys

from jsonschema.validators import validator_for

schema, data = (json.load(open(it, encoding="utf-8")) for it in sys.argv[1:3])
kind = validator_for(schema)
kind.check_schema(schema)
errors = [f"{'/'.join(map(str, it.absolute_path))} {it.message[:400]}" for it in kind(schema).iter_errors(data)]
sys.exit("\n".join(errors[:20]) if errors else 0)
