"""Short news paragraphs written for these tests, and texts that only look foreign."""

# ruff: noqa: E501 (a paragraph is one line)

PARAGRAPHS = {
    "vi": [
        "Sở Giao thông Vận tải cho biết cây cầu mới bắc qua sông sẽ thông xe trước Tết, sớm hơn kế hoạch hai tháng.",
        "Huấn luyện viên Philippe Troussier và trợ lý Moulay Azzeggouarh đã xem trận đấu giữa Real Madrid và Bayern Munich.",
        "Giá cà phê tại Đắk Lắk tăng 1.500 đồng mỗi kg trong phiên sáng nay, theo số liệu của hiệp hội.",
        "Người phát ngôn Karine Jean-Pierre nói với CNN rằng Tổng thống Joe Biden sẽ gặp Thủ tướng Keir Starmer.",
    ],
    "en": [
        "The city council voted late on Tuesday to reopen the old tram line, which has been closed since the flood.",
        "Coach Nguyễn Văn Minh said the players from Hà Nội and Đà Nẵng had trained well in spite of the heat.",
        "Prices of coffee rose again this week as dry weather in Brazil and Vietnam kept supplies below demand.",
        "Officials in Thừa Thiên Huế and Quảng Trị told reporters that the road would stay closed until Friday.",
    ],
    "zh-hans": [
        "市政府星期二宣布，因洪水关闭多年的电车线路将于明年春天重新开放，沿线居民对此表示欢迎。",
        "教练表示，球队在炎热天气中训练良好，希望能在下个月的比赛中取得更好的成绩。",
        "受巴西和越南干旱影响，咖啡价格本周再次上涨，业内人士认为供应紧张还会持续。",
        "苹果公司首席执行官Tim Cook在发布会上说，新款iPhone将于九月上市，并会支持更多语言。",
    ],
    "zh-hant": [
        "市政府星期二宣布，因洪水關閉多年的電車路線將於明年春天重新開放，沿線居民對此表示歡迎。",
        "教練表示，球隊在炎熱天氣中訓練良好，希望能在下個月的比賽中取得更好的成績。",
        "受巴西和越南乾旱影響，咖啡價格本週再次上漲，業內人士認為供應緊張還會持續。",
        "蘋果公司執行長Tim Cook在發表會上說，新款iPhone將於九月上市，並會支援更多語言。",
    ],
    "ja": [
        "市議会は火曜日の夜、洪水のあと閉鎖されていた路面電車の路線を来年の春に再開することを決めた。",
        "監督は、暑さの中でも選手たちはよく練習したと述べ、来月の試合で良い結果を出したいと語った。",
        "ブラジルとベトナムの乾燥した天候の影響で供給が減り、コーヒーの価格は今週も上昇した。",
        "アップルのTim Cook最高経営責任者は、新しいiPhoneを九月に発売すると発表会で明らかにした。",
    ],
    "ko": [
        "시의회는 화요일 밤 홍수로 문을 닫았던 노면 전차 노선을 내년 봄에 다시 열기로 결정했다.",
        "감독은 더위 속에서도 선수들이 훈련을 잘했다며 다음 달 경기에서 좋은 결과를 내고 싶다고 말했다.",
        "브라질과 베트남의 건조한 날씨로 공급이 줄면서 커피 가격이 이번 주에도 다시 올랐다.",
    ],
    "fr": [
        "Le conseil municipal a voté mardi soir la réouverture de la ligne de tramway, fermée depuis les inondations.",
        "L’entraîneur Nguyễn Văn Minh estime que les joueurs de Hà Nội se sont bien préparés malgré la chaleur.",
        "Les prix du café ont encore augmenté cette semaine, car la sécheresse au Brésil limite les récoltes.",
    ],
    "de": [
        "Der Stadtrat hat am Dienstagabend beschlossen, die seit dem Hochwasser gesperrte Linie wieder zu öffnen.",
        "Trainer Nguyễn Văn Minh sagte, die Spieler hätten trotz der großen Hitze sehr gut gearbeitet.",
        "Die Preise für Kaffee sind in dieser Woche erneut gestiegen, weil es in Brasilien zu trocken ist.",
    ],
    "es": [
        "El ayuntamiento votó el martes por la noche la reapertura de la línea de tranvía, cerrada desde la inundación.",
        "El entrenador Nguyễn Văn Minh dijo que los jugadores se habían preparado bien a pesar del calor.",
        "Los precios del café volvieron a subir esta semana porque la sequía en Brasil limita las cosechas.",
    ],
    "id": [
        "Dewan kota memutuskan pada Selasa malam untuk membuka kembali jalur trem yang ditutup sejak banjir besar.",
        "Pelatih Shin Tae-yong mengatakan para pemain sudah berlatih dengan baik meskipun cuaca sangat panas.",
        "Harga kopi kembali naik pekan ini karena cuaca kering di Brasil dan Vietnam mengurangi pasokan.",
    ],
    "it": [
        "Il consiglio comunale ha deciso martedì sera di riaprire la linea del tram, chiusa dopo l’alluvione.",
        "I prezzi del caffè sono saliti di nuovo questa settimana perché la siccità riduce i raccolti.",
    ],
    "pt": [
        "A câmara municipal decidiu na noite de terça-feira reabrir a linha de bonde, fechada desde a enchente.",
        "Os preços do café voltaram a subir nesta semana porque a seca no Brasil reduziu as colheitas.",
    ],
    "tr": [
        "Belediye meclisi, selden bu yana kapalı olan tramvay hattının gelecek bahar yeniden açılmasına karar verdi.",
        "Kahve fiyatları Brezilya ve Vietnam'daki kuraklık yüzünden bu hafta yeniden yükseldi.",
    ],
    "pl": [
        "Rada miasta zdecydowała we wtorek wieczorem o ponownym otwarciu linii tramwajowej zamkniętej po powodzi.",
        "Ceny kawy znów wzrosły w tym tygodniu, ponieważ susza w Brazylii zmniejszyła zbiory.",
    ],
    "ru": [
        "Городской совет во вторник вечером решил вновь открыть трамвайную линию, закрытую после наводнения.",
        "Тренер сказал, что игроки хорошо готовились, несмотря на жару, и ждут следующего матча.",
        "Цены на кофе на этой неделе снова выросли из-за засухи в Бразилии и Вьетнаме.",
    ],
    "uk": [
        "Міська рада у вівторок увечері вирішила знову відкрити трамвайну лінію, закриту після повені.",
        "Тренер сказав, що гравці добре готувалися, попри спеку, і чекають на наступний матч.",
        "Ціни на каву цього тижня знову зросли через посуху в Бразилії та В'єтнамі.",
    ],
    "bg": [
        "Общинският съвет реши във вторник вечерта отново да отвори трамвайната линия, затворена след наводнението.",
        "Треньорът каза, че играчите са се подготвили добре въпреки жегата и очакват следващия мач.",
        "Цените на кафето отново се повишиха тази седмица заради сушата в Бразилия и Виетнам.",
    ],
    "ar": [
        "قرر المجلس البلدي مساء الثلاثاء إعادة فتح خط الترام المغلق منذ الفيضان الذي ضرب المدينة العام الماضي.",
        "قال المدرب إن اللاعبين تدربوا جيدا رغم الحر الشديد وإنهم ينتظرون المباراة المقبلة بثقة.",
        "ارتفعت أسعار البن مجددا هذا الأسبوع بسبب الجفاف في البرازيل وفيتنام وتراجع الإمدادات.",
    ],
    "fa": [
        "شورای شهر شامگاه سه‌شنبه تصمیم گرفت خط تراموا را که پس از سیل بسته شده بود دوباره باز کند.",
        "سرمربی گفت بازیکنان با وجود گرمای شدید خوب تمرین کرده‌اند و برای مسابقه بعدی آماده هستند.",
    ],
    "he": [
        "מועצת העיר החליטה ביום שלישי בערב לפתוח מחדש את קו החשמלית שנסגר אחרי השיטפון בשנה שעברה.",
    ],
    "hi": [
        "नगर परिषद ने मंगलवार रात बाढ़ के बाद से बंद पड़ी ट्राम लाइन को फिर से खोलने का फैसला किया है।",
        "कोच ने कहा कि तेज गर्मी के बावजूद खिलाड़ियों ने अच्छा अभ्यास किया है और वे अगले मैच के लिए तैयार हैं।",
    ],
    "th": [
        "สภาเมืองมีมติเมื่อคืนวันอังคารให้เปิดเส้นทางรถรางที่ปิดไปตั้งแต่เกิดน้ำท่วมใหญ่อีกครั้งในปีหน้า",
        "ราคากาแฟปรับตัวสูงขึ้นอีกในสัปดาห์นี้ เนื่องจากภัยแล้งในบราซิลและเวียดนามทำให้ผลผลิตลดลง",
    ],
    "el": [
        "Το δημοτικό συμβούλιο αποφάσισε το βράδυ της Τρίτης να ανοίξει ξανά τη γραμμή του τραμ.",
    ],
}

# (edition, text): in the edition's language, or too little to tell.
TRAPS = [
    ("vi", "Ảnh: AFP"),
    ("vi", "Photo: REUTERS/Kim Kyung-Hoon"),
    ("vi", "Ảnh: Nguyễn Văn A / Getty Images / Reuters / Associated Press / Agence France-Presse"),
    ("vi", "图：新华社"),
    ("vi", "新华社记者 王小明 摄"),
    (
        "vi",
        "Kylian Mbappé, Erling Haaland, Jude Bellingham, Vinícius Júnior, Phil Foden, Harry Kane",
    ),
    ("vi", "THE NEW YORK TIMES"),
    ("vi", "Manchester City – Real Madrid: 3-3 (2-1). Foden 66, Haaland 71, Gvardiol 79"),
    (
        "vi",
        "Tổng thống nói: “We will stand with our partners for as long as it takes, whatever it takes.”",
    ),
    (
        "vi",
        "Ông Tập Cận Bình nhắc lại câu “两岸同胞血浓于水，是割舍不断的一家人” trong bài phát biểu hôm qua.",
    ),
    (
        "vi",
        "Bộ Ngoại giao (中华人民共和国外交部, tức Bộ Ngoại giao Trung Quốc) ra thông cáo sáng nay.",
    ),
    (
        "vi",
        "Bài hát “Tian Mi Mi” (tiếng Trung: 甜蜜蜜) của Đặng Lệ Quân lại đứng đầu bảng xếp hạng.",
    ),
    (
        "vi",
        "https://www.example.org/news/the-city-council-voted-late-on-tuesday-to-reopen-the-line",
    ),
    ("vi", "2-1, 3-0, 54.000, 28%"),
    (
        "vi",
        "Theo The Wall Street Journal, Apple và Google đang đàm phán để đưa Gemini lên iPhone 16 Pro Max.",
    ),
    (
        "vi",
        "Rahm Emanuel, Đại sứ Hoa Kỳ tại Nhật Bản, gặp Fumio Kishida, Yoko Kamikawa và Minoru Kihara.",
    ),
    ("vi", "(Bài viết này dựa trên các báo cáo từ Reuters.)"),
    ("en", "Thanh Hóa, Nghệ An, Hà Tĩnh, Quảng Bình, Quảng Trị, Thừa Thiên Huế, Đà Nẵng"),
    (
        "en",
        "The minister answered with a proverb: “Có công mài sắt, có ngày nên kim, ai ơi giữ chí cho bền.”",
    ),
    ("en", "Real Sociedad, Atlético de Madrid, Deportivo de La Coruña, Rayo Vallecano, Real Betis"),
    ("en", "Photo: Trần Đức Minh / TTXVN"),
    (
        "en",
        "She ordered bún chả, phở bò and a bánh mì before the interview at a café in the old town.",
    ),
    ("zh-hans", "球员名单：Lionel Messi、Cristiano Ronaldo、Kylian Mbappé、Erling Haaland"),
    (
        "zh-hans",
        "微软的Windows和Office、谷歌的Android和Chrome以及苹果的iOS都受到了这次更新的影响。",
    ),
    ("zh-hans", "图：Kim Kyung-Hoon / Reuters"),
    ("zh-hans", "他用日语说“ありがとうございました、また来年お会いしましょう”，然后离开了会场。"),
    ("zh-hans", "台湾作家張愛玲的小说再版。"),
    ("zh-hant", "大陸導演贾樟柯的新片入圍。"),
    ("zh-hant", "新聞來源：Reuters、Associated Press、Agence France-Presse、Bloomberg News"),
    ("ja", "東京都千代田区霞が関一丁目"),
    ("ja", "日米安全保障協議委員会開催"),
    ("ja", "中国外務省は「坚持劝和促谈，反对单边制裁」との声明を出し、各国に自制を求めた。"),
    ("ko", "사진: REUTERS/Kim Kyung-Hoon, Associated Press, Getty Images"),
    ("ko", "이재명(李在明) 대통령과 시진핑(習近平) 주석이 오는 11월에 만나 회담을 한다."),
    (
        "ru",
        "Газеты The New York Times, The Washington Post и Financial Times написали об этом утром.",
    ),
    ("ru", "Владимир Зеленский, Дмитро Кулеба, Андрій Єрмак"),
    (
        "uk",
        "Президент сказав: «Мы готовы к переговорам, но сначала должны быть выведены все войска».",
    ),
    ("ar", "الصورة: Kim Kyung-Hoon / Reuters / Associated Press / Getty Images"),
    ("ar", "أعلنت شركات Microsoft وGoogle وApple وAmazon وMeta نتائجها المالية يوم الخميس."),
    (
        "de",
        "Der Schriftzug „Made in Germany since eighteen hundred and seventy-one“ bleibt an der Fassade.",
    ),
    ("fr", "Le groupe chantera « We are the champions of the world, my friend » devant le stade."),
    ("id", "Kuala Lumpur, Johor Bahru, Kota Kinabalu, Pulau Pinang"),
    ("id", "Perdana Menteri berkata kerajaan akan membuka semula laluan itu pada bulan hadapan."),
    ("th", "ภาพ: REUTERS/Athit Perawongmetha, Associated Press, Getty Images"),
]

FOREIGN = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"
HOME = "Cây cầu mới dài 420 mét sẽ thông xe vào thứ Hai tuần tới, rút ngắn quãng đường đi lại."
