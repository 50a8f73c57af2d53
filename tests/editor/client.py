"""A client of the language server over real pipes: what an editor says and what it is told."""

import json
import pathlib
import subprocess
import threading
import time
import queue
import urllib.parse


class Client:
    """One session."""

    def __init__(self, program, root, *args):
        self.root = pathlib.Path(root).resolve()
        self.process = subprocess.Popen(
            [program, "lsp", *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self.root
        )
        self.told, self.answers, self.shown, self.logged = {}, queue.Queue(), [], []
        self.changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        self.last, self.versions = 0, {}
        capabilities = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}
        self.server = self.ask(
            "initialize", {"processId": None, "rootUri": self.uri(""), "capabilities": capabilities}
        )
        self.say("initialized", {})

    def uri(self, path):
        return "file://" + urllib.parse.quote(f"{self.root}/{path}".rstrip("/"))

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while line := out.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if length is None:
                return
            message = json.loads(out.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                with self.changed:
                    params = message["params"]
                    self.told[params["uri"]] = params
                    self.changed.notify_all()
            elif message.get("method") == "window/showMessage":
                self.shown.append(message["params"]["message"])
            elif message.get("method") == "window/logMessage":
                self.logged.append(message["params"]["message"])
            elif "id" in message:
                self.answers.put(message)

    def _write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def say(self, method, params):
        self._write({"method": method, "params": params})

    def ask(self, method, params):
        self.last += 1
        self._write({"id": self.last, "method": method, "params": params})
        answer = self.answers.get(timeout=60)
        assert answer["id"] == self.last, answer
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def open(self, path, text=None):
        if text is None:
            text = (self.root / path).read_text(encoding="utf-8")
        self.versions[path] = 1
        item = {"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text}
        self.say("textDocument/didOpen", {"textDocument": item})
        return text

    def change(self, path, text):
        self.versions[path] += 1
        self.say(
            "textDocument/didChange",
            {
                "textDocument": {"uri": self.uri(path), "version": self.versions[path]},
                "contentChanges": [{"text": text}],
            },
        )

    def close(self, path):
        self.say("textDocument/didClose", {"textDocument": {"uri": self.uri(path)}})

    def wait(self, path, fits, seconds=60):
        """The diagnostics of a file as soon as they fit."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                params = self.told.get(self.uri(path))
                if params and fits(params["diagnostics"]):
                    return params
                left = end - time.monotonic()
                if left <= 0 or not self.changed.wait(left):
                    raise AssertionError(f"{path}: {params}")

    def at(self, method, path, line, character, **more):
        params = {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{method}", {**params, **more})

    def end(self):
        self.ask("shutdown", None)
        self.say("exit", None)
        return self.process.wait(30)


def place(text, needle, within=0):
    """Line and UTF-16 column of the first place of a text."""
    at = text.index(needle) + within
    line = text.count("\n", 0, at)
    start = text.rfind("\n", 0, at) + 1
    return line, len(text[start:at].encode("utf-16-le")) // 2


def apply(text, edits):
    """A text with the edits of an answer."""
    lines = text.split("\n")

    def offset(at):
        units = lines[at["line"]].encode("utf-16-le")[: at["character"] * 2]
        return sum(len(it) + 1 for it in lines[: at["line"]]) + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda it: -offset(it["range"]["start"])):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
