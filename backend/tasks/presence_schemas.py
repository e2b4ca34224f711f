"""What the API takes and says about being there: places, positions, stays, live codes."""

from typing import Annotated

from pydantic import Field

from backend.web.schemas import Schema


class Spot(Schema):
    """What hangs there counts within ``radius`` metres of here (degrees, WGS 84)."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    radius: Annotated[int, Field(ge=10, le=100_000)]


class Position(Schema):
    """Where a phone is (degrees, WGS 84), and by how many metres that may be wrong.

    It is compared with the task's place and not kept anywhere.
    """

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    accuracy: Annotated[float, Field(ge=0, le=1e7)]
