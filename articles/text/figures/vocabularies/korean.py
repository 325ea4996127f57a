"""Figures in Korean."""

from articles.text.figures.lexicon import Role, Vocabulary

KOREAN = Vocabulary(
    currency="KRW",
    spaced=False,
    tables={
        Role.NUMBER: """
            1 하나 한 일; 2 둘 두 이 양 쌍 두_배; 3 셋 세 삼; 4 넷 네 사; 5 다섯 오; 6 여섯 육; 7
            일곱 칠;
            8 여덟 팔; 9 아홉 구; 20 스물 스무; 30 서른; 40 마흔; 50 쉰
        """,
        Role.MULTIPLIER: "10 열 십; 100 백; 1000 천; 10000 만; 100000000 억; 1000000000000 조",
        Role.FRACTION: "1/2 절반 반",
        Role.PARTS: "0 분의",
        Role.ORDINAL: "1 첫 첫째",
        Role.MONTH_MARK: "0 월",
        Role.DAY_MARK: "0 일",
        Role.YEAR_MARK: "0 년",
        Role.CLOCK: "0 시",
        Role.MERIDIEM: "0 오전; 12 오후 밤 저녁",
        Role.LOCAL_TIME: "0 현지시간 현지_시간; 1 한국시간",
        Role.UNIT: """
            km 킬로미터; m 미터; cm 센티미터; mi 마일; kg 킬로그램; g 그램; t 톤; m2 제곱미터; km2
            제곱킬로미터; ha 헥타르; l 리터; bbl 배럴; s 초; min 분간; h 시간; day 일간; week 주;
            month 개월; year 년 년간 세 살 주년; decade 년대; century 세기; deg 도; percent 퍼센트
            프로; point 포인트 퍼센트포인트 %포인트; dollar 달러; USD 미국_달러; EUR 유로; KRW 원;
            JPY 엔; CNY 위안; VND 동; GBP 파운드
        """,
        Role.RELATIVE: """
            day 오늘 어제 내일 월요일 화요일 수요일 목요일 금요일 토요일 일요일; month 이달 지난달
            다음달;
            year 올해 지난해 작년 내년
        """,
    },
)
