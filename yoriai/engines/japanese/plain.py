"""Hints for easy Japanese (やさしい日本語): what a reader who is still learning will stumble over."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from yoriai.engines.japanese.hints import Hint, hint
from yoriai.engines.japanese.kana import KANJI, is_katakana
from yoriai.engines.japanese.tokens import Token, short_words

SENTENCE: Final = 40
"""Characters of a sentence that need no hint."""

KANJI_SHARE: Final = 0.4
"""The share of kanji in a sentence that needs no hint."""

_SHORT: Final = 12
_CHAIN_WORDS: Final = 4
_CHAIN_KANJI: Final = 7
_LOAN_WORD: Final = 3

_SENTENCES = re.compile(r"[^。！？!?\n]+[。！？!?]*[」』）)]*")
_UNCOUNTED = re.compile(r"[\s「」『』（）()。、！？!?]")
_KANJI = re.compile(f"[{KANJI}]")
_DOUBLE_NEGATIVE = re.compile(
    r"""(?: なければ|なくては|ないと|ねば )(?: なら|なり|いけ|だめ )
      | な(?: い|く )(?: わけ|こと|もの|とも )?(?: では|には|は|も )?(?: あり|限り|限ら|言え|言い切れ|いえ )?(?: ない|ません )
      | (?: ず|ざる )(?: には|を )(?: い|お|え|得 )(?: られ )?(?: ない|ません )""",
    re.VERBOSE,
)
_HONORIFIC = re.compile(
    rf"""(?: さ )?せて(?: いただ|頂 )
      | [ごご御][{KANJI}]{{1,4}}(?: いただ|頂|くださ|下さ|にな[らりるっ]|願[いう]|のほど )
      | お[{KANJI}ぁ-ん]{{1,5}}(?: にな[らりるっ]|いただ|頂|願い )
      | 申し上げ | 存じ | 賜 | 拝[見聴借]
      | (?<!がとう)(?<!はよう)(?<!でとう)ござい(?: ます|ました|ません ) | いたし(?: ます|ました|ません|かね )""",
    re.VERBOSE,
)


def plain_hints(text: str) -> list[Hint]:
    """Return the hints in the order of the text.

    Codes: long-sentence, many-kanji, double-negative, honorific, loan-word, passive, noun-chain.
    """
    found = [*_sentence_hints(text)]
    tokens = short_words().tokenise(text)
    for code, pattern in (("double-negative", _DOUBLE_NEGATIVE), ("honorific", _HONORIFIC)):
        found += [hint(code, text, one.start(), _word_end(tokens, one.end())) for one in pattern.finditer(text)]
    found += [*_loan_words(text, tokens), *_passives(text, tokens), *_noun_chains(text, tokens)]
    return sorted(found, key=lambda one: (one.start, one.end, one.code))


@cache
def easy_loan_words() -> frozenset[str]:
    """Return the katakana words every learner meets early."""
    return frozenset((Path(__file__).parent / "data" / "loanwords.txt").read_text("utf-8").split())


def _sentence_hints(text: str) -> Iterator[Hint]:
    for match in _SENTENCES.finditer(text):
        sentence = match[0].strip()
        if not sentence:
            continue
        start = match.start() + match[0].index(sentence)
        span = (start, start + len(sentence))
        letters = len(_UNCOUNTED.sub("", sentence))
        if letters > SENTENCE:
            yield hint("long-sentence", text, *span)
        if letters >= _SHORT and len(_KANJI.findall(sentence)) > KANJI_SHARE * letters:
            yield hint("many-kanji", text, *span)


def _word_end(tokens: list[Token], end: int) -> int:
    """Go on to the end of the word and of the auxiliaries behind it: させていただ → させていただきます."""
    first = bisect_left(tokens, end, key=lambda token: token.end)
    for token in tokens[first:]:
        if token.start >= end and token.pos[0] != "助動詞":
            break
        end = token.end
    return end


def _loan_words(text: str, tokens: list[Token]) -> Iterator[Hint]:
    for token in tokens:
        if len(token.surface) < _LOAN_WORD or not is_katakana(token.surface) or token.pos[1] == "固有名詞":
            continue
        if not {token.surface, token.normal} & easy_loan_words():
            yield hint("loan-word", text, token.start, token.end)


def _passives(text: str, tokens: list[Token]) -> Iterator[Hint]:
    """食べられる may also mean "can eat": られる counts only where it is told as a fact (決められた, 使われている)."""
    for index in range(1, len(tokens)):
        token, verb = tokens[index], tokens[index - 1]
        if token.pos[0] != "助動詞" or token.normal not in ("れる", "られる") or verb.pos[0] != "動詞":
            continue
        after = tokens[index + 1].surface if index + 1 < len(tokens) else ""
        if token.normal == "れる" or after in ("た", "て"):
            yield hint("passive", text, verb.start, token.end)


def _noun_chains(text: str, tokens: list[Token]) -> Iterator[Hint]:
    run: list[Token] = []
    for token in [*tokens, None]:
        noun = (
            token is not None
            and token.pos[0] in ("名詞", "接尾辞", "接頭辞")
            and token.pos[1] not in ("数詞", "固有名詞")
        )
        if token is not None and noun and (not run or run[-1].end == token.start):
            run.append(token)
            continue
        written = "".join(one.surface for one in run)
        if len(run) >= _CHAIN_WORDS and len(_KANJI.findall(written)) >= _CHAIN_KANJI:
            yield hint("noun-chain", text, run[0].start, run[-1].end)
        run = [token] if token is not None and noun else []
