"""What Django's own `check --deploy` says, without what is said better here."""

from collections.abc import Iterator

from django.core import checks

from yoriai.web.deployment.finding import Finding, find

# Key, cookies and HSTS without https, debugging, hosts: each has a finding of our own.
OURS = {"security.W004", "security.W009", "security.W012", "security.W016", "security.W018", "security.W020"}


def findings() -> Iterator[Finding]:
    """Errors refuse, warnings are advice."""
    for message in checks.run_checks(include_deployment_checks=True):
        if message.id not in OURS and not message.is_silenced() and message.level >= checks.WARNING:
            said = " ".join(str(message.msg).split())
            hint = " ".join(str(message.hint or "").split())
            yield find(f"framework:{message.id}", refuses=message.is_serious(), said=said, hint=hint)
