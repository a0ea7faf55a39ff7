"""What goes with a person in any case."""

from cop.people import erasure
from cop.people.models.photo import Photo

erasure.before.append(Photo.take_away)
