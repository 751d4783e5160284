"""How broken rules of photos are said over HTTP."""

from libs.shared.kernel.photos.errors import (
    DarkroomIsFull,
    PhotoCannotBeRead,
    PhotoIsNotKnown,
    PhotosAreLookedThrough,
    PhotosAreNotYours,
    TooManyPhotos,
)
from libs.shared.platform.api.problems import Problem, Problems

PHOTO_PROBLEMS: Problems = {
    PhotoCannotBeRead: Problem(422, "The photo cannot be read"),
    PhotoIsNotKnown: Problem(404, "The photo is not known"),
    PhotosAreNotYours: Problem(403, "The photos are not yours"),
    PhotosAreLookedThrough: Problem(409, "The photos were looked through"),
    TooManyPhotos: Problem(409, "There are enough photos"),
    DarkroomIsFull: Problem(429, "Other photos are being read"),
}
