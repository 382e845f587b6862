"""Who is told of what happens to a proposal."""

from yoriai.proposals.notices import advice, mailings, receipts, review, steps, work, youth

__all__ = ["advice", "mailings", "receipts", "review", "steps", "work", "youth"]
