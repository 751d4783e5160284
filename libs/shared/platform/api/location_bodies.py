"""Locations over HTTP."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.kernel.location import DECIMALS, Location

_Rounded = f"In degrees (WGS 84). {DECIMALS} decimals are kept: about a metre."


class LocationBody(BaseModel):
    """A point on the map, which is as public as the words for the place beside it."""

    model_config = ConfigDict(from_attributes=True)

    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description=_Rounded, examples=[13.4973])]
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description=_Rounded, examples=[52.5134])]

    def as_location(self) -> Location:
        """The location as the domain knows it."""
        return Location.at(self.longitude, self.latitude)
