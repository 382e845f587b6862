from django.urls import path

from yoriai.directory.views import cases, confirmers, entries, intake, looks, organisations, parties, places, receipts
from yoriai.directory.views.sorts import SORTS

app_name = "directory"
urlpatterns = [
    path("places/<code:code>/", places.place, name="place"),
    path("items/<code:code>/facts/", entries.change, name="change"),
    path("items/<code:code>/state/", entries.state, name="state"),
    path("add/", entries.add, name="add"),
    path("items/<code:code>/look/", looks.look, name="look"),
    path("items/<code:code>/still-true/", looks.still_true, name="still_true"),
    path("items/<code:code>/second-look/", looks.second_look, name="second_look"),
    path("still-true/<str:token>/", looks.still_true_by_mail, name="still_true_by_mail"),
    path("remarks/<int:pk>/withdraw/", looks.withdraw_remark, name="withdraw_remark"),
    path("desk/confirmers/", confirmers.confirmers, name="confirmers"),
    path("desk/confirmers/<int:pk>/end/", confirmers.end, name="end_confirmer"),
    path("organisations/new/<int:pk>/", organisations.new, name="new_organisation"),
    path("cases/", cases.cases, name="cases"),
    path("cases/lessons/", cases.learning, name="lessons"),
    path("cases/<code:code>/turns/", cases.turns, name="turns"),
    path("cases/<code:code>/parties/", parties.parties, name="parties"),
    path("cases/<code:code>/parties/asked/", parties.asked, name="parties_asked"),
    path("parties/<int:pk>/", parties.party, name="party"),
    path("items/<code:code>/consent/", parties.consent, name="consent"),
    path("desk/intake/", intake.intake, name="intake"),
    path("desk/intake/new/", intake.take_in, name="take_in"),
    path("desk/intake/<int:pk>/", intake.paper, name="paper"),
    path("desk/intake/<int:pk>/sent/", intake.sent, name="paper_sent"),
    path("desk/intake/<int:pk>/aside/", intake.set_aside, name="paper_aside"),
    path("desk/intake/<int:pk>/pictures/", intake.pictures, name="paper_pictures"),
    path("desk/intake/<int:pk>/pictures/<int:number>.jpg", intake.picture, name="paper_picture"),
    path("desk/intake/<int:pk>/receipt.pdf", intake.receipt, name="paper_receipt"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("receipts/<code:code>/", receipts.receipt, name="receipt"),
    *(
        path(f"{s.plural}/new/", entries.new, {"kind": kind}, name=f"new_{kind}")
        for kind, s in SORTS.items()
        if s.by_anybody
    ),
    *(path(f"{sort.plural}/<code:code>/", entries.entry, {"kind": kind}, name=kind) for kind, sort in SORTS.items()),
]
