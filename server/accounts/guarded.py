"""Requests to addresses that an institution names: https, public, no redirects, not for long.

A name may lead to another address from one moment to the next: what counts is the address
that is connected to.
"""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool

TIMEOUT_SECONDS = 10


class AddressRefused(requests.RequestException):
    """An institution's provider may not send us to addresses inside our own network."""


class _Connection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        if settings.SIGN_ON_INTRANET or _is_public(connected.getpeername()[0]):
            return connected
        connected.close()
        raise AddressRefused(f"{self.host} is not a public address")


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _Adapter(HTTPAdapter):
    """Through a proxy it is the proxy that looks names up."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        schemes = self.poolmanager.pool_classes_by_scheme
        self.poolmanager.pool_classes_by_scheme = {**schemes, "https": _Pool}


class GuardedSession(requests.Session):
    """Raises RequestException, also for a name that leads elsewhere once it was checked."""

    def __init__(self) -> None:
        super().__init__()
        self.mount("https://", _Adapter())

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        check_address(str(url))
        kwargs.update(timeout=TIMEOUT_SECONDS, allow_redirects=False)
        return super().request(method, url, *args, **kwargs)


def check_address(url: str) -> None:
    """Raises AddressRefused."""
    if settings.SIGN_ON_INTRANET:
        return
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 443
    except ValueError as error:
        raise AddressRefused(f"{url} is no address") from error
    if parts.scheme != "https" or not host:
        raise AddressRefused(f"{url} is not https")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # also what cannot be a host's name
        raise AddressRefused(f"{host} is not known") from error
    if not all(_is_public(str(address[4][0])) for address in found):
        raise AddressRefused(f"{host} is not a public address")


def _is_public(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_global
