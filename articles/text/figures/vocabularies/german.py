"""Figures in German, whose number words are written together."""

from articles.text.figures.lexicon import Role, Vocabulary

_DIGITS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TEENS = [
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def _joined() -> str:
    """1 to 99 as they stand in compounds, alone and before hundert and tausend."""
    small = dict(enumerate(_DIGITS, 1)) | dict(enumerate(_TEENS, 10))
    for number, tens in enumerate(_TENS, 2):
        small[10 * number] = tens
        for digit, word in enumerate(_DIGITS, 1):
            small[10 * number + digit] = f"{word}und{tens}"
    entries = [f"{value} {word}" for value, word in small.items()]
    entries += [f"{1000 * value} {word}tausend" for value, word in small.items()]
    entries += [f"{100 * value} {word}hundert" for value, word in enumerate(_DIGITS, 1)]
    entries += [f"{100000 * value} {word}hunderttausend" for value, word in enumerate(_DIGITS, 1)]
    return "; ".join(entries)


GERMAN = Vocabulary(
    group=". ",
    unsure=",",
    dotted_dates=True,
    dotted_times=True,
    tables={
        Role.NUMBER: _joined()
        + """; 0 null; 1 eine einen einem einer eins einmal; 2 beide beiden doppelt verdoppelt
            zweimal zweier paar; 3 dreimal dreifach; 12 dutzend; 1.5 eineinhalb anderthalb;
            2.5 zweieinhalb; 3.5 dreieinhalb; 100 hunderte; 1000 tausende
        """,
        Role.MULTIPLIER: """
            100 hundert; 1000 tausend tsd tsd.; 1000000 million millionen mio mio.; 1000000000
            milliarde
            milliarden mrd mrd.; 1000000000000 billion billionen bio
        """,
        Role.FRACTION: """
            1/2 halb halbe halben halbes halber hälfte; 1/3 drittel; 1/4 viertel; 1/5 fünftel;
            1/10 zehntel
        """,
        Role.ORDINAL: """
            1 erste ersten erster erstes erstmals; 2 zweite zweiten zweiter zweites; 3 dritte
            dritten dritter drittes; 4 vierte vierten vierter viertes; 5 fünfte fünften fünfter;
            6 sechste sechsten sechster; 7 siebte siebten siebter; 8 achte achten achter; 9 neunte
            neunten neunter; 10 zehnte zehnten zehnter; 11 elfte elften; 12 zwölfte zwölften
        """,
        Role.JOINER: "0 und",
        Role.MONTH: """
            1 januar jänner; 2 februar; 3 märz; 4 april; 5 mai; 6 juni; 7 juli; 8 august;
            9 september; 10 oktober; 11 november; 12 dezember
        """,
        Role.CLOCK: "0 uhr",
        Role.MERIDIEM: "0 morgens vormittags; 12 abends nachmittags; 11 mittags; 24 nachts",
        Role.LOCAL_TIME: "0 ortszeit; 1 mez mesz",
        Role.UNIT: """
            mm millimeter; cm zentimeter; m meter metern; km kilometer kilometern stundenkilometer;
            mi meile meilen; nmi seemeile seemeilen; ft fuß; in zoll;
            g gramm; kg kilo kilogramm; t tonne tonnen;
            m2 quadratmeter quadratmetern qm; km2 quadratkilometer quadratkilometern; ha hektar;
            m3 kubikmeter kubikmetern; l liter litern; bbl barrel fass;
            s sekunde sekunden; min minute minuten; h stunde stunden std; day tag tage tagen;
            week woche wochen; month monat monate monaten; year jahr jahre jahren jährige jähriger
            jährigen; decade jahrzehnt jahrzehnte jahrzehnten; century jahrhundert jahrhunderts;
            degC grad_celsius; deg grad; percent prozent; point prozentpunkt prozentpunkte
            prozentpunkten;
            dollar dollar; USD us-dollar; EUR euro; GBP pfund_sterling; JPY yen; CNY yuan;
            VND dong; CHF franken schweizer_franken; rouble rubel; won won; MW megawatt;
            kWh kilowattstunde kilowattstunden; kW kilowatt; GW gigawatt
        """,
        Role.RELATIVE: """
            day heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonnabend
                sonntag vorgestern;
            month diesen_monat dieses_monats vormonat; year dieses_jahr vorjahr im_vorjahr
                vergangenes_jahr vergangenen_jahr dieses_jahres nächstes_jahr kommenden_jahr
                letztes_jahr
        """,
    },
)
