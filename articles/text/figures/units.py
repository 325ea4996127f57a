"""What stands behind a number: measures, currencies, percent."""

from dataclasses import dataclass
from decimal import Decimal

# Conversions in news are rounded: "100 miles (160 km)", "10 000 feet (3 000 m)".
_ROUNDING = Decimal("0.04")


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure with its factor to the dimension's base unit, or money in one of `currencies`."""

    code: str
    dimension: str
    factor: Decimal = Decimal(1)
    currencies: frozenset[str] = frozenset()


_MEASURES = {
    "length": "mm .001; cm .01; m 1; km 1000; mi 1609.344; nmi 1852; yd .9144; ft .3048; "
    "in .0254; li 500",
    "mass": "mg .000001; g .001; kg 1; t 1000; lb .45359237; oz .02835; quintal 100; jin .5",
    "area": "m2 1; km2 1000000; ha 10000; acre 4046.86; mi2 2589988; ft2 .092903; mu 666.667; "
    "rai 1600",
    "volume": "ml .001; l 1; m3 1000; gal 3.785; bbl 158.987",
    "time": "s 1; min 60; h 3600; day 86400; week 604800; month 2629800; year 31557600; "
    "decade 315576000; century 3155760000",
    "temperature": "degC 1; degF 1; deg 1",
    "power": "W 1; kW 1000; MW 1000000; GW 1000000000",
    "energy": "Wh 1; kWh 1000; MWh 1000000; GWh 1000000000; TWh 1000000000000",
    "data": "KB 1; MB 1000; GB 1000000; TB 1000000000",
    "share": "percent 1; point 1; tenth 10",
}
_DOLLARS = "USD AUD CAD HKD SGD TWD NZD"
# Words for money that several countries share.
_SHARED = {
    "dollar": _DOLLARS,
    "yuan": f"CNY {_DOLLARS}",  # 元 is also the dollar's character
    "yen-or-yuan": "JPY CNY",
    "pound": "GBP EGP",
    "franc": "CHF XOF XAF FRF",
    "peso": "MXN ARS PHP COP CLP",
    "rupee": "INR PKR LKR",
    "won": "KRW KPW",
    "riyal": "SAR QAR OMR YER IRR",
    "dinar": "KWD JOD IQD TND DZD",
    "dirham": "AED MAD",
    "rouble": "RUB",
}
_CURRENCIES = (
    f"{_DOLLARS} VND EUR GBP JPY CNY KRW THB IDR MYR PHP INR RUB UAH CHF TRY SAR AED EGP KWD QAR "
    "BRL MXN LAK KHR SEK NOK DKK PLN ZAR"
)

UNITS: dict[str, Unit] = {
    code: Unit(code, dimension, Decimal(factor))
    for dimension, table in _MEASURES.items()
    for code, factor in (entry.split() for entry in table.split("; "))
}
UNITS |= {code: Unit(code, "money", currencies=frozenset({code})) for code in _CURRENCIES.split()}
UNITS |= {
    code: Unit(code, "money", currencies=frozenset(shared.split()))
    for code, shared in _SHARED.items()
}

# English "pounds": money or a weight.
UNITS["pounds"] = Unit("pounds", "any")


def dimension(code: str) -> str:
    unit = UNITS.get(code)
    return unit.dimension if unit else ""


def conflict(one: str, other: str) -> bool:
    """Whether the same number in both units would be two different statements."""
    first, second = UNITS.get(one), UNITS.get(other)
    if first is None or second is None or first == second:
        return False
    if "any" in {first.dimension, second.dimension}:
        return False
    if first.dimension == second.dimension == "money":
        return not first.currencies & second.currencies
    if first.dimension == second.dimension == "temperature":
        return "deg" not in {one, other}
    if "deg" in {one, other}:  # an angle, a latitude, the strength of an earthquake
        return False
    # An age, a date and a span share their words in too many languages.
    return not (first.dimension == second.dimension == "share" and "tenth" in {one, other})


def same_amount(value: Decimal, unit: str, other: Decimal, other_unit: str) -> bool:
    """Whether two measures of different units are one amount, rounded as newspapers do."""
    first, second = UNITS.get(unit), UNITS.get(other_unit)
    if first is None or second is None or first == second:
        return False
    if first.dimension == "any" and second.dimension == "mass":
        first = UNITS["lb"]
    elif second.dimension == "any" and first.dimension == "mass":
        second = UNITS["lb"]
    if first.dimension != second.dimension or first.dimension in {"money", "share"}:
        return False
    if first.dimension == "temperature":
        return _same_temperature(value, unit, other, other_unit)
    here, there = value * first.factor, other * second.factor
    return abs(here - there) <= _ROUNDING * max(here, there)


def _same_temperature(value: Decimal, unit: str, other: Decimal, other_unit: str) -> bool:
    if unit == "degF":
        return _same_temperature(other, other_unit, value, unit)
    if other_unit != "degF":
        return False
    return abs(value * Decimal("1.8") + 32 - other) <= 1
