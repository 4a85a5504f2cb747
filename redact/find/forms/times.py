"""Dates, times, ages, lengths of time, amounts of money and other quantities.

These are quasi-identifiers: none points at a person alone, several together do.
"""

from __future__ import annotations

import re

from models.people import EntityType as T
from redact.find import check_characters as check
from redact.find.form import Form, Near
from redact.find.starts import Begins

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_MONTH_ANY_CASE = f"(?i:{_MONTH})"
_SPACE = r"[ \u00a0\n]{1,2}"
_YEAR = rf"(?:,?{_SPACE}(?:19|20)\d{{2}}(?!\d)|,?[ ]?['’]\d{{2}}(?!\d))"
_DAY = r"(?:[0-2]?\d|3[01])(?:[ ]?(?:st|nd|rd|th))?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_SMALL = (
    r"(?:a hundred|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_COUNT = rf"(?:{_SMALL}(?:[- ]{_SMALL})?(?:[- ](?:and a half|and-a-half))?|\d{{1,4}}(?:\.\d{{1,2}})?)"
_UNIT = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|yr|hr|wk)s?"

_BIRTH = r"(?:d\.? ?o\.? ?b\b|date of birth|birth ?date|born)\W{0,12}(?:on |in )?(?:the )?\W{0,6}$"
_NUMERIC = (
    r"(?<![\d/.-])(?:[0-3]?\d[ ]?[/.\-–][ ]?[01]?\d[ ]?[/.\-–][ ]?(?:(?:19|20)\d{2}|\d{2})|(?:19|"
    r"20)\d{2}[/-][01]\d[/-][0-3]\d)(?![\d/]|[.-]\d)"
)
_WRITTEN = (
    rf"(?<!\w)(?:{_WEEKDAY},?{_SPACE}(?:the )?)?(?:"
    rf"{_DAY}(?:[ ]?(?:and|to|[-–,&])[ ]?{_DAY})?{_SPACE}(?:of{_SPACE})?{_MONTH_ANY_CASE}{_YEAR}?"
    rf"|{_MONTH_ANY_CASE}{_SPACE}{_DAY}(?!\d){_YEAR}?"
    rf"|{_MONTH_ANY_CASE}(?:{_SPACE}of)?{_YEAR})(?!\w)"
)
_CURRENCY = (
    r"(?:EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN|TRY|TRL|DEM|ATS|FRF|ITL|RUB|RUR|UAH|RON|ROL|HUF|CZK|SKK|"
    r"BGN|BGL|HRK|SIT|LTL|LVL|EEK|MDL|GEL|"
    r"AMD|AZN|FIM|NLG|BEF|ESP|PTE|GRD|CYP|MTL|JPY|CAD|AUD|INR|PKR|NGN|NLG|ISK|ALL|MKD|RSD|BAM|LUF|IEP)"
)
_AMOUNT = r"\d{1,3}(?:[,. \u00a0]\d{3}){0,5}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,2})?(?!\d)"
_CURRENCY_WORD = (
    r"(?i:pounds?(?: sterling)?|pence|euros?|(?:US )?dollars?|(?:Turkish |Italian )?lir(?:as?|e)|"
    r"(?:Polish )?z[lł]ot(?:ys?|ies)|"
    r"(?:Russian )?rou?bles?|hryvnias?|(?:Austrian )?schillings?|(?:Swiss |French |"
    r"Belgian )?francs?|(?:German |Deutsch |Finnish |GDR )?marks?|"
    r"(?:Swedish |Norwegian |Danish |Czech |Slovak )?(?:krona|kronor|kroner?|korunas?)|"
    r"(?:Hungarian )?forints?|(?:Romanian )?le[iu]|"
    r"drachmas?|pesetas?|escudos?|guilders?|levs?|leva|kuna|tolars?|litas|lati|rupees?|naira)"
)
_ABOUT = (
    r"(?:(?:approximately|approx\.?|about|around|at least|more than|over|nearly|almost|less than|up to|"
    r"some|roughly)[ ])?"
)
_SCALE = r"(?:[ ]?(?:thousand|million|billion|bn|k|m)\b)?"

_MONTH_WORDS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
    "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "wed", "thu", "fri", "sat", "sun",
)  # fmt: skip
_PART_OF_YEAR = (
    "early", "late", "mid", "the", "end", "beginning", "start", "middle", "first", "second", "last",
    "summer", "spring", "autumn", "winter",
)  # fmt: skip
_SMALL_WORDS = ("a", *re.findall("[a-z]{3,}", _SMALL.replace("a hundred", "")))
_ABOUT_WORDS = (
    "approximately", "approx", "about", "around", "at", "more", "over", "nearly", "almost", "less", "up",
    "some", "roughly",
)  # fmt: skip
_CURRENCY_CODES = tuple(code.lower() for code in re.findall("[A-Z]{3}", _CURRENCY))
"""The words at which each of the above can begin."""

TIMES: tuple[Form, ...] = (
    Form(
        "date-of-birth",
        T.DATE_OF_BIRTH,
        "stands beside the words for a date of birth",
        rf"(?:{_NUMERIC}|{_WRITTEN}|(?<![\w/])(?:19|20)\d{{2}}(?![\w/]))",
        0.95,
        _BIRTH,
        needs_label=True,
        cues=("birth", "birthdate", "dob", "born", "b"),
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 4}),
        words=_MONTH_WORDS,
    ),
    Form(
        "date-figures",
        T.DATE,
        "is a date in figures",
        _NUMERIC,
        0.85,
        check=check.calendar_date,
        check_decides=True,
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 4}),
    ),
    Form(
        "date-words",
        T.DATE,
        "is a date",
        _WRITTEN,
        0.9,
        begins=Begins.FIGURE,
        runs=frozenset({1, 2}),
        words=_MONTH_WORDS,
    ),
    Form(
        "day-of-month",
        T.DATE,
        "is a day of a month",
        r"(?<![\w])(?:the )?(?P<value>(?:[0-2]?\d|3[01])(?:st|nd|rd|th))(?= of (?:this|last|next|"
        r"the|each) month)",
        0.6,
        begins=Begins.FIGURE,
        runs=frozenset({1, 2}),
        words=("the",),
    ),
    Form(
        "year",
        T.DATE,
        "is a year",
        r"(?<![\w/.£$€§:-])(?:(?:early|late|mid|(?:the )?(?:end|beginning|start|middle|first half|"
        r"second half|first quarter|last quarter) of|summer of|spring of|autumn of|winter of|"
        r"summer|spring|autumn|winter)[ -])?"
        r"(?:1[89]|20)\d{2}(?:s\b)?(?:[ ]?[-–/][ ]?(?:(?:19|20)?\d{2}))?(?![\w/§]|[.,:]\d|-\d| ?%)",
        0.55,
        unless=r"(?:act|rules?|regulations?|order|convention|code|mappa [a-z]|room|extension|ext|no|"
        r"number|directive|guidance|£|protocol)",
        begins=Begins.FIGURE,
        runs=frozenset({4}),
        words=_PART_OF_YEAR,
    ),
    Form(
        "time-of-day",
        T.DATE,
        "is a time of day",
        r"(?<![\w.:])(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[ ]?(?:[ap]\.?m\.?|hrs|hours|h))?|(?:0?\d|"
        r"1[0-2])[ ]?[ap]\.?m\b\.?|[0-2]\d[0-5]\d[ ]?(?:hrs|hours)\b)(?![\w:]|\.\d|[ ]?%)",
        0.55,
        ignore_case=True,
        unless=r"(?:section|paragraph|para|item|part|[§£$€]|score|eur|gbp|pln|dem|ats|article|of|rule)",
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 4}),
    ),
    Form(
        "age-words",
        T.AGE,
        "says how old somebody is",
        rf"(?<!\w)(?:(?:aged?|age of|turned|turning)[ ](?:{_COUNT})(?:[ ](?:and|to|-|"
        rf"–)[ ](?:{_COUNT}))?(?:[ ]{_UNIT})?(?:[ ]old)?|"
        rf"{_COUNT}[- ]?{_UNIT}[- ]olds?|{_COUNT}[ ]?(?:y/o|yo|yrs? old))(?!\w)",
        0.9,
        ignore_case=True,
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 3, 4}),
        words=("age", "aged", "turned", "turning", *_SMALL_WORDS),
    ),
    Form(
        "age-brackets",
        T.AGE,
        "is an age in brackets after a name",
        r"[A-Z][\w'’-]{1,30} \((?P<value>(?:aged? )?\d{1,2}(?: ?(?:years?|yrs?|months?|mths?|"
        r"weeks?|y|m))?)\)",
        0.6,
        near=Near(r"\((?:aged? )?\d", 34, 20),
    ),
    Form(
        "age-cell",
        T.AGE,
        "stands beside the label of an age",
        r"(?<![\w/.])\d{1,3}(?: (?:years?|months?|weeks?))?(?![\w/.])",
        0.8,
        r"(?:^|\W)age\W{0,4}$",
        needs_label=True,
        cues=("age",),
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 3}),
    ),
    Form(
        "duration",
        T.QUANTITY,
        "is a length of time",
        rf"(?<![\w.§]){_ABOUT}(?:{_COUNT}(?:[ ]?(?:to|or|and|[-–])[ ]?{_COUNT})?[- ](?:calendar[ ]|"
        rf"working[ ]|consecutive[ ])?{_UNIT}(?:[’'])?(?:(?:,|"
        rf" and)? {_COUNT} {_UNIT}){{0,2}})(?!\w)",
        0.7,
        ignore_case=True,
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 3, 4}),
        words=(*_ABOUT_WORDS, *_SMALL_WORDS),
    ),
    Form(
        "money",
        T.MONEY,
        "is an amount of money",
        rf"(?<!\w){_ABOUT}(?:[£€$¥][ ]?(?:{_AMOUNT}){_SCALE}|{_CURRENCY}[ "
        rf"\u00a0](?:{_AMOUNT}){_SCALE}|(?:{_AMOUNT}){_SCALE}[ "
        rf"\u00a0](?:{_CURRENCY}|{_CURRENCY_WORD})\b(?:[ ]\([^()\n]{{2,50}}\))?)",
        0.85,
        begins=Begins.FIGURE,
        words=(*_ABOUT_WORDS, *_CURRENCY_CODES),
        also=r"[£€$¥]",
    ),
    Form(
        "count",
        T.QUANTITY,
        "is a number of things",
        rf"(?<![\w.,/§:-]){_ABOUT}(?:\d{{1,3}}(?:,\d{{3}})+|"
        r"\d{2,6})[ ](?:[a-z-]{3,20}[ ])?(?!(?:has|was|is|as|hours|minutes|years|days|months|"
        r"weeks)\b)[a-z-]{3,20}s(?!\w)",
        0.5,
        unless=r"(?:article|articles|section|sections|rule|paragraph|act|no\.|page|(?:january|february|"
        r"march|april|may|june|july|august|september|october|november|december))",
        begins=Begins.FIGURE,
        words=_ABOUT_WORDS,
    ),
    Form(
        "percentage",
        T.QUANTITY,
        "is a percentage",
        r"(?<![\w.])\d{1,3}(?:[.,]\d{1,4})?[ \u00a0]?(?:%|per ?cent\b)",
        0.8,
        begins=Begins.FIGURE,
        runs=frozenset({1, 2, 3}),
    ),
    Form(
        "measure",
        T.QUANTITY,
        "is a measured quantity",
        r"(?<![\w.])\d{1,3}(?:[,. ]\d{3}){0,3}(?:\.\d{1,3})?[ \u00a0-]?(?:km/h|mph|kmh|kg|kgs|"
        r"kilos?|kilograms?|grams?|g|mg|ml|litres?|tonnes?|tons?|km|kilometres?|"
        r"metres?|meters?|m2|m²|sq ?m|square (?:metres?|kilometres?|miles|feet)|cm|mm|miles?|"
        r"yards?|feet|foot|ft|inch(?:es)?|stone|lbs?|hectares?|acres?|pages?|units|times)(?!\w)",
        0.6,
        begins=Begins.FIGURE,
    ),
    Form(
        "height",
        T.QUANTITY,
        "is a height",
        r"(?<!\w)[3-7][ ]?(?:['’′]|ft|foot)[ ]?(?:\d{1,2}[ ]?(?:[\"”″]|ins?\b|inches)?)?",
        0.5,
        r"(?:height|tall|build)",
        needs_label=True,
        cues=("height", "tall", "build"),
        begins=Begins.FIGURE,
        runs=frozenset({1}),
    ),
)
