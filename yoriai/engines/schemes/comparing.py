"""Two versions of a text in parts, laid side by side: which sentences stayed, went and came."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

SENTENCE = re.compile(r"[^。\n]+。?|\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one version, and whether the other version has it too."""

    text: str
    sort: Literal["same", "gone", "new"] = "same"


@dataclass(frozen=True, slots=True)
class Beside:
    """A part in both versions. An empty heading on one side: the part is not there."""

    heading_before: str
    heading_after: str
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]

    @property
    def changed(self) -> bool:
        """Whether the two differ in anything."""
        return self.heading_before != self.heading_after or any(
            one.sort != "same" for one in (*self.before, *self.after)
        )


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its 。; an empty line divides and is none."""
    return [found.strip() for found in SENTENCE.findall(text.replace("\r\n", "\n")) if found.strip()]


def compare(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[Beside]:
    """The parts (heading, text) of two versions in pairs, in the order of the new one; what is gone stands where it was."""
    matcher = SequenceMatcher(None, [part[0] for part in old], [part[0] for part in new], autojunk=False)
    rows = []
    for sort, start, end, start_new, end_new in matcher.get_opcodes():
        if sort == "equal":
            pairs = zip(old[start:end], new[start_new:end_new], strict=True)
            rows += [_beside(before, after) for before, after in pairs]
        else:
            rows += [_beside(part, ("", "")) for part in old[start:end]]
            rows += [_beside(("", ""), part) for part in new[start_new:end_new]]
    return rows


def _beside(old: Sequence[str], new: Sequence[str]) -> Beside:
    before, after = sentences(old[1]), sentences(new[1])
    left: list[Sentence] = []
    right: list[Sentence] = []
    for sort, start, end, start_new, end_new in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += [Sentence(text, "same" if sort == "equal" else "gone") for text in before[start:end]]
        right += [Sentence(text, "same" if sort == "equal" else "new") for text in after[start_new:end_new]]
    return Beside(old[0], new[0], tuple(left), tuple(right))
