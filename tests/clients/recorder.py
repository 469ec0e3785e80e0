"""A proxy in front of the server that writes down what a client really asked, and serves it below a path if need be."""

import http.client
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "host"}
WITHOUT_BODY = {204, 304}


@dataclass(frozen=True)
class Asked:
    """One request: its path without the prefix, its query, and the status it got."""

    path: str
    query: dict[str, list[str]]
    status: int

    def value(self, name: str) -> str | None:
        """The only value of a parameter, or none."""
        values = self.query.get(name, [])
        assert len(values) <= 1, f"{name} was sent {len(values)} times: {self}"
        return values[0] if values else None


class Recorder:
    """Listens on a free port and passes everything on to the server."""

    def __init__(self, prefix: str = ""):
        self.prefix = prefix
        self.upstream: tuple[str, int] | None = None
        self.requests: list[Asked] = []
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Answers leave at once, else every one waits for the client's acknowledgement.
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                recorder.pass_on(self)

            do_HEAD = do_POST = do_OPTIONS = do_GET

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}{prefix}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def pass_on(self, asked: BaseHTTPRequestHandler) -> None:
        """One request there and its answer back."""
        body = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        if not asked.path.startswith(self.prefix):
            asked.send_error(404, "outside the prefix")
            return
        target = asked.path[len(self.prefix) :] or "/"
        connection = http.client.HTTPConnection(*self.upstream, timeout=120)
        try:
            headers = {name: value for name, value in asked.headers.items() if name.lower() not in HOP_BY_HOP}
            connection.request(asked.command, target, body=body or None, headers=headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        parts = urlsplit(target)
        self.requests.append(Asked(parts.path, parse_qs(parts.query, keep_blank_values=True), answer.status))
        asked.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                asked.send_header(name, value)
        if answer.status not in WITHOUT_BODY:
            length = answer.getheader("Content-Length") if asked.command == "HEAD" else str(len(content))
            asked.send_header("Content-Length", length or "0")
        asked.end_headers()
        if asked.command != "HEAD" and answer.status not in WITHOUT_BODY:
            asked.wfile.write(content)

    def forget(self) -> None:
        """Begins a new record."""
        self.requests.clear()

    def of(self, ending: str) -> list[Asked]:
        """What was asked of the resources whose path ends so."""
        return [asked for asked in list(self.requests) if asked.path.endswith(ending)]

    def refused(self) -> list[Asked]:
        """What the server did not do."""
        return [asked for asked in list(self.requests) if asked.status >= 400]

    def close(self) -> None:
        """Stops listening."""
        self.server.shutdown()
        self.server.server_close()
