"""The OpenAPI document against the server: requests made from it get only what it describes, and never an error of ours."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from atlas import Atlas

# Not whether every request that fits the document succeeds: a schema cannot say that an expression must parse, that a code must be
# in the vocabulary or that two parameters exclude each other. Nor that all others fail: an empty value counts as absent.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
]
SEED = 20250701
CASES_PER_OPERATION = 20
CASES_AT_LEAST = 1500


def test_a_thousand_requests_get_what_the_document_describes(atlas: Atlas, tmp_path: Path) -> None:
    # From a file, so that the requests go straight to the server; the path of its `servers` stays.
    document = atlas.json("/api/openapi.json", lang="en")
    base = document["servers"][0]["url"].replace(atlas.recorder.url, f"http://127.0.0.1:{atlas.port}")
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document))
    command = [Path(sys.executable).with_name("schemathesis"), "run", path, "--url", base, "--no-color"]
    command += ["--phases", "examples,coverage,fuzzing", "--checks", ",".join(CHECKS), "--max-examples", CASES_PER_OPERATION]
    command += ["--seed", SEED, "--generation-deterministic", "--continue-on-failure"]
    # One worker: several change the recursion limit of Python under each other, and its parser stumbles over that.
    command += ["--workers", 1, "--request-timeout", 60, "--suppress-health-check", "all", "--warnings", "off"]
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=1_200,
    )
    assert ran.returncode == 0, (ran.stdout + ran.stderr)[-30_000:]
    cases = sum(int(number) for number in re.findall(r"(\d+) generated", ran.stdout))
    print(f"{cases} requests")
    assert cases >= CASES_AT_LEAST, ran.stdout[-3000:]
