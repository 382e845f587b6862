"""Believable Japanese of a city's life, as much as is asked for: written by chance from a grammar, the same in every run.

Some 300 nouns, compounds among them, so that a city of 100,000 things has as many different texts and each word its own share.
"""

import random
from pathlib import Path


def _words() -> dict[str, list[str]]:
    """The words of `sentences.txt`: the name of a list, and below it, set in, its words."""
    name, found = "", dict[str, list[str]]()
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[name] += line.split()
        else:
            name = line.strip()
            found[name] = []
    return found


WORDS = _words()
WHO, WHERE, WHAT, HOW, END, TOWNS = (WORDS[name] for name in ("who", "where", "what", "how", "end", "towns"))


def sentence(chance: random.Random) -> str:
    """One sentence of some thirty signs."""
    doing = (
        f"{chance.choice(WHAT)}を{chance.choice(('する', '手伝う', 'ひらく', '続ける', '考える', '伝える', '見直す'))}"
    )
    frames = (
        lambda: f"{chance.choice(WHO)}が{chance.choice(WHERE)}で{doing}{chance.choice(END)}",
        lambda: f"{chance.choice(HOW)}、{chance.choice(WHERE)}で{doing}{chance.choice(END)}",
        lambda: (
            f"{chance.choice(TOWNS)}の{chance.choice(WHERE)}では、{chance.choice(WHO)}と{doing}{chance.choice(END)}"
        ),
        lambda: (
            f"{chance.choice(WHAT)}と{chance.choice(WHAT)}を、{chance.choice(HOW)}{chance.choice(WHO)}で{chance.choice(END[5:])}"
        ),
    )
    return chance.choice(frames)()


def text(chance: random.Random, kind: str) -> tuple[str, str]:
    """(title, summary) of a thing of this kind: a card is one sentence, an entry of the directory has a name and a few."""
    if kind in ("statement", "point"):
        return sentence(chance), ""
    if kind == "commitment":
        return f"{chance.choice(HOW)}、{chance.choice(WHERE)}で{chance.choice(WHAT)}をする", ""
    if kind == "place":
        return f"{chance.choice(TOWNS)}{chance.choice(WHERE)}", sentence(chance)
    name = f"{chance.choice(TOWNS)}の{chance.choice(WHAT)}（{chance.choice(WHO)}）"
    return name, "".join(sentence(chance) for _ in range(chance.randint(2, 4)))
