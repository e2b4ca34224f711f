"""Who and what there is in the example: names, organisations, budgets and tasks. Plain values."""

from dataclasses import dataclass
from datetime import timedelta

from backend.tasks.pictograms import Pictogram

COMMUNITY = "Kanaleneiland"
LANGUAGES = ("nl", "en", "tr", "ar")
TIMEZONE = "Europe/Amsterdam"
CURRENCY = ("ooievaar", "ooievaars", "O")
DECIMALS = 2
COIN = 10**DECIMALS
"""One whole coin, minor units."""


@dataclass(frozen=True)
class Organisation:
    """An organisation of the example."""

    key: str
    name: str
    kind: str
    category: str


@dataclass(frozen=True)
class Actor:
    """A person of the example, and the role held at an organisation ("" for none)."""

    key: str
    name: str
    language: str
    role: str = "member"
    at: str = ""


@dataclass(frozen=True)
class Door:
    """A role that a visitor may step into: as which person."""

    key: str
    actor: str


@dataclass(frozen=True)
class Line:
    """A part of the programme: what it is for, and for how many whole coins."""

    key: str
    name: str
    coins: int


@dataclass(frozen=True)
class Budget:
    """Coin for the tasks of an organisation: so many whole coins of a line are allocated to it."""

    key: str
    at: str
    line: str
    name: str
    coins: int
    why: str


@dataclass(frozen=True)
class Job:
    """A task: reward in whole coins, hourly when it has ``max_minutes``; a window from today."""

    key: str
    budget: str
    title: str
    description: str
    place: str
    picture: Pictogram
    coins: int
    max_minutes: int | None = None
    needs_approval: bool = False
    starts_in: timedelta | None = None
    ends_in: timedelta | None = None
    per_person: int | None = None
    per_day: int | None = None
    total: int | None = None


ORGANISATIONS = (
    Organisation("centre", "Buurthuis De Musketon", "association", "buurthuis"),
    Organisation("bakery", "Bakkerij aan de Marco Pololaan", "shop", "bakkerij"),
    Organisation("bikes", "Fietsenmaker De Ketting", "shop", "fietsenmaker"),
    Organisation("office", "Wijkbureau Zuidwest", "municipality", "gemeente"),
)

RESIDENTS = (
    Actor("samira", "Samira", "nl"),
    Actor("youssef", "Youssef", "ar"),
    Actor("ayse", "Ayşe", "tr"),
    Actor("willem", "Willem", "nl"),
    Actor("fatma", "Fatma", "tr"),
    Actor("daniel", "Daniël", "en"),
    Actor("rachida", "Rachida", "nl"),
    Actor("piet", "Piet", "nl"),
    Actor("elif", "Elif", "tr"),
    Actor("mohamed", "Mohamed", "ar"),
    Actor("truus", "Truus", "nl"),
    Actor("grace", "Grace", "en"),
)

STAFF = (
    Actor("marieke", "Marieke", "nl", "coordinator", "centre"),
    Actor("hassan", "Hassan", "nl", "shop_owner", "bakery"),
    Actor("naima", "Naima", "nl", "shop_staff", "bakery"),
    Actor("joost", "Joost", "nl", "shop_owner", "bikes"),
    Actor("emre", "Emre", "tr", "shop_staff", "bikes"),
    Actor("anneke", "Anneke", "nl", "issuer"),
    Actor("karim", "Karim", "nl", "issuer"),
    Actor("bram", "Bram", "nl", "treasurer"),
    Actor("sofie", "Sofie", "nl", "treasurer"),
)

DOORS = (
    Door("resident", "samira"),
    Door("shop", "hassan"),
    Door("coordinator", "marieke"),
    Door("issuer", "anneke"),
    Door("issuer2", "karim"),
    Door("treasurer", "bram"),
    Door("treasurer2", "sofie"),
)

PROGRAMME = "Wijkbudget Kanaleneiland"
PURPOSE = "Bewoners houden hun straat schoon en ontmoeten elkaar."
FUNDER = "office"
PROGRAMME_LASTS = timedelta(days=180)
PROGRAMME_COINS = 12_000
PROGRAMME_CENTS = 120_000

DEPOSIT_CENTS = 120_000
DEPOSIT_REFERENCE = "2026-WB-0142"
BACKING = {"policy": "full", "ratio_percent": 100}
BACKED_BECAUSE = "Besluit van de gemeente: elke munt is gedekt"

ISSUED_COINS = 10_500
ISSUED_BECAUSE = "Raadsbesluit wijkbudget, eerste deel"
ASKED_COINS = 1_000
ASKED_BECAUSE = "Raadsbesluit wijkbudget, tweede deel"

LINES = (
    Line("street", "Openbare ruimte", 7_000),
    Line("together", "Ontmoeting", 5_000),
)

BUDGETS = (
    Budget("street", "centre", "street", "Schone en groene straat", 6_000, "Voor het seizoen"),
    Budget("together", "centre", "together", "Samen in het buurthuis", 4_000, "Voor het seizoen"),
)

JOBS = (
    Job(
        "porch",
        "street",
        "Portiek schoonmaken",
        "Veeg de trap en dweil de hal. Emmer en dweil staan in de berging.",
        "Marco Pololaan 12-46",
        Pictogram.BROOM,
        25,
        per_day=8,
    ),
    Job(
        "plants",
        "street",
        "Plantenbakken water geven",
        "Geef alle bakken langs het plein water. De gieter hangt bij het buurthuis.",
        "Columbusplein",
        Pictogram.PLANT,
        10,
        per_day=4,
    ),
    Job(
        "playground",
        "street",
        "Speeltuin opruimen",
        "We ruimen samen de speeltuin op. Handschoenen en prikkers liggen klaar.",
        "Speeltuin Anansi",
        Pictogram.PLAYGROUND,
        20,
        starts_in=timedelta(days=-2),
        ends_in=timedelta(days=12),
        per_person=2,
        total=40,
    ),
    Job(
        "canal",
        "street",
        "Kanaaloever schoonmaken",
        "Met de boot en een schepnet vuil uit het water halen. Zwemvest verplicht.",
        "Steiger Amsterdam-Rijnkanaal",
        Pictogram.CANAL,
        30,
        starts_in=timedelta(days=5),
        ends_in=timedelta(days=6),
        total=12,
    ),
    Job(
        "cooking",
        "together",
        "Koken voor de buurt",
        "Kook mee voor de buurtmaaltijd. Een kwartier telt ook.",
        "Keuken van het buurthuis",
        Pictogram.SOUP,
        25,
        max_minutes=180,
        needs_approval=True,
    ),
    Job(
        "homework",
        "together",
        "Huiswerkhulp",
        "Help kinderen van groep 6 tot en met 8 met rekenen en taal.",
        "Buurthuis, zaal 2",
        Pictogram.BOOK,
        25,
        max_minutes=90,
        needs_approval=True,
        per_day=6,
    ),
    Job(
        "cycling",
        "together",
        "Fietsles geven",
        "Loop mee met iemand die leert fietsen.",
        "Park Transwijk",
        Pictogram.BIKE,
        40,
        per_person=6,
        total=60,
    ),
    Job(
        "coffee",
        "together",
        "Koffie schenken",
        "Ontvang mensen in de huiskamer en schenk koffie en thee.",
        "Huiskamer van het buurthuis",
        Pictogram.COFFEE,
        20,
        max_minutes=120,
    ),
)
