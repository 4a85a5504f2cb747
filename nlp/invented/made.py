"""Names that nobody has, made of syllables: a list, however long, knows only the names that are on it.

A model that has met many names it cannot know learns to go by what stands around a name, which is all that
the next stranger's will give it.
"""

from __future__ import annotations

import random

_SYLLABLES = (
    ("b br c ch cl d dr f g gr h k l m n p pr r s sh st t th tr v w", "a e i o u ea ee ie oo ay ey",
     "b ck d ft g l ll lt m n nd ng nt p r rd rn rt s ss st t th x y"),
    ("b ch d dh f g gb h j k kw l m mb n ng nk nw ny o p r s sh t ts w y z", "a e i o u ai ei ia",
     " n m l sh "),
    ("b bh ch d dh g gh h j jh k kh l m n p ph r s sh t th v y z", "a aa e ee i o u ai au",
     " n m t r l sh d v "),
    ("b br c cz d dz g gr h j k kr l m n p pr r rz s sk st sz t w z ż ł", "a e i o u y ó ą ę ie ia",
     " k n r w c cz sz ń ś l j ck wsk "),
    ("b d f gh h j k kh l m n q r s sh t th w y z", "a i u aa ee ou ai", " b d f h k l m n q r s sh z "),
    ("b ch d f g h j k l m n p q r s sh t w x y z zh",
     "a ai an ang ao e en ei i ia iu ing ong ou u ua uo", " "),
    ("b c ch d f g gw h l ll m n p r rh s t w", "a e i o u w y ae ai ei wy", " d dd f l n r s th lch ch "),
    ("b d f g gh h k l m n p q r s sh t v z zh ș ț", "a e i o u ia ie ea â ă", " n r s c l t d sh scu nu "),
)  # fmt: skip
"""Beginnings, vowels and ends, as some family of languages likes them."""
_ENDS = (
    "son", "ton", "ley", "worth", "field", "ford", "well", "man", "wood", "ham", "by", "er", "ski", "ska",
    "wicz", "escu", "ova", "enko", "oglu", "yan", "shvili", "ez", "ini",
)  # fmt: skip
_FRONTS = ("Mc", "Mac", "O'", "De", "D'", "Fitz", "Al-", "El-", "St", "ap-", "Van", "Ni", "Abu-")


def made(draw: random.Random, family: bool) -> str:
    """A name of two or three syllables; a family name may have the ending or the front that such have."""
    begins, vowels, ends = (part.split(" ") for part in draw.choice(_SYLLABLES))
    name = ""
    for _ in range(draw.choice((1, 2, 2, 2, 3))):
        name += draw.choice(begins) + draw.choice(vowels) + (draw.choice(ends) if draw.random() < 0.6 else "")
    if family and draw.random() < 0.2:
        name += draw.choice(_ENDS)
    elif not family and draw.random() < 0.4:
        name += draw.choice(("a", "ie", "een", "lyn", "y", "o", "in", "a", "us", "el"))
    name = name[:13].capitalize()
    if len(name) < 3:
        name += draw.choice(("na", "ro", "li"))
    return draw.choice(_FRONTS) + name if family and draw.random() < 0.12 else name
