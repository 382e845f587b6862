"""Where allauth asks us: who a new account is, what mails say, how often, and what a second factor is."""

import base64
import hashlib
import secrets
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as here
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.city.queries import city
from yoriai.kernel.policy import NotPossible
from yoriai.people import actions, limits
from yoriai.people.models import User
from yoriai.people.queries import language_at


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asked while signing in of those who set up an authenticator app.

    A passkey is a way in, not a lock: whoever has one on their telephone still comes in by mail at the library's machine.
    Pages of those who run things ask for it whatever the way in.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        has_app = self.login.user and is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP])
        return bool(has_app) and bool(super()._should_handle(request))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without passwords."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("These digits are not right. Please look at the newest mail."),
        "too_many_login_attempts": _("The digits were wrong too often. Please ask for new ones."),
        "rate_limited": _("Please wait a little before you ask for another mail."),
        "duplicate_email": _("This is your mail address already."),
        "same_as_current": _("This is your mail address already."),
    }

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """The account with its actor, atomically. `user` is allauth's blank one."""
        facts = form.cleaned_data
        return actions.sign_up(
            facts["email"], name=facts["name"], reading=facts["reading"], language=get_language() or "ja"
        )

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:
        """An account made outside allauth (by the office, at set-up): the code it just typed has confirmed its mail address."""
        typed = {r.get("email") for r in get_authentication_records(request, user) if r.get("method") == "code"}
        if facts.get("email") in typed and facts["email"] == user.email:
            actions.confirm_mail(user)
        response: HttpResponse | None = super().pre_login(request, user, **facts)
        return response

    def get_login_stages(self) -> list[str]:
        """Our own second factor in allauth's place."""
        ours = f"{SecondFactorStage.__module__}.{SecondFactorStage.__qualname__}"
        return [ours if stage.endswith(".AuthenticateStage") else stage for stage in super().get_login_stages()]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address our own limits count."""
        return limits.address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Slowed by mail address and by place, whether the address has an account or not: both look the same.

        Written in the account's language, else in that of the page.
        """
        limits.slow(f"mail to {email.lower()}", 8, 60 * 60)
        limits.slow(f"mail from {limits.address(here.request)}", 300, 60 * 60)
        try:
            with override(language_at(email) or get_language()):
                super().send_mail(template_prefix, email, {"city": city(), **context})
        except (SMTPException, OSError):
            raise NotPossible(_("The mail could not be sent just now. Please try again in a few minutes.")) from None

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody signs up with an address that has an account: its owner hears of it, the other learns nothing."""
        self.send_mail("account/email/account_already_exists", email, {})

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """A way in was added, changed or taken away: every other browser is signed out, and the owner hears of it."""
        actions.end_sessions(user, but=here.request.session.session_key)
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: kept encrypted, named in the city's words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This could not be confirmed. Please try once more."),
    }

    def _box(self) -> Fernet:
        key = hashlib.sha256(b"second factor " + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        """A copy of the database alone gives nobody a second factor."""
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; one nobody knows where the platform's key has changed since, so that no code fits."""
        try:
            return self._box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def _get_site_name(self) -> str:
        found = city()
        return f"Yoriai {found.name}" if found else "Yoriai"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """`Device 2`, until its owner says which one it is."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("Device %(number)d") % {"number": number})
