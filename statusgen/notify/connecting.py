"""The door to the network: a name is resolved once, and what was vetted is connected to."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

MOST_TRIED = 4

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class NotAllowed(Exception):
    """A name that leads to a private address, or nowhere; the message does not repeat it."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(
    host: str, port: int, timeout: float, *, private: bool, resolver: Resolve = resolve
) -> socket.socket:
    """A connection to the first address of a name that answers. Raises OSError, NotAllowed."""
    found = resolver(host, port)
    allowed = found if private else [one for one in found if is_public(one)]
    if not allowed:
        raise NotAllowed("it leads to a private address; `allow_private: true` would allow it")
    error: OSError | None = None
    for address in allowed[:MOST_TRIED]:
        try:
            share = timeout / min(len(allowed), MOST_TRIED)
            stream = socket.create_connection((address, port), share)
        except OSError as failed:
            error = failed
        else:
            stream.settimeout(timeout)
            return stream
    raise error or OSError("no address")


@contextmanager
def deadline(stream: socket.socket, seconds: float) -> Iterator[None]:
    """Hangs up after so long, whatever goes on; TimeoutError then.

    The time-out of a socket begins anew with each byte of a slow answer.
    """
    twin = socket.socket(fileno=os.dup(stream.fileno()))  # one of TLS has no dup of its own
    overdue: list[bool] = []

    def hang_up() -> None:
        overdue.append(True)
        try:
            twin.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    alarm = Timer(seconds, hang_up)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    except Exception as error:
        if overdue:
            raise TimeoutError from error
        raise
    finally:
        alarm.cancel()
        twin.close()


def is_public(written: str) -> bool:
    """Whether an address is one of the internet at large, also where it hides another one."""
    try:
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in _all_of(address))


def _all_of(address: Address) -> Iterator[Address]:
    """The address and those of version 4 that a tunnel would make of it."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
            return
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo
        if address in _NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    yield address
