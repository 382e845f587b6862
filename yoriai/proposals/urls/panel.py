"""Doors of the panel: the reading desk and its sheets, the list of what a member judges."""

from django.urls import path

from yoriai.proposals.views import books, nearness, panel, presenting, requests, results, scores, ties

# Below a proposal: (the rest of the address, the door, its name).
OF_PROPOSAL = [
    ("scores/", scores.scores, "scores"),
    ("scores/begin/", scores.begun, "sheet_begun"),
    ("scores/handing-in/", scores.handing_in, "sheet_handed_in"),
    ("scores/interest/", panel.interest, "interest"),
    ("scores/paper/<int:pk>/", panel.from_paper, "sheet_from_paper"),
    ("reply/<int:pk>/request.pdf", requests.request_sheet, "request_sheet"),
    ("reply/<int:pk>/questions.xlsx", requests.questions_file, "questions_file"),
    ("reply/<int:pk>/file/", requests.questions_back, "questions_back"),
    ("reply/by-mail/<str:key>/", requests.reply_by_mail, "reply_by_mail"),
    ("reply/by-mail/<str:key>/passing-on/", requests.passed_by_mail, "passed_by_mail"),
    ("timer/", presenting.timer, "timer"),
    ("questions/", presenting.questions, "questions"),
    ("letters/<int:pk>/", results.letter, "letter"),
    ("scores/<int:pk>/reopening/", panel.reopening, "sheet_reopened"),
]
OF_SCHEME = [
    path("schemes/<code:code>/review/", panel.review, name="review"),
    path("schemes/<code:code>/review/scores.xlsx", books.scores_file, name="scores_file"),
    path("schemes/<code:code>/review/nearness/", nearness.nearness, name="nearness"),
    path("schemes/<code:code>/review/ties/", ties.ties, name="ties"),
    path("schemes/<code:code>/review/ties/<slug:round_key>/<code:first>/", ties.tie, name="tie"),
    path("schemes/<code:code>/book/", books.book, name="book"),
    path("schemes/<code:code>/book/book.pdf", books.book_file, name="book_file"),
    path("schemes/<code:code>/presentations/", presenting.presentations, name="presentations"),
    path("schemes/<code:code>/results/", results.results, name="results"),
    path("schemes/<code:code>/results/letter/", results.letter_tried, name="letter_tried"),
]
