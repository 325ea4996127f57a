DATE_FORMAT = r"j \t\há\n\g n, Y"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = r"\t\há\n\g n, Y"
NUMBER_GROUPING = 3
DATETIME_FORMAT = r"j \t\há\n\g n, Y, H:i"
