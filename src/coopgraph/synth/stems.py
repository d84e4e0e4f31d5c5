"""Names of bodies and places that do not exist, in Latin and Cyrillic letters, told apart by more than a letter.

A stem has four syllables and an ending. The syllables are those of a code (Reed and Solomon, 1960, over the 37
residues: two free syllables, two computed), so any two stems differ in three of the four; a search for look-alikes
finds none among them. Where 1369 are too few, two stems make a name, and two such names differ in both as a rule.
"""

from __future__ import annotations

from collections.abc import Callable

from coopgraph.synth.draw import Draw

Q = 37
COUNT = Q * Q
STEP = 389
"""From stem to stem: so that neighbours in a table do not share a syllable. It has no factor in common with COUNT."""
_LATIN, _CYRILLIC = "bdfgklmnprstvzaeiou", "бдфгклмнпрствзаеиоу"
_ENDINGS = "nrlmvtd"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper())


def cyrillic(stem: str) -> str:
    """Return a stem in Cyrillic letters.

    >>> cyrillic("Sakuvorun")
    'Сакуворун'
    """
    return stem.translate(_LETTERS)


def stems(draw: Draw) -> Callable[[int], str]:
    """Return the function that gives stem after stem, from 0; which syllable stands for which residue is drawn."""
    syllables = [c + v for v in "aeiou" for c in "bdfgklmnprstvz"]
    tables = [draw.shuffled(syllables)[:Q] for _ in range(4)]

    def single(number: int) -> str:
        number = number * STEP % COUNT
        a, b = number % Q, number // Q
        places = (a, b, (a + b) % Q, (a + 2 * b + 1) % Q)
        return ("".join(t[i] for t, i in zip(tables, places, strict=True)) + _ENDINGS[(3 * a + b) % 7]).capitalize()

    def stem(number: int) -> str:
        first, more = single(number % COUNT), number // COUNT
        return f"{first}-{single(2 * number + 40 * more)}" if more else first

    return stem


def code(number: int) -> str:
    """Return a number in capital letters, at least three.

    >>> code(0), code(27), code(26**3)
    ('AAA', 'ABB', 'BAAA')
    """
    letters = ""
    while number or len(letters) < 3:
        number, digit = divmod(number, 26)
        letters = chr(65 + digit) + letters
    return letters
