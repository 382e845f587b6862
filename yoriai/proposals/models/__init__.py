"""The collaboration-project scheme: schemes, proposals, what was said once, the panel's sheets, agreements, work, looking back."""

from yoriai.proposals.models.agreements import Agreement, Signature
from yoriai.proposals.models.answers import Answer, BudgetLine, Document, Duty, FormerAnswer, Part, Remark
from yoriai.proposals.models.proposals import Consultation, Proposal, ProposalQuerySet, Step, Talk
from yoriai.proposals.models.reviews import Book, Interest, PanelQuestion, PanelSeat, Score, ScoreSheet, Verdict
from yoriai.proposals.models.schemes import ComparedScheme, Correction, Scheme, SchemeTheme
from yoriai.proposals.models.work import Exit, Expense, LogEntry, LookBack, Pending, Review

__all__ = [
    "Agreement",
    "Answer",
    "Book",
    "BudgetLine",
    "ComparedScheme",
    "Consultation",
    "Correction",
    "Document",
    "Duty",
    "Exit",
    "Expense",
    "FormerAnswer",
    "Interest",
    "LogEntry",
    "LookBack",
    "PanelQuestion",
    "PanelSeat",
    "Part",
    "Pending",
    "Proposal",
    "ProposalQuerySet",
    "Remark",
    "Review",
    "Scheme",
    "SchemeTheme",
    "Score",
    "ScoreSheet",
    "Signature",
    "Step",
    "Talk",
    "Verdict",
]
