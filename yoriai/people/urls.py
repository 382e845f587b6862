"""Sign-in, my page, people and organisations, asks, the rules, the office's lists."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import include, path

from yoriai.people.desk import by_hand, office
from yoriai.people.desk import rules as desk_rules
from yoriai.people.views import asks, drafts, letters, my, others, rules, seats, ways_in

people = [
    path("my/", my.my, name="my"),
    path("my/written/", my.written, name="written"),
    path("my/letters/", my.letters, name="letters"),
    path("my/follows/", my.follows, name="follows"),
    path("my/profile/", my.profile, name="profile"),
    path("my/drafts/", drafts.keep, name="drafts"),
    path("my/leaving/", my.leaving, name="leaving"),
    path("my/guest/", my.guest_things, name="guest_things"),
    path("sure/", ways_in.sure, name="sure"),
    path("demo/sure/", ways_in.demo_sure, name="demo_sure"),
    path("demo/outbox/", letters.demo_outbox, name="demo_outbox"),
    path("letters/stop/<str:token>/", letters.stop, name="stop"),
    path("asks/<int:pk>/", asks.ask, name="ask"),
    path("who/<int:pk>/", others.who, name="who"),
    path("follow/mail/<str:token>/", others.follow_mail, name="follow_mail"),
    path("follow/item/<str:key>/", others.follow, {"what": "item"}, name="follow_item"),
    path("follow/theme/<str:key>/", others.follow, {"what": "theme"}, name="follow_theme"),
    path("follow/area/<str:key>/", others.follow, {"what": "area"}, name="follow_area"),
    path("my/organisations/new/", seats.new, name="organisation_new"),
    path("my/organisations/<int:pk>/", seats.organisation, name="organisation"),
    path("my/organisations/<int:pk>/profile/", seats.change, name="organisation_change"),
    path("my/organisations/<int:pk>/invitation/", seats.invite, name="invite"),
    path("invitation/", seats.invitation_code, name="invitation_code"),
    path("invitation/paper/", seats.paper, name="invitation_paper"),
    path("invitation/withdrawal/<int:pk>/", seats.withdraw, name="withdraw"),
    path("invitation/<str:secret>/", seats.invitation, name="invitation"),
    path("seats/<int:pk>/hand-over/", seats.hand_over, name="hand_over"),
    path("seats/<int:pk>/end/", seats.end, name="seat_end"),
    path("seats/<int:pk>/return/", seats.give_back, name="give_back"),
    path("rules/", rules.rules, name="rules"),
    path("items/<code:code>/report/", rules.report, name="report"),
    path("items/<code:code>/appeal/", rules.appeal, name="appeal"),
    path("desk/late/", office.late, name="late"),
    path("desk/bodies/", office.bodies, name="bodies"),
    path("desk/bodies/<int:pk>/", office.reopen, name="reopen"),
    path("desk/codes/", office.codes, name="codes"),
    path("desk/rules/", desk_rules.reports, name="reports"),
    path("desk/rules/report/<int:pk>/", desk_rules.settle, name="settle"),
    path("desk/rules/hidden/<int:pk>/", desk_rules.lift, name="lift"),
    path("desk/rules/<code:code>/", desk_rules.hide, name="hide"),
    path("desk/by-hand/", by_hand.lines, name="by_hand"),
    path("desk/by-hand/<int:pk>/", by_hand.line, name="by_hand_line"),
    path("desk/by-hand/<int:pk>/numbers/", by_hand.numbers, name="by_hand_numbers"),
]

# allauth's doors, one by one: its pages for passwords have none here.
accounts = [
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("mail/", account.email, name="account_email"),
    path("mail/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("reauthenticate/", factors.reauthenticate, name="account_reauthenticate"),
    path("ways-in/", factors.index, name="mfa_index"),
    path("ways-in/passkeys/", factors.index, name="mfa_list_webauthn"),
    path("ways-in/passkeys/new/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("ways-in/passkeys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("ways-in/app/new/", app.activate_totp, name="mfa_activate_totp"),
    path("ways-in/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("factor/", factors.authenticate, name="mfa_authenticate"),
    path("factor/again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("factor/passkey/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

urlpatterns = [path("", include((people, "people"))), path("accounts/", include(accounts))]
