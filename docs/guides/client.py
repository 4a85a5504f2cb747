"""A client for the API of Countersign, made from its description when it starts. An example to begin with.

Nothing but the standard library is used. Each operation is a method called by its `operationId`: parameters
by name (`-` becomes `_`), a JSON body as `body`, files as `files`. Answers are the decoded JSON, or bytes.

    python3 client.py ADDRESS CLIENT_ID CLIENT_SECRET FILE CASE

sends a file in, waits until it is processed, and prints what is wrong with it.
"""

from __future__ import annotations

import base64
import json
import secrets
import sys
import time
import uuid
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

TRIES = 5


class ApiError(Exception):
    """A problem as RFC 9457 has it: `code` is stable, `detail` and `remedy` are for people."""

    def __init__(self, problem: dict) -> None:
        super().__init__(f"{problem.get('detail', '')} {problem.get('remedy', '')}")
        self.status = problem.get("status")
        self.code = problem.get("code")
        self.errors = problem.get("errors", [])


class Client:
    """The operations of one installation, for one system."""

    def __init__(self, address: str, client_id: str, client_secret: str) -> None:
        self._address = address.rstrip("/")
        self._basic = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self._token, self._until = "", 0.0
        described = json.loads(self._send("GET", "/api/v1/openapi.json", {}, None))
        self._operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, operations in described["paths"].items()
            for method, operation in operations.items()
        }

    def __dir__(self) -> list[str]:
        return sorted(self._operations)

    def __getattr__(self, name: str):
        if name.startswith("_") or name not in self._operations:
            raise AttributeError(name)
        method, path, operation = self._operations[name]

        def call(body: object = None, files: dict[str, bytes] | None = None, **given: object):
            return self._call(method, path, operation, body, files, given)

        call.__name__, call.__doc__ = name, f"{operation['summary']}. {operation.get('description', '')}"
        return call

    def _call(self, method: str, path: str, operation: dict, body, files, given: dict):
        headers, query = {}, {}
        for parameter in operation.get("parameters", ()):
            name = parameter["name"]
            value = given.pop(name.replace("-", "_"), None)
            if value is None:
                continue
            if parameter["in"] == "path":
                path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
            else:
                (headers if parameter["in"] == "header" else query)[name] = str(value)
        if query:
            path += "?" + urlencode(query)
        if method == "POST":
            headers.setdefault("Idempotency-Key", str(uuid.uuid4()))  # safe to send again
        if operation.get("security"):
            headers["Authorization"] = f"Bearer {self._fresh_token()}"
        data = None
        if files is not None:
            headers["Content-Type"], data = _form({k: str(v) for k, v in given.items()}, files)
        elif body is not None:
            headers["Content-Type"], data = "application/json", json.dumps(body).encode()
        answer = self._send(method, path, headers, data)
        try:
            return json.loads(answer) if answer else None
        except ValueError:
            return answer

    def _fresh_token(self) -> str:
        if time.monotonic() > self._until:
            headers = {
                "Authorization": f"Basic {self._basic}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            told = json.loads(
                self._send("POST", "/api/v1/oauth/token", headers, b"grant_type=client_credentials")
            )
            self._token = told["access_token"]
            self._until = time.monotonic() + told["expires_in"] - 30
        return self._token

    def _send(self, method: str, path: str, headers: dict, data: bytes | None) -> bytes:
        for left in reversed(range(TRIES)):
            try:
                with urlopen(Request(self._address + path, data, headers, method=method)) as answer:  # noqa: S310
                    return answer.read()
            except HTTPError as error:
                wait = error.headers.get("Retry-After")
                if wait is None or not left:
                    raise ApiError(json.load(error)) from None
                time.sleep(int(wait))
        raise AssertionError


def _form(fields: dict[str, str], files: dict[str, bytes]) -> tuple[str, bytes]:
    """Fields and files as multipart/form-data."""
    edge, body = secrets.token_hex(16), b""
    for name, value in fields.items():
        body += f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, data in files.items():
        plain = name.replace('"', "_").replace("\r", "_").replace("\n", "_")
        head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{plain}"\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    return f"multipart/form-data; boundary={edge}", body + f"--{edge}--\r\n".encode()


def main(address: str, client_id: str, client_secret: str, file: str, case: str) -> None:
    """Send a file in, wait for it, print its findings."""
    api = Client(address, client_id, client_secret)
    sent = api.documents_upload(case=case, files={Path(file).name: Path(file).read_bytes()})
    accepted = sent["accepted"][0]
    while (job := api.jobs_job(id=accepted["job_id"]))["state"] in ("queued", "running"):
        time.sleep(0.5)
    print(f"{accepted['filename']}: {job['state']}")
    cursor = ""
    while cursor is not None:
        page = api.documents_findings(id=accepted["document_id"], cursor=cursor)
        for finding in page["items"]:
            print(f"{finding['severity']:8} {finding['code']:8} {finding['message']}")
        cursor = page["next"]


if __name__ == "__main__":
    main(*sys.argv[1:])
