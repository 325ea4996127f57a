"""Figures in Chinese, in either script."""

from articles.text.figures.lexicon import Role, Vocabulary

HAN_NUMBERS = """
    0 零 〇 ○; 1 一 壹; 2 二 贰; 3 三 叁; 4 四; 5 五; 6 六; 7 七; 8 八; 9 九
"""

CHINESE = Vocabulary(
    currency="CNY",
    spaced=False,
    eras={"民国": 1911, "民國": 1911},
    tables={
        Role.NUMBER: HAN_NUMBERS + "; 2 两 兩 翻番 翻一番; 20 廿",
        Role.MULTIPLIER: """
            10 十 拾; 100 百; 1000 千; 10000 万 萬; 100000000 亿 億; 1000000000000 兆 万亿 萬億
        """,
        Role.JOINER: "0 零 〇",
        Role.HALF: "0 半",
        Role.FRACTION: "1/2 半 一半 半数 半數 过半 過半 折半 减半 減半",
        Role.PARTS: "0 分之",
        Role.ORDINAL: "1 首 头; 2 双 雙 俩 亚军 亞軍; 3 季军 季軍",
        Role.MONTH: "1 元月 正月; 12 腊月",
        Role.MONTH_MARK: "0 月",
        Role.DAY_MARK: "0 日 号 號",
        Role.YEAR_MARK: "0 年",
        Role.CLOCK: "0 点 點 时 時 点钟 點鐘",
        Role.MERIDIEM: """
            0 上午 早上 凌晨 清晨 早晨 今早 今晨; 12 下午 晚间 晚間 傍晚 今晚; 11 中午
            午间; 24 晚上 晚 昨晚 深夜 半夜 夜里
        """,
        Role.LOCAL_TIME: """
            0 当地时间 當地時間; 1 北京时间 北京時間 越南时间 河内时间 格林尼治时间 格林威治時間
            台北時間
        """,
        Role.UNIT: """
            km 公里 千米; m 米 公尺; cm 厘米 公分 釐米; mm 毫米; mi 英里 哩; nmi 海里 浬;
            ft 英尺 呎; in 英寸 吋; li 里;
            kg 公斤 千克; g 克 公克; t 吨 噸 公吨 公噸; jin 斤; lb 磅; oz 盎司;
            m2 平方米 平方公尺; km2 平方公里; ha 公顷 公頃; mu 亩 畝; acre 英亩 英畝; mi2 平方英里;
            ft2 平方英尺; m3 立方米 立方公尺; l 升 公升; bbl 桶; gal 加仑 加侖;
            s 秒 秒钟 秒鐘; min 分钟 分鐘; h 小时 小時 个小时 個小時 钟头 鐘頭; day 天;
            week 周 週 星期 个星期 個星期; month 个月 個月; year 年 岁 歲 周岁 週歲 周年 週年;
            decade 年代; century 世纪 世紀 个世纪;
            degC 摄氏度 攝氏度; degF 华氏度 華氏度; deg 度;
            percent 个百分比; point 百分点 百分點 个百分点 個百分點; tenth 成;
            USD 美元 美金; yuan 元 块 塊; CNY 人民币 人民幣 元人民币 元人民幣; EUR 欧元 歐元;
            GBP 英镑 英鎊; JPY 日元 日圆 日圓; KRW 韩元 韓元 韩圆; VND 越南盾 越盾 越南盾币; THB
            泰铢
            泰銖; RUB 卢布 盧布; rupee 卢比 盧比; HKD 港元 港币 港幣; TWD 新台币 新台幣 台币 台幣
            元新台币 元新台幣; SGD 新元 新加坡元 坡币; AUD 澳元 澳币 澳幣; CAD 加元 加币; CHF
            瑞士法郎 瑞郎; IDR 印尼盾 印尼卢比; MYR 林吉特 令吉; peso 比索; riyal 里亚尔 里亞爾;
            dirham 迪拉姆; dinar 第纳尔;
            kW 千瓦; MW 兆瓦; GW 吉瓦; kWh 千瓦时 千瓦時 度电 度電
        """,
        Role.PERCENT_BEFORE: "0 百分之",
        Role.FOLD: "0 倍",
        Role.RELATIVE: """
            day 今天 昨天 明天 前天 今日 昨日 明日 当天 當天 当日 當日 昨晚 今晚 今早 今晨 次日
                周一 周二 周三 周四 周五 周六 周日 周末 週一 週二 週三 週四 週五 週六 週日
                星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天;
            month 本月 上月 下月 上个月 上個月 下个月 下個月 这个月 這個月 当月 當月;
            year 今年 去年 明年 前年 后年 後年 同年 翌年 当年 當年 同比
        """,
    },
)
