"""Texts that say the same: an index over texts, asked with a text, for 「似た活動があります」.

Pure: strings in, dataclasses out; no Django. How it decides and what it reaches: docs/decisions and docs/benchmarks.md.

    features(text)            → what a text is likened by; may be kept beside the text (features.py)
    Index().add(key, text)    → one text more (index.py)
    Index.nearest(text, k)    → the k nearest with a score of 0 to 1
"""
