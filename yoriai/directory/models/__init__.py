"""Who does what where: the nouns of the directory."""

from yoriai.directory.models.articles import Article, ArticlePhoto, Reporter, Verdict, Visit
from yoriai.directory.models.cases import Case, Cause, Turn
from yoriai.directory.models.entries import Confirmation, Confirmer, ContactBy, Entry, Note, Party, PendingChange
from yoriai.directory.models.events import Event, Occurrence, SignUp, Support
from yoriai.directory.models.exchange import (
    Consent,
    Introduction,
    Need,
    Offer,
    Outcome,
    Passed,
    Resource,
    Suggestion,
    Way,
)
from yoriai.directory.models.feedback import Feedback
from yoriai.directory.models.intake import Paper, PaperPage
from yoriai.directory.models.organisations import Activity, Measure, Organisation, Pause, Review
from yoriai.directory.models.places import Place
from yoriai.directory.models.register import Registered
from yoriai.directory.models.surveys import Survey, SurveyAnswer, SurveyQuestion
from yoriai.directory.models.themes import Figure, ThemeIdea

__all__ = [
    "Activity",
    "Article",
    "ArticlePhoto",
    "Case",
    "Cause",
    "Confirmation",
    "Confirmer",
    "Consent",
    "ContactBy",
    "Entry",
    "Event",
    "Feedback",
    "Figure",
    "Introduction",
    "Measure",
    "Need",
    "Note",
    "Occurrence",
    "Offer",
    "Organisation",
    "Outcome",
    "Paper",
    "PaperPage",
    "Party",
    "Passed",
    "Pause",
    "PendingChange",
    "Place",
    "Registered",
    "Reporter",
    "Resource",
    "Review",
    "SignUp",
    "Suggestion",
    "Support",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "ThemeIdea",
    "Turn",
    "Verdict",
    "Visit",
    "Way",
]
