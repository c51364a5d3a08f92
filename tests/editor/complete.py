#!/usr/bin/env python3
"""Asks rust-analyzer what it completes in half-typed programs, and checks that no name of the macro's is among it.

    tests/editor/complete.py [PATH TO rust-analyzer]

Without rust-analyzer it says so and does nothing. RUST_SRC may name the standard library's sources (`library/`).
Each case is a body of `pointers! { }` in which `$0` is the cursor, and names that have to be offered there.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NODE = "struct Node { value: i32, next: MallocPointer<Node> }\n"
HEAD = "let head = malloc(size_of::<Node>()); head <<= Node { value: 1, next: MallocPointer::null() };\n"
HANDLE = "let ptr = malloc(4); ptr <<= 5;\n"
METHODS = ["read", "write", "size", "freed"]
CASES = {
    "dot at the end": (HANDLE + "ptr.$0", METHODS),
    "dot before a semicolon": (HANDLE + "let x = ptr.$0;\nfree(ptr);", METHODS),
    "dot before the next line": (HANDLE + "ptr.$0\nlet y = 3;\nfree(ptr);", METHODS),
    "dot before a call": (HANDLE + "ptr.$0\nfree(ptr);", METHODS),
    "half a name": (HANDLE + "ptr.is_$0;\nfree(ptr);", ["is_null"]),
    "dot in a condition": (HANDLE + "if ptr.$0 {\n    free(ptr);\n}", METHODS),
    "dot in a nested block": (HANDLE + "if true {\n    let y = ptr.$0\n    free(ptr);\n}\nlet z = 3;", METHODS),
    "dot in a macro": (HANDLE + 'println!("{}", ptr.$0);\nfree(ptr);', METHODS),
    "dot of a value": ("let text = String::new();\ntext.$0;\nlet z = 3;", ["len", "push_str"]),
    "dot of an integer": ("let count = 3_u32;\ncount.$0\nlet z = 3;", ["count_ones"]),
    "arrow": (HEAD + "head->$0;\nfree(head);", ["value", "next"]),
    "arrow at the end": (HEAD + "head->$0", ["value", "next"]),
    "read in parentheses": (HEAD + "(~head).$0;\nfree(head);", ["value", "next"]),
    "word": (HANDLE + "fr$0\nlet z = 3;", ["free"]),
    "word after tilde": (HANDLE + "let q = ~$0;\nfree(ptr);", ["ptr"]),
    "value to move": (HANDLE + "ptr <<= $0;\nfree(ptr);", ["ptr"]),
    "argument": (HANDLE + "free($0);", ["ptr"]),
    "operand": (HANDLE + "let z = 3 + $0;\nfree(ptr);", ["ptr"]),
    "read of a field": (HEAD + "let x = ~head->$0;\nfree(head);", ["value", "next"]),
    "element": (HANDLE + "let x = ~ptr[$0];\nfree(ptr);", ["ptr"]),
    "assignment": (HEAD + "head->$0 = 3;\nfree(head);", ["value", "next"]),
    "call without a semicolon": (HANDLE + "free(pt$0)\nlet z = 3;", ["ptr"]),
    "argument after an operator": (HANDLE + "free(ptr + $0)\nlet z = 3;", ["ptr"]),
    "after another mistake": (HANDLE + "let x = ;\nptr.$0;\nfree(ptr);", METHODS),
}
ITEMS = {
    "in an item": (
        "fn f() -> Result<()> {\n" + HANDLE + "ptr.$0;\nfree(ptr); Ok(()) }\nfn g() -> Result<()> { f() }",
        METHODS,
    ),
    "in a const fn": ("const fn f(n: u32) -> u32 {\nn.$0\n}", ["pow"]),
    "in an item beside a broken one": (
        "fn half\nfn g() -> Result<()> {\n" + HANDLE + "ptr.$0\nfree(ptr); Ok(()) }",
        METHODS,
    ),
}
MANIFEST = """[package]
name = "half"
version = "0.0.0"
edition = "2024"
[dependencies]
pointers = {{ path = "{root}" }}
[workspace]
"""


class Server:
    """rust-analyzer, spoken to over its standard streams."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.last = 0
        options = {"checkOnSave": False, "procMacro": {"enable": True}, "completion": {"limit": None}}
        if "RUST_SRC" in os.environ:
            options["cargo"] = {"sysrootSrc": os.environ["RUST_SRC"]}
        self.options = options
        self.ask(
            "initialize",
            processId=None,
            rootUri=folder.as_uri(),
            initializationOptions=options,
            capabilities={"experimental": {"serverStatusNotification": True}},
        )
        self.tell("initialized")
        while not self.wait("experimental/serverStatus")["params"]["quiescent"]:
            pass

    def send(self, message):
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, value = line.split(b":", 1)
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            sys.exit("rust-analyzer ended")
        message = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            asked = message["method"] == "workspace/configuration"
            self.send({"id": message["id"], "result": [self.options] if asked else None})
        return message

    def wait(self, method):
        while (message := self.receive()).get("method") != method:
            pass
        return message

    def tell(self, method, **params):
        self.send({"method": method, "params": params})

    def ask(self, method, **params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last and "method" not in message:
                return message.get("result")


def completions(server, uri, version, source):
    """What is offered at the `$0` of `source`."""
    before, after = source.split("$0")
    server.tell(
        "textDocument/didChange",
        textDocument={"uri": uri, "version": version},
        contentChanges=[{"text": before + after}],
    )
    line = before.count("\n")
    position = {"line": line, "character": len(before) - before.rfind("\n") - 1}
    answer = server.ask("textDocument/completion", textDocument={"uri": uri}, position=position)
    items = answer["items"] if isinstance(answer, dict) else answer or []
    return [item["label"].split("(")[0].strip() for item in items], [item["label"] for item in items]


def main():
    command = sys.argv[1:] or [shutil.which("rust-analyzer") or ""]
    if subprocess.call([*command, "--version"], stderr=subprocess.DEVNULL) if command[0] else True:
        print("no rust-analyzer here: nothing was asked")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "src").mkdir()
        (folder / "Cargo.toml").write_text(MANIFEST.format(root=ROOT))
        file = folder / "src/main.rs"
        file.write_text("fn main() {}\n")
        server = Server(command, folder)
        document = {"uri": file.as_uri(), "languageId": "rust", "version": 0, "text": "fn main() {}\n"}
        server.tell("textDocument/didOpen", textDocument=document)
        use = "use pointers::prelude::*;\n" + NODE
        cases = {name: (f"{use}fn main() {{\nlet _ = pointers! {{\n{body}\n}};\n}}\n", names) for name, (body, names) in CASES.items()}
        cases |= {name: (f"{use}pointers! {{\n{body}\n}}\nfn main() {{}}\n", names) for name, (body, names) in ITEMS.items()}
        for version, (name, (source, expected)) in enumerate(cases.items(), 1):
            names, labels = completions(server, file.as_uri(), version, source)
            missing = [one for one in expected if one not in names]
            internal = [one for one in labels if "__pointers" in one or "MethodsOfValues" in one]
            failed += bool(missing or internal)
            said = "ok" if not (missing or internal) else f"FAILED: missing {missing}, internal {internal}"
            print(f"{name}: {len(names)} offered, {said}", flush=True)
        server.ask("shutdown")
        server.tell("exit")
        server.process.wait()
    print(f"{len(cases) - failed} passed, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
