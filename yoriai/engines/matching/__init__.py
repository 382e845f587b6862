"""Bringing offers and needs together: who might talk with whom, and why.

Pure: dataclasses in, dataclasses out; no Django, no sentences (a template makes one of `Suggestion.reason`).

    End, Area, Ground     what is matched and the ground it stands on (ends.py)
    Concepts              what goes together though the words differ: data/concepts.toml, a city may bring its own (concepts.py)
    suggest(ends, …)      → for each end a few suggestions with their reasons (suggesting.py)
    scoring, spaces       numbers for all pairs, block by block
    choosing              like and unlike partners, and nobody shown to everybody
    lines                 ends written as CSV or JSON lines, for the command `python -m yoriai.engines.matching`

How it decides and what it reaches: docs/decisions/0005-how-matching-decides.md, docs/benchmarks.md.
"""
