"""A session in a copy of the demonstration portal. Usage: session.py PROGRAM PORTAL."""

import pathlib
import shutil
import sys
import tempfile
import time

from client import Client, apply, place

HEAD = "changes/CHG-2025-0001/change.md"
client = Client(sys.argv[1], sys.argv[2], "--lang", "en")
text = client.open(HEAD)


def codes(found):
    return [it["code"] for it in found]


# Findings of a text that is not saved, each at its place in UTF-16, and none once it is mended.
slip = text.replace("route: normal", "route: '😀变更' # 😀\nrout: normal", 1)
assert slip != text
client.change(HEAD, slip)
told = client.wait(HEAD, lambda it: {"unknown-value", "unknown-key"} <= set(codes(it)))
assert told["version"] == 2, told["version"]
found = {it["code"]: it for it in told["diagnostics"]}
at = found["unknown-value"]["range"]
line = slip.split("\n")[at["start"]["line"]].encode("utf-16-le")
quoted = line[at["start"]["character"] * 2 : at["end"]["character"] * 2].decode("utf-16-le")
assert quoted == "'😀变更'", quoted
assert found["unknown-key"]["severity"] == 2
assert found["unknown-value"]["source"] == "changebook"

# Rules of the whole portal: an id that another record bears already is found, saved or not.
client.change(HEAD, text.replace("change_id: CHG-2025-0001", "change_id: CHG-2025-0002", 1))
client.wait(HEAD, lambda it: any("CHG-2025-0002" in one["message"] for one in it if one["severity"] == 1))

# A fix of what is found mends the text.
client.change(HEAD, text.replace("route: normal", "route: nromal", 1))
told = client.wait(HEAD, lambda it: any(one["code"] == "unknown-value" for one in it))
wrong = next(it for it in told["diagnostics"] if it["code"] == "unknown-value")
answer = client.ask(
    "textDocument/codeAction",
    {
        "textDocument": {"uri": client.uri(HEAD)},
        "range": wrong["range"],
        "context": {"diagnostics": [wrong]},
    },
)
action = next(it for it in answer if it["kind"] == "quickfix")
edits = action["edit"]["changes"][client.uri(HEAD)]
assert apply(text.replace("route: normal", "route: nromal", 1), edits) == text, edits
client.change(HEAD, text)
client.wait(HEAD, lambda it: "unknown-value" not in codes(it))


def hover(needle, within=1):
    answer = client.at("hover", HEAD, *place(text, needle, within))
    return answer and answer["contents"]["value"]


# A key, a value, a person, a record, a clause and a rule are explained.
assert hover("route: normal") .startswith("**route** route / 流程路线"), hover("route: normal")
assert "normal route" in hover("route: normal", 9), hover("route: normal", 9)
people = text[text.index("people:") :]
person = people.split("project_manager: ")[1].split("\n")[0].strip("[] ")
at = place(text, f"project_manager: {person}" if f"project_manager: {person}" in text else person, 18)
about = client.at("hover", HEAD, *at)["contents"]["value"]
assert about.startswith(f"**{person}** "), about

client.change(HEAD, text + "\nSee CHG-2025-0002, SL-4.2-1a and GL402.\n")
for name in ["CHG-2025-0002", "SL-4.2-1a", "GL402"]:
    line, column = place(text + "\nSee CHG-2025-0002, SL-4.2-1a and GL402.\n", name, 3)
    about = client.at("hover", HEAD, line, column)["contents"]["value"]
    assert about.startswith(f"**{name}** "), about
    there = client.at("definition", HEAD, line, column)
    target = there["uri"].removeprefix(client.uri("") + "/")
    with open(f"{sys.argv[2]}/{target}", encoding="utf-8") as file:
        lines = file.read().split("\n")
    assert name in lines[there["range"]["start"]["line"]], (name, target)
    assert there["range"]["start"]["character"] == lines[there["range"]["start"]["line"]].index(name)

# Where a person is used: in the register and in records, each place is the name.
there = client.at("references", HEAD, *at, context={"includeDeclaration": True})
files = {it["uri"].removeprefix(client.uri("") + "/") for it in there}
assert "registers/people.yaml" in files and HEAD in files, files
there = client.at("definition", HEAD, *at)
assert there["uri"].endswith("registers/people.yaml"), there


def complete(new, old="route: normal", path=HEAD, base=text):
    """Completions at the bar of `new`, which stands in for `old`."""
    changed = base.replace(old, new, 1)
    assert changed != base
    line, column = place(changed, "|")
    client.change(path, changed.replace("|", "", 1))
    answer = client.at("completion", path, line, column)
    return {it["label"]: it for it in answer["items"]}


# Keys that are not there yet, enumerations by key and by label, systems, people, records, event types.
offered = complete("route: normal\n|")
assert "title" not in offered and "route" not in offered, sorted(offered)
assert offered, "keys"
offered = complete("route: |")
assert offered["emergency"]["detail"] == "emergency route / 紧急流程", offered
assert "紧急流程" in offered
offered = complete("route: e|")
edit = offered["emergency"]["textEdit"]
assert edit["range"]["end"]["character"] - edit["range"]["start"]["character"] == 1, edit
system = next(it for it in text.split("\n") if it.startswith("system: "))
assert system.split(": ")[1] in complete("system: |", system)
assert person in complete(f"events:\n  - {{type: closed, by: |", "events:")
assert "golive_started" in complete("events:\n  - {type: |", "events:")
snippet = complete("events:\n  - |", "events:")["approval"]
assert snippet["insertTextFormat"] == 2 and "role: $4" in snippet["textEdit"]["newText"], snippet
linked = next(it for it in text.split("\n") if it.startswith("title: "))
offered = complete(f"{linked}\nfollow_up_change: |", linked)
assert "CHG-2025-0002" in offered, sorted(offered)
rule = "procedure/rules/1xx-identity.yaml"
rules = client.open(rule)
offered = complete("severity: |", "severity: error", rule, rules)
assert {"error", "warning", "info"} <= set(offered), sorted(offered)
client.close(rule)

# Behind Chinese and emoji of the same line places count in UTF-16 all the same: of fixes, completions and hovers.
old = next(it for it in text.split("\n") if it.startswith("change_scope: ["))
good = text.replace(old, old.replace("[", "['😀 变更 👨‍👩‍👧', db_schema, "), 1)
wide = good.replace("db_schema", "db_shcema", 1)
client.change(HEAD, wide)
told = client.wait(HEAD, lambda it: any("db_shcema" in one["message"] for one in it))
wrong = next(it for it in told["diagnostics"] if "db_shcema" in it["message"])
of_file = {"textDocument": {"uri": client.uri(HEAD)}}
answer = client.ask("textDocument/codeAction", {**of_file, "range": wrong["range"], "context": {"diagnostics": []}})
assert answer, wrong
assert apply(wide, answer[0]["edit"]["changes"][client.uri(HEAD)]) == good, answer
answer = client.at("completion", HEAD, *place(wide, "db_shcema", 9))
offered = next(it for it in answer["items"] if it["label"] == "db_schema")
assert apply(wide, [offered["textEdit"]]) == good, offered
client.change(HEAD, good)
answer = client.at("hover", HEAD, *place(good, "db_schema", 3))
assert answer["contents"]["value"].startswith("**db_schema** "), answer
assert apply(good, [{"range": answer["range"], "newText": "db_shcema"}]) == wide, answer

# An answer does not wait for the portal to be judged: it knows the text of the moment while the findings are older.
changed = text.replace("route: normal", "route: u", 1)
client.change(HEAD, changed)
answer = client.at("completion", HEAD, *place(changed, "route: u", 8))
assert "ui_exempt" in [it["label"] for it in answer["items"]], answer
assert client.told[client.uri(HEAD)]["version"] < client.versions[HEAD]
client.wait(HEAD, lambda it: "unknown-value" in codes(it))

# Who never pauses is told what is found in other files all the same.
other = "changes/CHG-2025-0003/change.md"
whole = client.open(other)
client.change(other, whole.replace("route: ", "route: x", 1))
for turn in range(1200):
    if client.told.get(client.uri(other)) and "unknown-value" in codes(client.told[client.uri(other)]["diagnostics"]):
        break
    client.change(HEAD, text + "\n" * (turn % 2))
    time.sleep(0.05)
else:
    raise AssertionError("nothing is told while somebody types")
client.close(other)
client.wait(other, lambda it: "unknown-value" not in codes(it))

# The outline has the keys, the events by type, and the headings.
client.change(HEAD, text)
outline = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": client.uri(HEAD)}})
names = [it["name"] for it in outline]
assert "events" in names and "route" in names, names
events = next(it for it in outline if it["name"] == "events")
assert any(it["name"] == "closed" for it in events["children"]), events["children"]

# A text that is closed counts as it is on disk.
client.change(HEAD, text.replace("route: normal", "route: nromal", 1))
client.wait(HEAD, lambda it: "unknown-value" in codes(it))
client.close(HEAD)
client.wait(HEAD, lambda it: "unknown-value" not in codes(it))

# A configuration that cannot be read is said where it stands; names stay known, and it recovers.
config = client.open("changebook.yaml")
client.change("changebook.yaml", "[")
client.wait("changebook.yaml", lambda it: it and it[0]["severity"] == 1)
client.open(HEAD)
assert hover("route: normal")
client.change("changebook.yaml", config)
client.wait("changebook.yaml", lambda it: it == [])

assert client.end() == 0

# Where there is no portal nobody is bothered, however much is written.
with tempfile.TemporaryDirectory() as folder:
    client = Client(sys.argv[1], folder)
    client.open("notes.md", "---\nroute: \n---\n")
    client.change("notes.md", "---\nroute: n\n---\n")
    assert client.at("hover", "notes.md", 1, 2) is None
    assert client.at("completion", "notes.md", 1, 8) is None
    assert client.shown == [] and len(client.logged) == 1, (client.shown, client.logged)
    assert client.end() == 0

# A folder with blanks, Chinese and emoji in its name is known by its address.
with tempfile.TemporaryDirectory() as folder:
    strange = pathlib.Path(folder) / "变更 😀 100%20"
    shutil.copytree(sys.argv[2], strange)
    client = Client(sys.argv[1], strange)
    client.open(HEAD, text.replace("route: normal", "route: nromal", 1))
    client.wait(HEAD, lambda it: "unknown-value" in codes(it))
    there = client.at("definition", HEAD, *at)
    assert there["uri"] == client.uri("registers/people.yaml"), there
    assert client.end() == 0
