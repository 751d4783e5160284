"""Words beside photos: what each shows, for those who cannot see it."""

from typing import Any

from commonpurse.town_hall import Body
from tests.contracts.taking_down.planting import Planting
from tests.support.pictures import a_photo


async def plant_photos(here: Planting) -> None:
    """A photo that is described, beside an idea that everybody reads, and one beside such a proposal."""
    path = f"/ideas/{await here.public_idea()}/photos"
    photo: Body = await here.hall.must("ideas", "POST", path, content=a_photo(), staff="moderator")
    said = here.sown("PhotoDescription", "description")
    await here.hall.must("ideas", "PUT", f"{path}/{photo['photo_id']}", said, staff="moderator")
    here.things.photos.append(photo["photo_id"])
    path = f"/proposals/{await here.public_proposal()}/photos"
    photo = await here.hall.must("proposals", "POST", path, content=a_photo(), staff="moderator")
    await here.hall.must("proposals", "PUT", f"{path}/{photo['photo_id']}", said, staff="moderator")
    here.things.photos.append(photo["photo_id"])


async def take_photos_away(here: Planting) -> None:
    """No idea and no proposal has a photo any more."""
    of_each: list[tuple[Any, str]] = [("ideas", number) for number in here.things.ideas]
    of_each += [("proposals", proposal) for proposal in here.things.proposals]
    for part, name in of_each:
        thing: Body = await here.hall.must(part, "GET", f"/{part}/{name}", staff="moderator")
        for photo in thing["photos"]:
            path = f"/{part}/{name}/photos/{photo['photo_id']}/removal"
            await here.hall.must(part, "POST", path, {"reason": "shows-people"}, staff="moderator")
