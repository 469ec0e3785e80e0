"""The real program, started for the tests, with a recorder in front; and its own word on how many sites a filter matches."""

import http.client
import json
import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlencode

from recorder import Recorder

PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("AGRIATLAS_PROGRAM", PROJECT / "target/debug/agriatlas"))
READY_WITHIN_SECONDS = 90


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Atlas:
    """A running server over a new SQLite database with the starter inventory."""

    def __init__(self, folder: Path, prefix: str = ""):
        assert PROGRAM.is_file(), f"{PROGRAM} is not built; AGRIATLAS_PROGRAM names another one"
        self.recorder = Recorder(prefix)
        self.port = free_port()
        self.recorder.upstream = ("127.0.0.1", self.port)
        self.log = folder / "server.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AGRIATLAS_")}
        environment |= {
            "AGRIATLAS_DATABASE_URL": f"sqlite://{folder}/atlas.db",
            "AGRIATLAS_LISTEN": f"127.0.0.1:{self.port}",
            "AGRIATLAS_PUBLIC_URL": self.recorder.url,
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve"], cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Until `/readyz` says 200."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the server stopped:\n{self.log.read_text()}"
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                self.connection.close()
            time.sleep(0.1)
        raise AssertionError(f"not ready within {READY_WITHIN_SECONDS} s:\n{self.log.read_text()}")

    @property
    def api(self) -> str:
        """The landing page, as clients are given it."""
        return f"{self.recorder.url}/api"

    def get(self, path: str, **parameters: object) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body, straight from the server."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        try:
            self.connection.request("GET", path + query)
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:
            # The server ends connections on which nothing is asked for a while.
            self.connection.close()
            self.connection.request("GET", path + query)
            answer = self.connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()

    def body(self, path: str, **parameters: object) -> bytes:
        """The body of a good answer."""
        status, _, body = self.get(path, **parameters)
        assert status == 200, f"{path} {parameters}: {status} {body[:1000]!r}"
        return body

    def json(self, path: str, **parameters: object) -> dict:
        """A good answer, read."""
        return json.loads(self.body(path, **parameters))

    def matched(self, collection: str = "sites", **parameters: object) -> int:
        """How many features the server says a filter matches."""
        return self.json(f"/api/collections/{collection}/items", limit=1, **parameters)["numberMatched"]

    def features(self, collection: str = "sites", **parameters: object) -> list[dict]:
        """Every feature of a filter."""
        answer = self.json(f"/api/collections/{collection}/items", limit=10_000, **parameters)
        assert answer["numberReturned"] == answer["numberMatched"], "more than one page"
        return answer["features"]

    def stop(self) -> None:
        """Ends the server as a service manager does, and looks at how it went."""
        self.connection.close()
        self.process.terminate()
        try:
            status = self.process.wait(timeout=30)
        finally:
            self.process.kill()
            self.recorder.close()
        log = self.log.read_text()
        assert status == 0 and "panic" not in log and " ERROR " not in log, log[-4000:]
