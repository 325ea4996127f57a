"""Every picture by its key: the paper that it is printed on and the function that paints it."""

from collections.abc import Callable

from articles.demo.pictures.press import Colour, Press
from articles.demo.pictures.scenes import (
    country,
    delta,
    fields,
    halls,
    harbours,
    heritage,
    houses,
    indoors,
    libraries,
    reef,
    roads,
    stadiums,
    streets,
    works,
)

Painter = Callable[[Press], None]

SCENES: dict[str, tuple[Colour, Painter]] = {
    "archery-target": ("#cfe0b8", fields.archery_target),
    "badminton-shuttle": ("#12343b", halls.badminton_shuttle),
    "cable-ship-at-sea": ("#8ba3a6", works.cable_ship_at_sea),
    "chess-board": ("#e9d8b6", indoors.chess_board),
    "coffee-drying-beds": ("#cfe0b8", country.coffee_drying_beds),
    "coral-depth-chart": ("#bfe3dc", reef.coral_depth_chart),
    "coral-nursery-frames": ("#4fb3bd", reef.coral_nursery_frames),
    "delta-rice-shrimp-fields": ("#2d6b4f", delta.delta_rice_shrimp_fields),
    "desert-library-manuscripts": ("#c48a52", libraries.desert_library_manuscripts),
    "floodlit-school-pitch": ("#1a2547", streets.floodlit_school_pitch),
    "hand-drawn-river-map": ("#5b4434", heritage.hand_drawn_river_map),
    "harbour-summit-flags": ("#a9d3cf", harbours.harbour_summit_flags),
    "harbour-tram-dawn": ("#f3ae84", harbours.harbour_tram_dawn),
    "locker-room": ("#e8dcc6", indoors.locker_room),
    "marathon-bridge": ("#f6c28b", roads.marathon_bridge),
    "mountain-road": ("#dfe6de", roads.mountain_road),
    "paper-lantern-hall": ("#2b1b2c", heritage.paper_lantern_hall),
    "refrigerated-freight-train": ("#0c1a30", country.refrigerated_freight_train),
    "river-bridge-night-works": ("#0b1730", works.river_bridge_night_works),
    "rowing-dawn": ("#f3d9bd", roads.rowing_dawn),
    "running-track": ("#b5442e", fields.running_track),
    "sluice-gate-sensor": ("#c5ddcf", delta.sluice_gate_sensor),
    "stadium-night": ("#0b1d33", stadiums.stadium_night),
    "stadium-solar-roof": ("#cfe5ea", stadiums.stadium_solar_roof),
    "swimming-pool": ("#2aa3b5", halls.swimming_pool),
    "tennis-court": ("#c65d36", fields.tennis_court),
    "water-jar-mosquito-net": ("#d9a872", houses.water_jar_mosquito_net),
    "water-meter-row": ("#8a4a38", houses.water_meter_row),
    "yellow-school-bus-morning": ("#d7e3cb", streets.yellow_school_bus_morning),
}
