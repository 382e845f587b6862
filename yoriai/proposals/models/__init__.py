"""The collaboration-project scheme: schemes, proposals, what was said once, the panel's sheets, agreements, work, looking back."""

from yoriai.proposals.models.advice import Booking, HomeworkDone, SchemeRemark, Sharing, Slot
from yoriai.proposals.models.agreements import Agreement, Signature
from yoriai.proposals.models.answers import Answer, BudgetLine, Document, Duty, FormerAnswer, Part, Remark, TableVersion
from yoriai.proposals.models.bundles import Bundle
from yoriai.proposals.models.mailings import Mailing
from yoriai.proposals.models.papers import Paper
from yoriai.proposals.models.proposals import CheckMark, Consultation, Proposal, ProposalQuerySet, Step, Talk
from yoriai.proposals.models.reviews import (
    Book,
    Interest,
    PanelQuestion,
    PanelSeat,
    Score,
    ScoreSheet,
    TieBreak,
    Verdict,
)
from yoriai.proposals.models.schemes import ComparedScheme, Correction, Scheme, SchemeTheme
from yoriai.proposals.models.work import Exit, Expense, LogEntry, LookBack, NoLookBack, Pending, Review
from yoriai.proposals.models.youth import AllOfAge, Consent, Supporter

__all__ = [
    "Agreement",
    "AllOfAge",
    "Answer",
    "Book",
    "Booking",
    "BudgetLine",
    "Bundle",
    "CheckMark",
    "ComparedScheme",
    "Consent",
    "Consultation",
    "Correction",
    "Document",
    "Duty",
    "Exit",
    "Expense",
    "FormerAnswer",
    "HomeworkDone",
    "Interest",
    "LogEntry",
    "LookBack",
    "Mailing",
    "NoLookBack",
    "PanelQuestion",
    "PanelSeat",
    "Paper",
    "Part",
    "Pending",
    "Proposal",
    "ProposalQuerySet",
    "Remark",
    "Review",
    "Scheme",
    "SchemeRemark",
    "SchemeTheme",
    "Score",
    "ScoreSheet",
    "Sharing",
    "Signature",
    "Slot",
    "Step",
    "Supporter",
    "TableVersion",
    "Talk",
    "TieBreak",
    "Verdict",
]
