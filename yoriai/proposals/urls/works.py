"""Doors from the agreement to the next step: (the rest of the address, the door, its name)."""

from typing import Any

from django.urls import path

from yoriai.proposals.views import agreements, changes, endings, look_back, work

WORK: list[tuple[str, Any, str]] = [
    ("agreement/", agreements.agreement, "agreement"),
    ("agreement/text/", agreements.agreement_text, "agreement_text"),
    ("agreement/versions/", agreements.agreement_versions, "agreement_versions"),
    ("agreement/versions/<int:version>/pdf/", agreements.agreement_file, "agreement_file"),
    ("agreement/remarks/", agreements.agreement_remark, "agreement_remark"),
    ("agreement/ready/", agreements.agreement_ready, "agreement_ready"),
    ("agreement/signing/", agreements.signing, "signing"),
    ("agreement/on-paper/", agreements.signed_on_paper, "signed_on_paper"),
    ("agreement/on-paper/<int:pk>/", agreements.signed_paper, "signed_paper"),
    ("change/", changes.change, "change"),
    ("change/<int:pk>/answer/", changes.change_answer, "change_answer"),
    ("change/<int:pk>/pdf/", changes.change_file, "change_file"),
    ("change/joining/", changes.joining, "joining"),
    ("change/parts/<int:pk>/", changes.part, "change_part"),
    ("stop/", changes.stop, "stop"),
    ("work/", work.work, "work"),
    ("log/", work.project_log, "project_log"),
    ("work/log/", work.new_log, "new_log"),
    ("work/log/<int:pk>/photo/", work.log_photo, "log_photo"),
    ("work/log/<int:pk>/shown/", work.log_shown, "log_shown"),
    ("work/log/<int:pk>/", work.log_gone, "log_gone"),
    ("work/expenses/<int:pk>/", work.expense_gone, "expense_gone"),
    ("work/expenses/", work.expenses, "expenses"),
    ("work/expenses/new/", work.new_expense, "new_expense"),
    ("work/duties/<int:pk>/", work.duty_tick, "duty_tick"),
    ("work/needs/", work.new_need, "new_need"),
    ("work/ties/", work.new_tie, "new_tie"),
    ("work/ties/<code:other>/", work.tie_gone, "tie_gone"),
    ("look-back/", look_back.look_back, "look_back"),
    ("look-back/blank/", look_back.look_back_blank, "look_back_blank"),
    ("look-back/talk/", look_back.look_back_talk, "look_back_talk"),
    ("look-back/summary/", look_back.look_back_yes, "look_back_yes"),
    ("look-back/of/<int:actor>/missing/", look_back.look_back_missing, "look_back_missing"),
    ("look-back/of/<int:actor>/", look_back.look_back_sheet, "look_back_sheet"),
    ("look-back/<int:pk>/pdf/", look_back.look_back_file, "look_back_file"),
    ("next-step/", endings.next_step, "next_step"),
    ("next-step/case/", endings.new_case, "new_case"),
    ("next-step/<slug:key>/", endings.exit_tick, "exit_tick"),
    ("disclosure/", endings.disclosure, "disclosure"),
    ("disclosure/file/", endings.disclosure_file, "disclosure_file"),
]
KEPT = path("proposals/kept/", endings.kept, name="kept")
