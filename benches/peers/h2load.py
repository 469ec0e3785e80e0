"""Runs of h2load: how many requests a second a server answers, and how long each took."""
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What one run measured."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float
    failed: int


def run(base: str, paths: list[str], seconds: float, clients: int, requests_per_second: float | None = None) -> Run:
    """Asks for the paths in turn over so many kept connections, as fast as it goes or at a constant rate."""
    with tempfile.TemporaryDirectory() as folder:
        addresses, log = Path(folder, "addresses"), Path(folder, "log")
        addresses.write_text("\n".join(base + path for path in paths) + "\n")
        command = ["h2load", "--h1", "-t", "1", "-c", str(clients), "-D", str(seconds), "--warm-up-time", "1", "-i", str(addresses), "--log-file", str(log)]
        if requests_per_second is not None:
            command += ["--rps", str(max(1, round(requests_per_second / clients)))]
        subprocess.run(command, check=True, capture_output=True)
        lines = [line.split("\t") for line in log.read_text().splitlines()]
    taken = sorted(int(line[2]) / 1000 for line in lines)
    failed = sum(line[1] != "200" for line in lines)
    if not taken:
        return Run(0.0, float("inf"), float("inf"), 0)
    return Run(len(taken) / seconds, statistics.median(taken), taken[int(len(taken) * 0.99)], failed)
