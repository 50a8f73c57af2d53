#!/usr/bin/python3
"""Recomputes the seals of a portal without changebook.

    recompute.py PORTAL [CHANGE ...]

Prints a line for each seal of each change: the change, the seal's name in
procedure.yaml, and the seal. With --text the canonical text follows, so that
`sha256sum` can do the last step. Follows `changebook explain seal` and nothing
else. Needs Python 3 and PyYAML.
"""

import hashlib
import json
import pathlib
import sys
import unicodedata

import yaml


def load(text):
    """YAML in which every scalar is the text that stands there."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def tidy(text):
    """Composed letters, plain line ends, no blanks at the ends of lines, no blank lines at the end."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip(" \t\u3000") for line in text.split("\n")).rstrip("\n")


def canonical(value, fields, planned):
    if isinstance(value, dict):
        kept = {}
        for key, inner in value.items():
            field = fields.get(key, {}) if isinstance(fields, dict) else {}
            if not (planned and is_executed(field)):
                kept[tidy(key)] = canonical(inner, parts(field), planned)
        return kept
    if isinstance(value, list):
        return [canonical(it, fields, planned) for it in value]
    return tidy(value)


def is_executed(field):
    return isinstance(field, dict) and field.get("layer") == "executed"


def parts(field):
    """The fields of an object, or of the entries of a list."""
    if not isinstance(field, dict):
        return {}
    if "fields" in field:
        return field["fields"]
    return parts(field.get("of"))


def split(path):
    """The front matter and the body of a document."""
    text = path.read_bytes().decode("utf-8").lstrip("\ufeff")
    lines = text.split("\n")
    assert lines[0].rstrip() == "---", path
    end = next(at for at, line in enumerate(lines) if at and line.rstrip("\r") == "---")
    return load("\n".join(lines[1:end])) or {}, "\n".join(lines[end + 1:])


def document(path, fields, extent, without):
    front, body = split(path)
    front = {key: value for key, value in front.items() if key not in without}
    sealed = {"front": canonical(front, fields, extent == "planned")}
    if extent == "whole":
        sealed["body"] = tidy(body)
    return sealed


def seals(portal, changes):
    folder = portal / "procedure"
    procedure = load((folder / "procedure.yaml").read_text("utf-8"))
    types = {
        name: load((folder / "documents" / f"{name}.yaml").read_text("utf-8"))
        for name in procedure["documents"]
    }
    head = procedure["records"]["head"]
    records = portal / procedure["records"]["folder"]
    for file in sorted(records.glob("**/" + procedure["records"]["file"])):
        change = file.parent.name
        if changes and change not in changes:
            continue
        route = split(file)[0].get("route")
        for name, seal in procedure["seals"].items():
            if "routes" in seal and route not in seal["routes"]:
                continue
            covered = seal["documents"]
            if covered == "all":
                covered = {it: "whole" for it in types if it != head}
            documents = {}
            for kind, extent in covered.items():
                path = file.parent / types[kind]["file"]
                if path.exists():
                    fields = {**procedure["envelope"], **types[kind]["fields"]}
                    documents[kind] = document(path, fields, extent, seal.get("without", []))
            if documents:
                yield change, name, {"documents": documents, "schema": "changebook/seal/1", "seal": name}


def main():
    words = [it for it in sys.argv[1:] if it != "--text"]
    if not words:
        sys.exit(__doc__)
    for change, name, value in seals(pathlib.Path(words[0]), words[1:]):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        print(change, name, "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest())
        if "--text" in sys.argv:
            print(text)


main()
