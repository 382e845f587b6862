"""allauth's forms in our looks and words: no passwords, six digits in any width, guessing slowed for all processes at once."""

import unicodedata
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yoriai.people import limits
from yoriai.ui.forms import Plain

NAME, READING = 120, 160


def put_label(field: forms.Field, label: Any, help_text: Any = "") -> None:
    """Our words for allauth's field, and no placeholder: a placeholder vanishes when one types."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class Slowed:
    """A form with a code in it. Parallel guesses are counted too: allauth's own count lies in the session."""

    most, seconds = 10, 15 * 60
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def tried(self) -> str:
        """What is being guessed at."""
        return f"code of {context.request.session.session_key}"

    def clean_code(self) -> str:
        """The digits in half width; TooOften becomes a sentence at the field."""
        code = self.cleaned_data["code"] = unicodedata.normalize("NFKC", self.cleaned_data["code"]).strip()
        try:
            limits.slow(self.tried(), self.most, self.seconds)
        except limits.TooOften as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return super().clean_code() or code  # type: ignore[misc]


class LoginForm(Plain, account.LoginForm):  # type: ignore[misc]
    """One field: where to send the digits."""

    autofill = {"login": "email"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["login"], _("Mail address"))


class RequestCodeForm(Plain, account.RequestLoginCodeForm):  # type: ignore[misc]
    """The same, for allauth's own address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["email"], _("Mail address"))


class _CodeForm(Plain, Slowed):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["code"], _("Six digits from the mail"))


class LoginCodeForm(_CodeForm, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The six digits, to sign in."""


class MailCodeForm(_CodeForm, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The six digits, to show that the mail address is theirs."""


class SignupForm(Plain, account.SignupForm):  # type: ignore[misc]
    """Mail and a name; nothing else is asked."""

    autofill = {"name": "nickname", "reading": "off"}
    name = forms.CharField(
        label=_("Name to be shown"),
        max_length=NAME,
        help_text=_("Others see this beside what you write. It need not be your legal name."),
    )
    reading = forms.CharField(
        label=_("How it is read"),
        max_length=READING,
        required=False,
        help_text=_("In hiragana, for example: おおとも さくら"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["email"], _("Mail address"), _("We send six digits there. Nobody else sees it."))

    def clean_email(self) -> str:
        """Sign-ups from one address on the net are slowed; a hall full of people is not."""
        try:
            limits.slow(f"sign-up from {limits.address(context.request)}", 120, 60 * 60)
        except limits.TooOften as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return str(super().clean_email())

    def save(self, request: HttpRequest) -> AbstractBaseUser:
        """Account, actor and mail address, or none of them."""
        with transaction.atomic():
            return super().save(request)  # type: ignore[no-any-return]


class ChangeMailForm(Plain, account.ChangeEmailForm):  # type: ignore[misc]
    """Another mail address, before the first one was confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["email"], _("New mail address"))


class AddMailForm(Plain, account.AddEmailForm):  # type: ignore[misc]
    """Another mail address in place of today's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["email"], _("New mail address"), _("We send six digits there before anything changes."))


class _FactorForm(Plain, Slowed):
    user: AbstractBaseUser

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["code"], _("Digits from the app, or a printed code"))

    def tried(self) -> str:
        """The second factor of this account, from wherever."""
        return f"factor of {self.user.pk}"


class FactorForm(_FactorForm, AuthenticateForm):  # type: ignore[misc]
    """The second factor while signing in."""


class FactorAgainForm(_FactorForm, ReauthenticateForm):  # type: ignore[misc]
    """The second factor of somebody who has signed in."""


class AppForm(_FactorForm, ActivateTOTPForm):  # type: ignore[misc]
    """The first digits of a newly set-up authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["code"], _("Six digits from the app"))


class PasskeyForm(Plain, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that signs in by itself: the box allauth shows is ticked and hidden."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_label(self.fields["name"], _("Which device is this?"), _("So that you can tell your devices apart later."))
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].widget.attrs["hidden"] = True
