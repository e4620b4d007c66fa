"""Runs one SDK of PyPI: reads requests as JSON Lines, and writes a verdict, or a signature, for each.

usage: driver.py sign|verify NAME NOW, with the SDK's folder in PYTHONPATH
"""

import base64
import json
import sys

import time_machine

import adapters


class Headers(dict):
    """Headers by any spelling, as web frameworks give them. Duplicates are joined with a comma, as by WSGI."""

    def __init__(self, pairs):
        for name, value in pairs:
            name = name.lower()
            super().__setitem__(name, self[name] + "," + value if name in self else value)

    def __getitem__(self, name):
        return super().__getitem__(name.lower())

    def __contains__(self, name):
        return super().__contains__(name.lower())

    def get(self, name, default=None):
        return super().get(name.lower(), default)


class Request:
    def __init__(self, line):
        line = json.loads(line)
        self.secret, self.url, self.method, self.time = line["secret"], line["url"], line["method"], line.get("time")
        self.id, self.now, self.options = line.get("id"), line["now"], line.get("options", {})
        self.body = base64.b64decode(line["body_b64"])
        self.headers = Headers(line["headers"])

    @property
    def text(self):
        return self.body.decode()


def main():
    action, name, now = sys.argv[1:]
    call = getattr(adapters, action.upper())[name]()
    with time_machine.travel(float(now), tick=False):
        for line in sys.stdin:
            request = Request(line)
            try:
                answer = call(request)
                answer = {"ok": answer is not False} if action == "verify" else {"headers": answer}
            except Exception as error:  # What an SDK raises is its verdict.
                answer = {"ok": False, "why": f"{type(error).__name__}: {error}"[:200]}
            sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
