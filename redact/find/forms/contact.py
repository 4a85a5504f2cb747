"""Ways to reach somebody or to find where they are: phones, e-mail, web, networks, places by number."""

from __future__ import annotations

from models.people import EntityType as T
from redact.find import check_characters as check
from redact.find.form import Form, Near
from redact.find.starts import Begins

_SEP = r"[ \u00a0().\u2010-\u2013-]{0,3}"
_EXTENSION = r"(?:[ ,;]{0,3}\(?(?:ext(?:ension|n)?|x)\.?[ :]{0,2}\d{1,6}\)?)?"
_PHONE = r"(?:tel(?:ephone)?|phone|mobile|mob|call|contact|fax|landline|ring|text|number)"

POSTCODE = (
    r"(?:GIR[ ]?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-Z]\d{1,2}|\d[A-HJKPSTUW]|[A-Z]\d[ABEHMNPRV-Y])"
    r"[ \u00a0]{0,2}\d[ABD-HJLNP-UW-Z]{2}"
    r"|[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]\d(?!(?:ST|ND|RD|TH|AM|PM|st|nd|rd|th|am|pm)\b)[A-Z]{2})"
)
"""A postcode in capitals, with or without its space (Royal Mail, Programmers' Guide to PAF).

With its space, letters that the guide leaves out are let through: a mistyped postcode still tells the street.
"""


def _national_number(written: str) -> bool:
    """A UK number has nine or ten digits after its 0 or +44; 0800 1111 and 0845 4647 have seven."""
    main = written.lower().split("x")[0].split("e")[0]
    number = check.digits(main.replace("(0)", ""))
    number = number.removeprefix("0044") if number.startswith("0044") else number
    number = number.removeprefix("44") if "+" in main or written.startswith("0044") else number
    number = number.removeprefix("0")
    return number[:1] in tuple("1235789") and (len(number) in (9, 10) or number in ("8001111", "8454647"))


_TOP = (
    r"(?:com|org|net|info|biz|eu|ie|io|app|me|tv|social|test|example|scot|wales|london|"
    r"(?:co|org|gov|ac|nhs|police|sch|ltd|me|mod)\.uk|uk)"
)

_SERVICES = (
    "facebook", "instagram", "snapchat", "tiktok", "twitter", "telegram", "discord", "skype", "kik",
    "roblox", "twitch", "xbox", "playstation", "youtube", "linkedin", "threads", "whatsapp", "onlyfans",
    "tinder", "grindr", "bumble", "plenty", "gamer", "gamertag", "user", "username", "userid", "screen",
    "screenname", "online", "handle", "profile", "account",
)  # fmt: skip

CONTACT: tuple[Form, ...] = (
    Form(
        "email",
        T.EMAIL,
        "is an e-mail address",
        r"(?<![\w.+%-])[\w.+%'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
        1.0,
        near=Near("@", 66, 200),
    ),
    Form(
        "email-spelt-out",
        T.EMAIL,
        "is an e-mail address with its sign spelt out",
        r"(?<![\w.+%-])[\w.+%-]{2,64} ?[\[(] ?(?:at|AT) ?[\])] ?[\w-]{1,63}(?:(?: ?[\[(] ?(?:dot|"
        r"DOT) ?[\])] ?|\.)[\w-]{1,63}){1,4}",
        0.9,
        near=Near(r"[\[(] ?(?:at|AT) ?[\])]", 66, 200),
    ),
    Form(
        "email-spaced",
        T.EMAIL,
        "is an e-mail address with spaces or a line's end about its sign",
        r"(?<![\w.+%-])[\w.+%'’-]{1,64}(?: ?\n| )?(?:@|[\[(] ?(?:at|AT) ?[\])])(?: ?\n| )?[\w-]{1,63}"
        rf"(?:\.[\w-]{{1,63}}){{0,3}}\.{_TOP}(?![\w-])",
        0.9,
        ignore_case=True,
        near=Near(r"@|[\[(] ?(?:at|AT) ?[\])]", 66, 200),
    ),
    Form(
        "url",
        T.URL,
        "is a web address",
        r"(?<![\w@])(?:https?://|ftp://|www\.)[^\s<>\"'“”‘’)\]]{1,1000}(?<![.,;:!?])",
        0.95,
        ignore_case=True,
        near=Near(r"://|[Ww]{3}\.", 10, 1000),
    ),
    Form(
        "domain",
        T.URL,
        "is a web address without its beginning",
        r"(?<![\w@.-])[A-Za-z0-9][\w-]{0,62}(?:\.[A-Za-z0-9][\w-]{0,62}){0,"
        rf"3}}\.{_TOP}(?![\w-]|\.\w|@)(?:/[^\s<>\"'“”‘’)\]]{{0,500}}(?<![.,;:!?]))?",
        0.8,
        ignore_case=True,
        near=Near(rf"(?i:\.{_TOP})(?![\w-])", 200, 500),
    ),
    Form(
        "ipv4",
        T.IP_ADDRESS,
        "has the form of an internet address",
        r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2}|:\d{2,5})?(?![\w/]|\.\d)",
        0.8,
        r"(?:ip\b|address)",
        check=check.ip_address,
        check_decides=True,
        unless=r"(?:section|paragraph|para|version|v)",
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 3}),
    ),
    Form(
        "ipv6",
        T.IP_ADDRESS,
        "has the form of an internet address",
        r"(?<![\w:])(?=[0-9a-f:]{0,40}[0-9a-f]:[0-9a-f:]{0,40})(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,"
        r"4}(?![\w:])",
        0.9,
        check=check.ip_address,
        check_decides=True,
        ignore_case=True,
        near=Near(r":[0-9a-fA-F]{0,4}:", 6, 48),
    ),
    Form(
        "mac-address",
        T.REFERENCE,
        "has the form of a device's network address",
        r"(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])",
        0.8,
        ignore_case=True,
        near=Near(r"[:-][0-9a-fA-F]{2}[:-]", 6, 20),
    ),
    Form(
        "phone",
        T.PHONE,
        "has the form of a UK telephone number",
        rf"(?<![\w/.+£$€-])(?:\(?(?:\+|00)44\)?{_SEP}(?:\(0\){_SEP})?|"
        rf"\(?0)\d(?:{_SEP}\d){{5,9}}(?![\w/]|[-.]\d)\)?{_EXTENSION}",
        0.85,
        _PHONE,
        check=_national_number,
        ignore_case=True,
        begins=Begins.PHONE,
    ),
    Form(
        "phone-international",
        T.PHONE,
        "has the form of an international telephone number",
        rf"(?<![\w+])\+[1-9]\d{{0,2}}{_SEP}(?:\(0\){_SEP})?\d(?:{_SEP}\d){{5,"
        rf"12}}(?![\w/]){_EXTENSION}",
        0.8,
        ignore_case=True,
        begins=Begins.PHONE,
    ),
    Form(
        "phone-labelled",
        T.PHONE,
        "stands beside the label of a telephone number",
        rf"(?<![\w/.+£$€-])\d(?:[ .-]?\d){{4,12}}(?![\w/]|[-.]\d){_EXTENSION}",
        0.7,
        r"(?:tel(?:ephone)?|phone|mobile|mob|fax|landline|ext(?:ension)?|call(?:ed)?|ring|text(?:ed)?)"
        r"(?: ?(?:no\b\.?|num(?:ber)?))?(?: (?:on|is|her|him|them))?\W{0,6}$",
        needs_label=True,
        cues=(
            "tel",
            "telephone",
            "phone",
            "mobile",
            "mob",
            "fax",
            "landline",
            "ext",
            "extension",
            "call",
            "called",
            "ring",
            "text",
            "texted",
        ),
        ignore_case=True,
        begins=Begins.FIGURE,
    ),
    Form(
        "postcode",
        T.POSTCODE,
        "has the form of a postcode",
        rf"(?<![\w/-]){POSTCODE}(?![\w/-])",
        0.9,
        begins=Begins.LETTERS,
    ),
    Form(
        "postcode-lower",
        T.POSTCODE,
        "has the form of a postcode in small letters",
        rf"(?<![\w/-]){POSTCODE.replace('{0,2}', '{1,2}')}(?![\w/-])",
        0.7,
        ignore_case=True,
        begins=Begins.LETTERS,
    ),
    Form(
        "grid-reference",
        T.COORDINATES,
        "has the form of a national grid reference",
        r"(?<![\w/])[HJNOST][A-HJ-Z][ ]?(?:\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}|\d{5}[ ]?\d{5})(?![\w/])",
        0.6,
        r"(?:grid|o\.?s\.? |map)",
        begins=Begins.LETTERS,
    ),
    Form(
        "coordinates",
        T.COORDINATES,
        "has the form of a latitude and a longitude",
        r"(?<![\w.-])-?\d{1,2}\.\d{3,10} ?°? ?[NS]?[,;]? {0,2}-?\d{1,3}\.\d{3,"
        r"10}(?: ?°? ?[EW])?(?![\w.])",
        0.85,
        r"(?:lat|coord|gps|location)",
        near=Near(r"(?<=\d)\.\d{3}", 8, 44),
    ),
    Form(
        "coordinates-degrees",
        T.COORDINATES,
        "has the form of a latitude or longitude in degrees",
        r"(?<![\w.])\d{1,3}° ?\d{1,2}(?:\.\d{1,6})? ?['’′](?: ?\d{1,2}(?:\.\d{1,4})? ?[\"”″])? ?[NSEW]\b"
        r"(?:[,;]? {0,2}\d{1,3}° ?\d{1,2}(?:\.\d{1,6})? ?['’′](?: ?\d{1,2}(?:\.\d{1,"
        r"4})? ?[\"”″])? ?[NSEW]\b)?",
        0.9,
        near=Near("°", 6, 60),
    ),
    Form(
        "three-words",
        T.COORDINATES,
        "has the form of a what3words place",
        r"///[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}\b",
        0.9,
        near=Near("///", 2, 64),
    ),
    Form(
        "handle",
        T.HANDLE,
        "has the form of a social-media name",
        r"(?<![\w.@/])@[A-Za-z][\w.]{1,29}(?<!\.)(?!\w)",
        0.85,
        near=Near("@", 2, 40),
    ),
    Form(
        "handle-labelled",
        T.HANDLE,
        "stands beside the name of an online service or the word username",
        r"(?<![A-Za-z])(?:(?:[Ff]acebook|[Ii]nstagram|[Ss]nap[Cc]hat|[Tt]ik[Tt]ok|[Tt]witter|[Tt]elegram|"
        r"[Dd]iscord|[Ss]kype|[Kk]ik|[Rr]oblox|[Tt]witch|"
        r"[Xx]box|[Pp]lay[Ss]tation|[Yy]ou[Tt]ube|[Ll]inked[Ii]n|[Tt]hreads|[Ww]hats[Aa]pp|"
        r"[Oo]nly[Ff]ans|[Tt]inder|[Gg]rindr|[Bb]umble|[Pp]lenty of [Ff]ish|[Gg]amer ?tag|"
        r"[Uu]ser ?name|[Uu]ser ?ID|"
        r"[Ss]creen ?name|[Oo]nline name|[Hh]andle|[Pp]rofile name|[Aa]ccount name)"
        r"(?: (?:account|profile|page|username|user name|name|handle|ID|id|alias|tag)){0,2}"
        r"(?: ?[:=–-] ?| (?:as|is|of|called|named|under|being|under the name|in the name of|"
        r"using the name) | ?\()[\"'“‘]?)(?:(?:user(?: ?name)?|name|handle|account|id)[ :=-]{1,3})?"
        r"(?P<value>(?!(?:a|an|the|his|her|their|and|to|with|not|for|on|"
        r"in)\b)@?[\w][\w.\-#]{2,38}\w)",
        0.8,
        begins=Begins.WORD,
        words=_SERVICES,
    ),
    Form(
        "handle-shape",
        T.HANDLE,
        "has the shape of a user name",
        r"(?<![\w.@/\\-])(?=[a-z._-]{0,28}[\d_])[a-z][a-z]{2,20}[._-]?[a-z]{0,20}(?:_[a-z0-9]{1,"
        r"20}|\d{2,4}[a-z_]{0,10})(?![\w@/\\]|\.\w)",
        0.6,
        near=Near(r"(?<=[a-z._-])[0-9_]", 34, 44),
    ),
)
