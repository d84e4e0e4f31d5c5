"""What things are called, in English and Russian. Bodies, places and people have made-up names; countries real ones.

Adjectives of made-up towns are regular in Russian: a stem ends in a consonant, and -ск- with the ending of the
noun's gender follows.
"""

from __future__ import annotations

from dataclasses import dataclass

from coopgraph.synth.stems import code, cyrillic

NOTE = "Synthetic test data: made by a program, and true of nobody."


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of body is called: the English noun, the Russian ending and noun, two letters for abbreviations."""

    english: str
    ending: str
    russian: str
    letters: str


STYLES: dict[str, Style] = {
    "igo": Style("Council", "ий", "совет", "CL"),
    "igo-office": Style("Field Office", "ое", "бюро", "FO"),
    "igo-unit": Style("Department", "ий", "департамент", "DP"),
    "programme-body": Style("Programme", "ая", "программа", "PR"),
    "regional-centre": Style("Regional Centre", "ий", "региональный центр", "RC"),
    "cooperation-format": Style("Group", "ая", "группа", "GR"),
    "government": Style("Government", "ое", "правительство", "GV"),
    "ministry": Style("Ministry", "ое", "министерство", "MN"),
    "government-agency": Style("Agency", "ое", "агентство", "AG"),
    "customs": Style("Customs", "ая", "таможня", "CU"),
    "border-service": Style("Border Guard", "ая", "пограничная служба", "BG"),
    "police": Style("Police", "ая", "полиция", "PL"),
    "security-service": Style("Security Service", "ая", "служба безопасности", "SS"),
    "training-institution": Style("Academy", "ая", "академия", "AC"),
    "ngo": Style("Foundation", "ий", "фонд", "FN"),
    "unit": Style("Unit", "ий", "отдел", "UN"),
    "media": Style("News", "ие", "новости", "NW"),
}
INTERNATIONAL = ("igo", "igo-office", "igo-unit", "programme-body", "regional-centre", "cooperation-format")

GIVEN = (
    ("Anna", "Анна"), ("Boris", "Борис"), ("Elena", "Елена"), ("Ivan", "Иван"), ("Maria", "Мария"), ("Pavel", "Павел"),
    ("Olga", "Ольга"), ("Oskar", "Оскар"), ("Vera", "Вера"), ("Viktor", "Виктор"), ("Nina", "Нина"), ("Timur", "Тимур"),
)  # fmt: skip
TITLES = ("Head of the office", "Deputy director", "Chief of section", "Project manager", "Заместитель начальника@ru")

PROJECT_WORDS = {
    "programme": ("Programme", "Программа"),
    "project": ("Project", "Проект"),
    "component": ("Component", "Компонент"),
    "cooperation-format": ("Cooperation group", "Группа сотрудничества"),
}
DOCUMENT_WORDS = {
    "agreement": ("Agreement", "Соглашение"),
    "decision": ("Decision", "Решение"),
    "handbook": ("Handbook", "Пособие"),
    "strategy": ("Strategy", "Стратегия"),
}
CROSSING_WORDS = {
    "road": ("road checkpoint", "автомобильный пункт пропуска"),
    "rail": ("railway checkpoint", "железнодорожный пункт пропуска"),
    "river": ("river checkpoint", "речной пункт пропуска"),
    "land": ("checkpoint", "пункт пропуска"),
    "sea": ("sea port", "морской порт"),
    "air": ("airport", "аэропорт"),
}

REASONS = {
    "role": ("Said of the whole series, and this was one of it.", "By its mandate.", "It signed the invitation."),
    "date": ("Counted back from the last day.", "By the weekday that is named.", "Told in the past tense."),
    "name": ("By its name.", "The heading names both.", "Only the name says so."),
    "place": ("By where the host has its seat.", "The dateline is of this country."),
    "map": ("By the map.", "The other side is known."),
    "represents": ("The only body of this kind that is named.", "By country and occupation; no body is named."),
    "rejected": (
        "Named only as one that was told of it.",
        "Named in another sentence, about another event.",
        "To support is not to fund: no money is mentioned.",
        "Only a topic of the talks.",
    ),
    "release": ("The day of release, not of the event.",),
}


def body(kind: str, stem: str) -> tuple[str, str]:
    """Return the English and the Russian name of a body.

    >>> body("customs", "Sakuvorun")
    ('Sakuvorun Customs', 'Сакуворунская таможня')
    """
    style = STYLES[kind]
    return f"{stem} {style.english}", f"{cyrillic(stem)}ск{style.ending} {style.russian}"


def abbreviation(kind: str, number: int) -> str:
    """Return what a body is called for short; no two of a country have the same.

    >>> abbreviation("customs", 27)
    'CUABB'
    """
    return STYLES[kind].letters + code(number)


def slip(name: str) -> str:
    """Return a name with a slip of the pen: a letter of the last word twice.

    >>> slip("Sakuvorun Customs")
    'Sakuvorun Cuustoms'
    """
    first, _, last = name.rpartition(" ")
    return f"{first} {last[:2]}{last[1:]}"
