"""Figures in English."""

from articles.text.figures.lexicon import Role, Vocabulary

ENGLISH = Vocabulary(
    day_first=False,
    month_day=True,
    dotted_times=True,
    tables={
        Role.NUMBER: """
            0 zero nil; 1 one once single; 2 two both twice twin pair couple double doubled twofold
            duo; 3 three thrice triple tripled threefold trio; 4 four quadruple fourfold quartet;
            5 five fivefold; 6 six; 7 seven; 8 eight; 9 nine; 10 ten tenfold; 11 eleven; 12 twelve;
            13 thirteen; 14 fourteen fortnight; 15 fifteen; 16 sixteen; 17 seventeen; 18 eighteen;
            19 nineteen; 20 twenty twenties; 30 thirty thirties; 40 forty forties; 50 fifty fifties;
            60 sixty sixties; 70 seventy seventies; 80 eighty eighties; 90 ninety nineties
        """,
        Role.MULTIPLIER: """
            12 dozen dozens; 100 hundred hundreds; 1000 thousand thousands k; 100000 lakh lakhs;
            1000000 million millions m mn mln; 10000000 crore crores;
            1000000000 billion billions bn b bln; 1000000000000 trillion trillions tn trn
        """,
        Role.HALF: "0 and_a_half",
        Role.FRACTION: """
            1/2 half halves midway halved; 1/3 third thirds; 1/4 quarter quarters fourth fourths;
            1/5 fifth fifths; 1/6 sixth sixths; 1/7 seventh sevenths; 1/8 eighth eighths;
            1/9 ninth ninths; 1/10 tenth tenths; 1/100 hundredth hundredths
        """,
        Role.ORDINAL: """
            1 first firstly; 2 second secondly runner-up; 3 third; 4 fourth; 5 fifth; 6 sixth;
            7 seventh; 8 eighth; 9 ninth; 10 tenth; 11 eleventh; 12 twelfth; 13 thirteenth;
            14 fourteenth; 15 fifteenth; 16 sixteenth; 17 seventeenth; 18 eighteenth;
            19 nineteenth; 20 twentieth; 30 thirtieth; 40 fortieth; 50 fiftieth; 60 sixtieth;
            70 seventieth; 80 eightieth; 90 ninetieth; 100 hundredth; 21 twenty-first;
            22 twenty-second; 23 twenty-third; 24 twenty-fourth; 25 twenty-fifth
        """,
        Role.ARTICLE: "0 a an",
        Role.JOINER: "0 and",
        Role.MONTH: """
            1 january jan; 2 february feb; 3 march mar; 4 april apr; 5 may; 6 june jun;
            7 july jul; 8 august aug; 9 september sept sep; 10 october oct; 11 november nov;
            12 december dec
        """,
        Role.CLOCK: "0 o'clock o’clock",
        Role.MERIDIEM: """
            0 am a.m. a.m in_the_morning; 12 pm p.m. p.m in_the_evening in_the_afternoon; 24
            at_night
        """,
        Role.LOCAL_TIME: "0 local_time; 1 vietnam_time hanoi_time beijing_time",
        Role.UNIT: """
            mm millimetre millimetres millimeter millimeters; cm centimetre centimetres centimeter
            centimeters; m metre metres meter meters; km kilometre kilometres kilometer kilometers;
            mi mile miles; nmi nautical_mile nautical_miles; ft foot feet; in inch inches;
            yd yard yards;
            g gram grams gramme grammes; kg kilo kilos kilogram kilograms kilogramme; oz ounce
            ounces; t ton tons tonne tonnes metric_tons metric_ton;
            m2 square_metre square_metres square_meter square_meters sq_m;
            km2 square_kilometre square_kilometres square_kilometer square_kilometers sq_km;
            mi2 square_mile square_miles; ft2 square_feet square_foot sq_ft; ha hectare hectares;
            acre acre acres;
            m3 cubic_metre cubic_metres cubic_meter cubic_meters; l litre litres liter liters;
            gal gallon gallons; bbl barrel barrels;
            s second seconds sec; min minute minutes min mins; h hour hours hr hrs; day day days;
            week week weeks; month month months; year year years yr yrs year-old years-old;
            decade decade decades; century century centuries;
            degC degrees_celsius degree_celsius celsius degrees_c; degF degrees_fahrenheit
            fahrenheit degrees_f; deg degree degrees;
            percent percent per_cent pct; point percentage_point percentage_points;
            USD us_dollar us_dollars u.s._dollars u.s._dollar american_dollars; dollar dollar
            dollars; EUR euro euros; GBP pounds_sterling sterling british_pounds; pounds pound
            pounds; JPY yen; CNY yuan renminbi;
            VND dong vietnamese_dong; won won; THB baht; IDR rupiah; RUB rouble roubles ruble
            rubles; rupee rupee rupees; AUD australian_dollars australian_dollar; SGD
            singapore_dollars singapore_dollar; CAD canadian_dollars; HKD hong_kong_dollars;
            CHF swiss_francs swiss_franc; MYR ringgit; peso peso pesos; riyal riyal riyals;
            dirham dirham dirhams; dinar dinar dinars;
            MW megawatt megawatts; kW kilowatt kilowatts; GW gigawatt gigawatts; kWh
            kilowatt-hour kilowatt-hours kilowatt_hours; GB gigabyte gigabytes
        """,
        Role.RELATIVE: """
            day today yesterday tomorrow tonight overnight monday tuesday wednesday thursday friday
                saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
                the_previous_day the_next_day the_same_day;
            month this_month last_month next_month;
            year this_year last_year next_year year-on-year a_year_earlier a_year_ago
                the_previous_year year_earlier
        """,
    },
)
