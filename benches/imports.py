#!/usr/bin/env python3
"""Measures the import of large workbooks over HTTP: rehearsal, commit, undo, and the memory of the server.

    cargo build --release
    python3 benches/imports.py target/release/agriatlas                           # SQLite
    python3 benches/imports.py target/release/agriatlas --postgres URL --rows 100000

PostgreSQL wants the URL of an empty database or schema for each size. Memory is that of the server as Linux tells it
(/proc/PID/status): its peak during a step above what it held before the upload. Needs nothing but Python and Linux.
"""

import argparse
import csv
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from xml.sax.saxutils import escape

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TITLES = ["STT", "Tên mô hình", "Loại hình", "Lĩnh vực", "Tỉnh", "Xã", "Diện tích (ha)", "Năm thành lập", "Số thành viên"]
WORKBOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def places():
    """The communes of today with their provinces."""
    with open(os.path.join(ROOT, "geodata", "admin_units.csv"), encoding="utf-8", newline="") as file:
        units = {unit["id"]: unit for unit in csv.DictReader(file)}
    communes = [unit for unit in units.values() if unit["level"] == "commune" and not unit["valid_to"]]
    return [(units[unit["parent_id"]]["full_name"], unit["full_name"]) for unit in communes]


def cell(value):
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def write_workbook(path, rows):
    """A sheet of as many sites, one after another in the communes of the country."""
    where = places()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in WORKBOOK.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for number in range(rows + 1):
                province, commune = where[number * 7 % len(where)]
                words = ["Bình Minh", "Sông Hồng", "Hòa Lạc", "Tân Tiến", "Đông Phong", "Trường Sơn", "Hương Quê"]
                name = f"Trang trại {words[number % 7]} {number}"
                values = [number, name, "Mô hình", "Trồng trọt", province, commune, number % 90 + 0.5, 1990 + number % 36, number % 40 + 1]
                text = "".join(map(cell, TITLES if number == 0 else values))
                sheet.write(f"<row>{text}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


class Server:
    """The program on a port of its own, with an administrator."""

    def __init__(self, binary, url, folder):
        self.env = {"PATH": os.environ["PATH"], "AGRIATLAS_DATABASE_URL": url, "AGRIATLAS_LISTEN": "127.0.0.1:0", "TMPDIR": folder}
        run = lambda *words, **more: subprocess.run([binary, *words], env=self.env, check=True, capture_output=True, text=True, **more).stdout
        run("user", "add", "quan", "--role", "administrator", "--password-stdin", input="ruộng xanh mưa ngâu\n")
        self.token = re.search(r"aat_\S+", run("user", "token", "add", "quan", "bench", "--scope", "edit")).group()
        self.log = open(os.path.join(folder, "log"), "w")
        self.process = subprocess.Popen([binary, "serve"], env=self.env, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.base = re.search(r"http://[0-9.:]+", self.process.stdout.readline()).group()

    def ask(self, method, path, body=None, headers=None):
        headers = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        request = urllib.request.Request(self.base + path, method=method, headers=headers, data=body)
        try:
            with urllib.request.urlopen(request, timeout=1800) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")

    def step(self, path, version):
        headers = {"Content-Type": "application/json", "If-Match": f'"i{version}"'}
        return self.ask("POST", path, b"{}", headers)

    def memory(self, name):
        """VmRSS or VmHWM in MiB."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(rf"{name}:\s+(\d+)", file.read()).group(1)) / 1024

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w") as file:
            file.write("5")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def measured(server, what, work):
    server.forget_peak()
    before, began = server.memory("VmRSS"), time.monotonic()
    result = work()
    took, peak = time.monotonic() - began, server.memory("VmHWM")
    print(f"  {what:<10} {took:8.2f} s   memory {before:6.0f} -> peak {peak:6.0f} MiB ({peak - before:+.0f}), then {server.memory('VmRSS'):.0f}", flush=True)
    return result


def rehearse(server, path):
    with open(path, "rb") as file:
        bytes_ = file.read()
    began = time.monotonic()
    sent = server.ask("POST", "/api/imports?file_name=ds.xlsx", bytes_, {"Content-Type": "application/octet-stream"})
    print(f"  {'upload':<10} {time.monotonic() - began:8.2f} s   {len(bytes_) / 1e6:.1f} MB", flush=True)
    seen, slowest = set(), 0.0
    while True:
        asked = time.monotonic()
        import_ = server.ask("GET", f"/api/imports/{sent['id']}")
        slowest = max(slowest, time.monotonic() - asked)
        seen.add(import_["progress"]["rows_done"])
        if import_["progress"]["stage"] not in ("queued", "reading"):
            break
        time.sleep(0.1)
    if import_["progress"]["stage"] != "done":
        sys.exit(json.dumps(import_["progress"], ensure_ascii=False))
    summary = {key: import_["summary"][key] for key in ("rows", "created", "changed", "refused", "look")}
    print(f"  progress told {len(seen)} different numbers of rows; the slowest answer meanwhile {slowest * 1000:.0f} ms; {summary}", flush=True)
    return import_


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--postgres", metavar="URL", help="instead of SQLite")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 200_000])
    parser.add_argument("--rehearse-only", action="store_true", help="commits nothing")
    arguments = parser.parse_args()
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "ds.xlsx")
            write_workbook(path, rows)
            server = Server(os.path.abspath(arguments.binary), arguments.postgres or f"sqlite://{folder}/agriatlas.db", folder)
            print(f"{rows} rows, {'PostgreSQL' if arguments.postgres else 'SQLite'}", flush=True)
            while server.ask("GET", "/api/collections/sites/items?limit=1")["numberMatched"] == 0:
                time.sleep(0.1)
            time.sleep(1)
            import_ = measured(server, "rehearsal", lambda: rehearse(server, path))
            if not arguments.rehearse_only:
                import_ = measured(server, "commit", lambda: server.step(f"/api/imports/{import_['id']}/commit", import_["version"]))
                measured(server, "undo", lambda: server.step(f"/api/imports/{import_['id']}/undo", import_["version"]))
            server.stop()


if __name__ == "__main__":
    main()
