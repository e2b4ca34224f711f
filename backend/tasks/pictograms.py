"""The pictures that a task may carry; the app draws each of them by name."""

from enum import StrEnum


class Pictogram(StrEnum):
    """What the work looks like, for whoever would rather see than read."""

    BROOM = "broom"
    PLANT = "plant"
    TREE = "tree"
    BOOK = "book"
    SOUP = "soup"
    TOOLS = "tools"
    CHILD = "child"
    PLAYGROUND = "playground"
    ELDER = "elder"
    WALK = "walk"
    DOG = "dog"
    BIKE = "bike"
    COMPUTER = "computer"
    LANGUAGE = "language"
    MUSIC = "music"
    PAINT = "paint"
    SEW = "sew"
    REPAIR = "repair"
    BINS = "bins"
    CANAL = "canal"
    GARDEN = "garden"
    COFFEE = "coffee"
    PARTY = "party"
    HANDS = "hands"
