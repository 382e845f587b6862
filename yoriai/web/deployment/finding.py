"""A finding, and the sentences of all of them: what is not right, and what to do."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# code → (what is not right, what to do)
SENTENCES: dict[str, tuple[str, str]] = {
    "debug": (
        _("Debugging is switched on: everybody who meets a mistake sees the inside of the platform."),
        _("Remove YORIAI_DEBUG."),
    ),
    "demo": (
        _("The demo pages are open: anybody can read its mails and pass as sure with one press."),
        _("Remove YORIAI_DEMO, and use another folder in YORIAI_DATA."),
    ),
    "secret.default": (
        _("The secret key is the one printed in the source: anybody can sign in as anybody."),
        _(
            'Set YORIAI_SECRET_KEY to 50 random signs or more: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        ),
    ),
    "secret.short": (
        _("The secret key is too short or repeats itself."),
        _(
            'Set YORIAI_SECRET_KEY to 50 random signs or more: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        ),
    ),
    "address.http": (
        _("The address is not https: the digits people type and their cookies could be read on the way."),
        _("Set YORIAI_BASE_URL to the https address people use, and let a server in front (nginx) speak TLS."),
    ),
    "address.broken": (
        _("The address %(address)s is not one people can use."),
        _("Set YORIAI_BASE_URL to the https address people use, without a path: https://yoriai.city.example"),
    ),
    "hosts.any": (
        _("Every host name is accepted: mails could lead to somebody else's server."),
        _("Name your own in YORIAI_HOSTS, without *."),
    ),
    "hosts.local": (
        _("Only this machine itself is accepted as host name: nobody else will see a page."),
        _("Name the host people use in YORIAI_HOSTS."),
    ),
    "hosts.other": (
        _("The host %(host)s of the address is not among those accepted: QR codes and mails would lead to an error."),
        _("Add %(host)s to YORIAI_HOSTS."),
    ),
    "proxies": (
        _("The address is https, but no server in front is named: nothing here speaks TLS by itself."),
        _(
            "Set YORIAI_PROXIES to the number of servers in front that write X-Forwarded-For and X-Forwarded-Proto; usually 1."
        ),
    ),
    "live": (
        _("Numbers that move would come by another way (%(address)s) than the pages; browsers do not allow it."),
        _("Remove YORIAI_LIVE_URL and lead /live/ to the port after PORT, or set it to an https address."),
    ),
    "mail.none": (
        _("No mail server is named: nobody can sign in, for the digits come by mail."),
        _("Set YORIAI_SMTP_HOST, and YORIAI_SMTP_PORT, _USER, _PASSWORD, _TLS or _SSL as your mail server wants them."),
    ),
    "mail.from": (
        _("Mails have no sender of yours (%(address)s)."),
        _("Set YORIAI_MAIL_FROM to an address of the city that may be answered."),
    ),
    "mail.unreachable": (
        _("The mail server does not take us in: %(said)s"),
        _("Look at YORIAI_SMTP_HOST, _PORT, _USER, _PASSWORD, _TLS and _SSL, and whether the network lets us through."),
    ),
    "release": (
        _("YORIAI_RELEASE_BY is %(value)s, which is neither sides nor any_two."),
        _("Remove it, or set it to one of the two."),
    ),
    "files": (
        _("The folder %(folder)s cannot be written: pictures and papers would be lost."),
        _("Make it writable for the account the platform runs as, or name another in YORIAI_DATA."),
    ),
    "scanner": (
        _("The virus scanner %(address)s does not answer: every file people bring is refused."),
        _(
            "Start clamd, or look at YORIAI_CLAMD (unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310) and at who may read its socket."
        ),
    ),
    "clock.zone": (
        _("The clock of this machine does not know the time of Japan."),
        _("Install the time zones of the system (Debian: tzdata)."),
    ),
    "clock.wrong": (
        _(
            "The clocks of this machine and of the database are %(seconds)d seconds apart: digits of apps would not fit."
        ),
        _("Let both be set by the network (NTP)."),
    ),
    "database.embedded": (
        _("The embedded database is for trying things out: nobody backs it up, and it ends with the platform."),
        _("Set DATABASE_URL to a PostgreSQL 15 or newer, and run this again: the rest is looked at then."),
    ),
    "database.unreachable": (
        _("The database cannot be reached: %(said)s"),
        _("Look at DATABASE_URL, and whether PostgreSQL runs and lets us in."),
    ),
    "database.old": (
        _("PostgreSQL %(version)s is too old."),
        _("Use PostgreSQL 15 or newer."),
    ),
    "database.superuser": (
        _("The database is used as its superuser, who may do anything on that server."),
        _(
            "Make a role of its own: CREATE ROLE yoriai LOGIN; ALTER DATABASE … OWNER TO yoriai; and use it in DATABASE_URL."
        ),
    ),
    "database.encoding": (
        _("The database holds %(encoding)s and not UTF8: names such as 𠮷 could not be kept."),
        _("Make it anew: CREATE DATABASE yoriai ENCODING 'UTF8' TEMPLATE template0;"),
    ),
    "database.connections": (
        _("The platform needs up to %(need)d connections, PostgreSQL gives %(have)d."),
        _("Raise max_connections (or the limit of the role), or lower WEB_WORKERS (now %(workers)d)."),
    ),
    "database.migrations": (
        _("The tables are not up to date: %(count)d steps are missing."),
        _("Run: yoriai migrate"),
    ),
    "city.none": (
        _("There is no city yet."),
        _("Run: yoriai new-city"),
    ),
    "city.demo": (
        _("The city in the database is the invented one of the demo."),
        _("Begin with an empty database, and run: yoriai new-city"),
    ),
    "office.nobody": (
        _("Nobody of the office can sign in."),
        _("Let the office invite somebody, or begin anew with: yoriai new-city"),
    ),
    "office.factor": (
        _("Nobody of the office has a second factor: their pages stay closed to all."),
        _("One of them signs in and adds a passkey or an app, or you print codes: yoriai print-codes MAIL"),
    ),
    "framework": (_("Django says: %(said)s"), "%(hint)s"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing. `refuses`: the platform must not be used in earnest before it is put right; else it is advice."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    refuses: bool = True

    def wrong(self, language: str) -> str:
        """What is not right, in "ja" or "en"."""
        return self._said(0, language)

    def remedy(self, language: str) -> str:
        """What to do, in "ja" or "en"."""
        return self._said(1, language)

    def _said(self, place: int, language: str) -> str:
        sentence = SENTENCES[self.code.split(":")[0]][place]
        with translation.override(language):
            return gettext(sentence) % self.facts if self.facts else gettext(sentence)


def find(code: str, *, refuses: bool = True, **facts: Any) -> Finding:
    """The finding of this code, with what stands in its gaps."""
    assert code.split(":", maxsplit=1)[0] in SENTENCES, code
    return Finding(code, facts, refuses)
