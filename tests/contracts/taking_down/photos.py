"""Words beside photos: what each shows, for those who cannot see it."""

from commonpurse.town_hall import Body
from tests.contracts.taking_down.planting import Planting
from tests.support.pictures import a_photo


async def plant_photos(here: Planting) -> None:
    """A photo that is described, beside an idea that everybody reads."""
    path = f"/ideas/{await here.public_idea()}/photos"
    photo: Body = await here.hall.must("ideas", "POST", path, content=a_photo(), staff="moderator")
    said = here.sown("PhotoDescription", "description")
    await here.hall.must("ideas", "PUT", f"{path}/{photo['photo_id']}", said, staff="moderator")
    here.things.photos.append(photo["photo_id"])


async def take_photos_away(here: Planting) -> None:
    """No idea has a photo any more."""
    for number in here.things.ideas:
        idea: Body = await here.hall.must("ideas", "GET", f"/ideas/{number}", staff="moderator")
        for photo in idea["photos"]:
            path = f"/ideas/{number}/photos/{photo['photo_id']}/removal"
            await here.hall.must("ideas", "POST", path, {"reason": "shows-people"}, staff="moderator")
