"""Every picture by its key: the paper that it is printed on and the function that paints it."""

from collections.abc import Callable

from articles.demo.pictures.press import Colour, Press
from articles.demo.pictures.scenes import fields, halls, indoors, roads, stadiums

Painter = Callable[[Press], None]

SCENES: dict[str, tuple[Colour, Painter]] = {
    "archery-target": ("#cfe0b8", fields.archery_target),
    "badminton-shuttle": ("#12343b", halls.badminton_shuttle),
    "chess-board": ("#e9d8b6", indoors.chess_board),
    "locker-room": ("#e8dcc6", indoors.locker_room),
    "marathon-bridge": ("#f6c28b", roads.marathon_bridge),
    "mountain-road": ("#dfe6de", roads.mountain_road),
    "rowing-dawn": ("#f3d9bd", roads.rowing_dawn),
    "running-track": ("#b5442e", fields.running_track),
    "stadium-night": ("#0b1d33", stadiums.stadium_night),
    "stadium-solar-roof": ("#cfe5ea", stadiums.stadium_solar_roof),
    "swimming-pool": ("#2aa3b5", halls.swimming_pool),
    "tennis-court": ("#c65d36", fields.tennis_court),
}
