"""Figures in Japanese."""

from articles.text.figures.lexicon import Role, Vocabulary
from articles.text.figures.vocabularies.chinese import HAN_NUMBERS

JAPANESE = Vocabulary(
    currency="JPY",
    spaced=False,
    eras={"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867},
    tables={
        Role.NUMBER: HAN_NUMBERS
        + """; 1 ひとつ ひとり; 2 ふたつ ふたり 両 倍増; 3 みっつ; 4 よっつ; 5 いつつ;
            6 むっつ; 7 ななつ; 8 やっつ; 9 ここのつ; 20 二十歳 はたち
        """,
        Role.MULTIPLIER: "10 十; 100 百; 1000 千; 10000 万; 100000000 億; 1000000000000 兆",
        Role.HALF: "0 半",
        Role.FRACTION: "1/2 半 半分 半数 半減 過半数",
        Role.FOLD: "0 倍",
        Role.PARTS: "0 分の",
        Role.ORDINAL: "1 初 初めて 最初 首位 優勝; 2 準優勝",
        Role.MONTH_MARK: "0 月",
        Role.DAY_MARK: "0 日",
        Role.YEAR_MARK: "0 年",
        Role.CLOCK: "0 時",
        Role.MERIDIEM: "0 午前 朝 未明 早朝; 12 午後 夕方; 11 正午 昼; 24 夜 深夜",
        Role.LOCAL_TIME: "0 現地時間; 1 日本時間 ベトナム時間",
        Role.UNIT: """
            km キロメートル; m メートル; cm センチ センチメートル; mm ミリ ミリメートル; mi マイル;
            nmi 海里 カイリ; ft フィート; in インチ; yd ヤード;
            kg キログラム; g グラム; t トン; lb ポンド重; oz オンス;
            m2 平方メートル; km2 平方キロ 平方キロメートル; ha ヘクタール; acre エーカー;
            m3 立方メートル; l リットル; bbl バレル;
            s 秒; min 分間; h 時間; day 日間; week 週間; month か月 カ月 ヶ月 ヵ月 ケ月 か月間
            カ月間;
            year 年 歳 年間 周年 才; decade 年代; century 世紀;
            degC セ氏 摂氏; deg 度;
            percent パーセント; point ポイント; tenth 割;
            USD 米ドル; dollar ドル; EUR ユーロ; GBP 英ポンド; pound ポンド; JPY 円;
            CNY 人民元 中国元; yuan 元; KRW 韓国ウォン; won ウォン; VND ドン ベトナムドン; THB
            バーツ;
            IDR ルピア; RUB ルーブル; rupee ルピー; AUD 豪ドル; SGD シンガポールドル; HKD 香港ドル;
            TWD 台湾ドル; CHF スイスフラン; peso ペソ;
            kW キロワット; MW メガワット; GW ギガワット; kWh キロワット時
        """,
        Role.RELATIVE: """
            day 今日 昨日 明日 きょう きのう あす 同日 翌日 今朝 昨夜 今夜 月曜 火曜 水曜 木曜 金曜
                土曜 日曜 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日;
            month 今月 先月 来月 同月;
            year 今年 昨年 去年 来年 同年 前年 翌年
        """,
    },
)
