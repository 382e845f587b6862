"""Doors before the handing in: money and guardians, hours for advice, sections that are asked."""

from django.urls import path

from yoriai.proposals.views import booking, matching, theme_asks, youth

# Below a proposal: (the rest of the address, the door, its name).
EARLY = [
    ("youth/", youth.youth, "youth"),
    ("youth/supporter/", youth.new_supporter, "new_supporter"),
    ("youth/supporter/on-paper/", youth.supporter_on_paper, "supporter_on_paper"),
    ("youth/supporter/parting/", youth.parted, "supporter_parted"),
    ("youth/members/", youth.minors, "minors"),
    ("youth/members/<int:pk>/", youth.minor, "minor"),
    ("youth/consent.pdf", youth.consent_form, "consent_form"),
    ("supporting/", youth.supporting, "supporting"),
    ("booking/", booking.booking, "booking"),
    ("booking/giving-back/", booking.booking_cancelled, "booking_cancelled"),
    ("booking/advice.ics", booking.booking_calendar, "booking_calendar"),
    ("homework/<int:pk>/", booking.homework, "homework"),
    ("sections/", matching.sections, "sections"),
    ("sections/sharing/", matching.sharing, "sharing"),
    ("imagining/", matching.imagining, "imagining"),
    ("imagining/passing-on/", matching.imagining_passed, "imagining_passed"),
]
OF_SCHEME_EARLY = [
    path("schemes/<code:code>/slots/", booking.slots, name="slots"),
    path("schemes/<code:code>/slots/<int:pk>/withdrawal/", booking.slot_withdrawn, name="slot_withdrawn"),
    path("schemes/<code:code>/desk/themes/", theme_asks.theme_asks, name="theme_asks"),
    path("schemes/<code:code>/themes/asked/", theme_asks.themes_asked, name="themes_asked"),
    path("schemes/<code:code>/themes/asked/remark/", theme_asks.draft_remark, name="draft_remark"),
    path("schemes/<code:code>/themes/asked/sheet.xlsx", theme_asks.theme_file, name="theme_file"),
    path("schemes/<code:code>/themes/asked/file/", theme_asks.theme_file_back, name="theme_file_back"),
    path("consents/<str:secret>/", youth.guardian, name="guardian"),
]
