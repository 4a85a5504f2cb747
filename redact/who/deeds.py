"""Verbs that say that somebody did harm to somebody, kept company with somebody, or wrote to somebody.

The offences and behaviours are those that MAPPA and MARAC papers are about: violence, sexual offences,
stalking and harassment, domestic abuse, exploitation and theft from vulnerable people.
"""

from __future__ import annotations

_REGULAR = (
    "assault", "attack", "harass", "stalk", "threaten", "punch", "kick", "groom", "push", "headbutt", "burn",
    "exploit", "defraud", "blackmail", "traffick", "kill", "murder", "molest", "touch", "pester", "torment",
    "scald", "drown", "poison", "follow", "film", "smother", "corner", "batter", "spit at", "tortur", "bully",
    "imprison", "drugg", "mugg", "suffocat", "penetrat", "choke", "ambush", "injur", "wound", "scratch",
)  # fmt: skip
_OTHERS = (
    r"rap(?:es?|ed|ing)|stabb?(?:s|ed|ing)|strangl(?:es|ed|ing)|throttl(?:es|ed|ing)|abus(?:es|ed|ing)|"
    r"slapp?(?:s|ed|ing)|grabb?(?:s|ed|ing)|shov(?:es|ed|ing)|chok(?:es|ed|ing)|bit(?:es|"
    r"ten|ing)?|hit(?:s|ting)?|"
    r"hurt(?:s|ing)?|str(?:ikes|uck|iking)|spat (?:at|on|in)|robb?(?:s|ed|ing)|burgl(?:es|"
    r"ed|ing)|beat(?:s|en|ing)?"
    r"(?: up)?|dragg?(?:s|ed|ing)|slash(?:es|ed|ing)|stole from|st(?:ole|olen|eals|"
    r"ealing)|intimidat(?:es|ed|ing)|"
    r"kidnapp?(?:s|ed|ing)|abduct(?:s|ed|ing)|bull(?:ies|ied|ying)|injur(?:es|ed|ing)|drugg(?:ed|ing)|"
    r"(?:broke|breaks|breaking|fractur(?:es|ed|ing)) (?:the |her |his )?(?:\w+ )?(?:jaw|"
    r"nose|arm|wrist|ribs?|leg|"
    r"cheekbone|fingers?|eye socket)(?: of)?|held|(?:kept|keeps|keeping|locked|locks|locking)(?= [^.]{0,30}"
    r"\b(?:there|in|prisoner|captive|room|without)\b)|tied up|pulled|threw|throws|pinned|"
    r"control(?:s|led|ling)|coerc(?:es|ed|ing)|terrori[sz](?:es|ed|ing)|set fire to|"
    r"(?:moved into|took over|emptied|cleared out)(?= (?:his|her) )|"
    r"exposed (?:him|her)self to|put (?:his|her) hands? (?:in|on|up|down|round|around)|"
    r"took (?:indecent )?(?:photographs|pictures|photos) of|"
    r"took (?:hold of|money from|"
    r"(?:his|her) (?:bank |savings|money|card|pension)[^.]{0,20} from)|turned up at|broke into|"
    r"(?:sat|sits|waited|parked|hung around|loitered|stood|was seen|seen) outside"
)
DONE = r"\b(?:(?:" + "|".join(w for w in _REGULAR if w[-1:] != "y") + r")(?:e?s|ed|ing)|" + _OTHERS + r")\b"
"""A verb of harm in any of its forms; what follows may be "the jaw of", "at", "in"."""

SENT = (
    r"(?:sent|sends|sending|posted|posts|posting|written|wrote|writes|writing|messaged|left|leaves|leaving|"
    r"delivered|gave)(?: [\w'’-]+){0,4}? (?:texts?|letters?|messages?|cards?|flowers|e-?mails?|gifts?|notes?|"
    r"presents?|voicemails?)"
)
TO_THEM = (
    r"(?:sent|posted|wrote|written)(?: [\w'’-]+){0,4} (?:texts?|letters?|messages?|cards?|"
    r"flowers|e-?mails?) to"
)
SENT_THEM = (
    r"(?:sent|sends|sending|send) (?P<them>her|him)(?: [\w'’-]+){0,3} (?:pictures?|"
    r"photos?|images?|videos?|messages?|"
    r"texts?|letters?|cards?|flowers|gifts?)\b"
)

MET = (
    r"(?:shar(?:es|ed|ing) a (?:cell|flat|house|room|pad) with|(?:was |been |were )?(?:seen|stopped|arrested|"
    r"found|charged|convicted|caught|nicked|drinking|living|staying|in (?:an? "
    r")?(?:[\w'’-]+ ){0,3}\w+)(?: [\w'’-]+){0,3}?"
    r" with|argu(?:es|ed|ing) with|f(?:ell|allen) out with|go(?:es|ing)? about with|went "
    r"(?:about|around|out) with|"
    r"(?:knows|met|befriended)(?: [\w'’-]+){0,3} in (?:prison|custody|the hostel)|owes (?:money to)?|"
    r"buys (?:drugs )?from|deals (?:with|for)|drinks with|uses with)"
)
