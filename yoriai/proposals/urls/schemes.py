"""The addresses of schemes; `urls` takes them in."""

from django.urls import path, re_path

from yoriai.proposals.desk import bundles, mailings, on_paper
from yoriai.proposals.desk import schemes as desk
from yoriai.proposals.views import calendar, comparison, forms, notice_board, numbers, plan, schemes, themes

FILE = r"(?P<form>toml|json)$"

SCHEMES = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/new/", desk.new, name="new_scheme"),
    path("schemes/numbers/", numbers.numbers, name="numbers"),
    re_path(r"^schemes/numbers\.(?P<form>csv|sjis\.csv|json)$", numbers.numbers_file, name="numbers_file"),
    path("schemes/comparison/", comparison.comparison, name="comparison"),
    path("schemes/comparison/new/", comparison.new, name="new_compared"),
    path("schemes/comparison/<int:pk>/removal/", comparison.removal, name="compared_removal"),
    re_path(r"^schemes/comparison/schemes\.(?P<form>xlsx|csv)$", comparison.table, name="comparison_file"),
    re_path(rf"^schemes/examples/(?P<name>[a-z]+)\.{FILE}", comparison.example, name="example"),
    path("schemes/<code:code>/", schemes.scheme, name="scheme"),
    path("schemes/<code:code>/calendar/", calendar.calendar, name="calendar"),
    re_path(r"^schemes/(?P<code>\w{6})/calendar\.ics$", calendar.calendar_file, name="calendar_file"),
    path("schemes/<code:code>/fit/", schemes.fit, name="fit"),
    re_path(
        r"^schemes/(?P<code>\w{6})/forms/(?P<form>F\d{1,2})\.(?P<kind>pdf|docx|xlsx)$",
        forms.form_file,
        name="form_file",
    ),
    path("schemes/<code:code>/idea/file/", forms.idea_back, name="idea_back"),
    path("schemes/<code:code>/desk/paper/", on_paper.type_idea, name="type_idea"),
    path("schemes/<code:code>/forms/<slug:form>/", schemes.form, name="scheme_form"),
    re_path(r"^schemes/(?P<code>\w{6})/proposals\.(?P<form>csv|json)$", schemes.listed, name="scheme_list"),
    path("schemes/<code:code>/plan/", plan.plan, name="plan"),
    re_path(rf"^schemes/(?P<code>\w{{6}})/plan\.{FILE}", plan.plan_file, name="plan_file"),
    path("schemes/<code:code>/plan/<slug:part>/", plan.part, name="plan_part"),
    path("schemes/<code:code>/plan/<slug:part>/<slug:key>/", plan.row, name="plan_row"),
    path("schemes/<code:code>/forum/", desk.forum, name="scheme_forum"),
    path("schemes/<code:code>/opening/", desk.opening, name="scheme_opening"),
    path("schemes/<code:code>/ending/", desk.ending, name="scheme_ending"),
    path("schemes/<code:code>/panel/", desk.panel, name="panel"),
    path("schemes/<code:code>/panel/<int:pk>/end/", desk.seat_end, name="seat_end"),
    path("schemes/<code:code>/desk/", desk.desk, name="scheme_desk"),
    path("schemes/<code:code>/desk/list/", desk.publication, name="list_publication"),
    path("schemes/<code:code>/desk/everything.xlsx", bundles.export, name="scheme_export"),
    path("schemes/<code:code>/desk/files/<slug:sort>/", bundles.bundle, name="bundle"),
    path("schemes/<code:code>/desk/files/<slug:sort>/file/", bundles.bundle_file, name="bundle_file"),
    path("schemes/<code:code>/notice-board/call.pdf", notice_board.call, name="call_sheet"),
    path("schemes/<code:code>/notice-board/adopted.pdf", notice_board.adopted, name="adopted_sheet"),
    path("schemes/<code:code>/desk/year/", desk.of_the_year, name="of_the_year"),
    path("schemes/<code:code>/mailings/", mailings.mailings, name="mailings"),
    path("schemes/<code:code>/mailings/new/", mailings.new_mailing, name="new_mailing"),
    path("schemes/<code:code>/themes/new/", themes.new, name="new_scheme_theme"),
    path("scheme-themes/<code:code>/", themes.theme, name="scheme_theme"),
    path("scheme-themes/<code:code>/facts/", themes.change, name="scheme_theme_change"),
    path("scheme-themes/<code:code>/state/", themes.state, name="scheme_theme_state"),
]
