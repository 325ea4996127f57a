"""Signs and abbreviations that all languages use."""

from articles.text.figures.lexicon import Role

COMMON = {
    Role.UNIT: """
        mm mm; cm cm; m m; km km km/h kmh; mi mph; nmi nmi; ft ft;
        mg mg; g g; kg kg kgs; lb lb lbs; oz oz;
        m2 m² m2 ㎡; km2 km² km2 ㎢; ha ha; m3 m³ m3 ㎥; l l; ml ml;
        s s; h h; kW kw; MW mw; GW gw; kWh kwh; MWh mwh; GWh gwh; TWh twh; MB mb; GB gb; TB tb;
        degC °c ℃ ºc; degF °f ℉ ºf; deg ° º;
        percent % ٪ ％;
        USD usd us$ u$s; dollar $ ＄; EUR € eur; GBP £ gbp; yen-or-yuan ¥ ￥; JPY jpy;
        CNY cny rmb cn¥; VND ₫ vnd vnđ; KRW ₩ krw; THB ฿ thb; IDR rp idr; MYR myr; INR ₹ inr;
        RUB ₽ rub; UAH ₴ uah; CHF chf; TRY ₺; AUD aud a$ au$; CAD cad c$ ca$; HKD hkd hk$;
        SGD sgd s$; NZD nzd nz$; TWD nt$ twd; PHP ₱ php; SAR sar; AED aed; BRL r$ brl; PLN pln
    """,
    Role.LOCAL_TIME: "1 gmt utc cet est edt pst",
}

# What may stand before a number as well: $5, Rp 5.000, USD 5 million.
SIGNS = frozenset(word for entry in COMMON[Role.UNIT].split(";") for word in entry.split()[1:])
