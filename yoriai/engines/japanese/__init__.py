"""Japanese text, without Django: search words, readings, furigana, phrases, speaking time, dates, hints for writers."""
