"""`statusgen serve` as programs and people meet it: a process, requests, what it says."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, time
from typing import IO

ROOT = str(Path(__file__).parent.parent)


class Server:
    """A server in a process of its own, on a free port unless ``port`` names one.

    ``heard`` is when it said each line, in Unix seconds.
    """

    def __init__(self, site: Path, *words: str, now: str = "", port: int = 0) -> None:
        command = [sys.executable, "-m", "statusgen", "-C", str(site), "serve", *words]
        self.process = subprocess.Popen(
            [*command, "--port", str(port), *(["--now", now] if now else [])],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": ROOT},
        )
        assert self.process.stdout
        self._said: SimpleQueue[str] = SimpleQueue()
        self.heard: dict[str, float] = {}
        Thread(target=self._listen, args=(self.process.stderr,), daemon=True).start()
        line = self.process.stdout.readline()
        assert line.startswith("http://127.0.0.1:"), self.said("")
        self.port = int(line.split(":")[2].split("/")[0])
        self.address = f"http://127.0.0.1:{self.port}/"

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self.heard[line] = time()
            self._said.put(line)

    def said(self, words: str, seconds: float = 20) -> str:
        """What it said on stderr up to a line with ``words``; all that it says, with ""."""
        found, end = "", monotonic() + (seconds if words else 1)
        while not words or words not in found:
            try:
                found += self._said.get(timeout=max(end - monotonic(), 0.001))
            except Empty:
                assert not words, f"{words!r} is not in {found!r}"
                break
        return found

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers with names in lower case, and the body; the path goes out as it is."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            link.request(method, path, body, dict(headers or {}))
            answer = link.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read()
        finally:
            link.close()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()
