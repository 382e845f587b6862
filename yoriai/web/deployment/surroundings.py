"""What the environment says: debugging, demo, key, address, hosts, proxies, mail."""

import smtplib
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import mailers
from django.core.mail.exceptions import InvalidMailer

from yoriai import env
from yoriai.web.deployment.finding import Finding, find

DEFAULT_KEY = "insecure-key-for-a-demo-only"
LONG_ENOUGH, VARIED_ENOUGH = 50, 5  # signs, different signs: what Django asks for too
LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1", ".localhost"}


def findings() -> Iterator[Finding]:
    """All of it, in the order somebody sets it up."""
    if settings.DEBUG:
        yield find("debug")
    if settings.DEMO:
        yield find("demo")
    yield from key()
    yield from address()
    yield from hosts()
    yield from mail()
    if settings.RELEASE_BY not in ("sides", "any_two"):
        yield find("release", value=settings.RELEASE_BY)


def key() -> Iterator[Finding]:
    """The secret key: one's own, and long."""
    if settings.SECRET_KEY == DEFAULT_KEY:
        yield find("secret.default")
    elif len(settings.SECRET_KEY) < LONG_ENOUGH or len(set(settings.SECRET_KEY)) < VARIED_ENOUGH:
        yield find("secret.short")


def address() -> Iterator[Finding]:
    """The address people use: https, with somebody in front who speaks it; the live process the same."""
    parts = urlsplit(settings.BASE_URL)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        yield find("address.broken", address=settings.BASE_URL)
    elif parts.scheme != "https":
        yield find("address.http")
    elif not settings.TRUSTED_PROXIES:
        yield find("proxies")
    if settings.SECURE and settings.LIVE_URL.startswith("http://"):
        yield find("live", address=settings.LIVE_URL)


def hosts() -> Iterator[Finding]:
    """The host names accepted: one's own, and that of the address among them."""
    accepted = [host.lower() for host in settings.ALLOWED_HOSTS]
    named = urlsplit(settings.BASE_URL).hostname or ""
    if "*" in accepted:
        yield find("hosts.any")
    elif not set(accepted) - LOCAL:
        yield find("hosts.local")
    elif (
        named
        and named not in accepted
        and not any(host.startswith(".") and f".{named}".endswith(host) for host in accepted)
    ):
        yield find("hosts.other", host=named)


def mail() -> Iterator[Finding]:
    """A sender, and a server that takes us in."""
    sender = settings.DEFAULT_FROM_EMAIL
    if "@" not in sender or sender.rstrip(">").endswith("@localhost"):
        yield find("mail.from", address=sender)
    if settings.DEMO:
        return
    if not env.text("YORIAI_SMTP_HOST"):
        yield find("mail.none")
        return
    try:
        connection = mailers["default"]
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException, InvalidMailer, ValueError) as error:
        yield find("mail.unreachable", said=" ".join(str(error).split()))
