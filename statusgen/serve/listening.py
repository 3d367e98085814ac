"""The port and the server behind it: how serving begins and how it ends."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from statusgen.errors import Busy
from statusgen.serve.guards import HOST

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def bound(port: int) -> socket.socket:
    """A listening socket on this machine alone; Busy where the port is taken, 0 takes any free one."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()
    except OSError as refusal:
        found.close()
        raise Busy(
            f"port {port} cannot be used ({refusal.strerror}); name another: --port 0 finds one"
        ) from refusal
    return found


def run(app: ASGIApp, at: socket.socket, ending: Callable[[], None]) -> None:
    """Serves until the process is interrupted; ``ending`` is called before it waits for answers
    that are still being sent, and must end those that would go on for ever.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            ending()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    Server(config).run(sockets=[at])
