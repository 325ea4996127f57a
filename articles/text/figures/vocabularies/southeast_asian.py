"""Figures in Thai and Indonesian."""

from articles.text.figures.lexicon import Role, Vocabulary

THAI = Vocabulary(
    currency="THB",
    spaced=False,
    dotted_times=True,
    buddhist=True,
    tables={
        Role.NUMBER: """
            0 ศูนย์; 1 หนึ่ง เอ็ด เดียว; 2 สอง ยี่ คู่ ทั้งคู่; 3 สาม; 4 สี่; 5 ห้า; 6 หก; 7 เจ็ด;
            8 แปด; 9 เก้า;
            12 โหล
        """,
        Role.MULTIPLIER: """
            10 สิบ; 100 ร้อย; 1000 พัน; 10000 หมื่น; 100000 แสน; 1000000 ล้าน;
            1000000000000 ล้านล้าน
        """,
        Role.HALF: "0 ครึ่ง",
        Role.FRACTION: "1/2 ครึ่งหนึ่ง กึ่งหนึ่ง ครึ่ง; 1/3 หนึ่งในสาม; 1/4 หนึ่งในสี่; 1/5 หนึ่งในห้า",
        Role.ORDINAL: "1 แรก",
        Role.MONTH: """
            1 มกราคม ม.ค.; 2 กุมภาพันธ์ ก.พ.; 3 มีนาคม มี.ค.; 4 เมษายน เม.ย.; 5 พฤษภาคม พ.ค.;
            6 มิถุนายน มิ.ย.; 7 กรกฎาคม ก.ค.; 8 สิงหาคม ส.ค.; 9 กันยายน ก.ย.; 10 ตุลาคม ต.ค.;
            11 พฤศจิกายน พ.ย.; 12 ธันวาคม ธ.ค.
        """,
        Role.YEAR_MARK: "0 ปี พ.ศ. ค.ศ. ปีพ.ศ. พุทธศักราช",
        Role.CLOCK: "0 น. นาฬิกา โมง ทุ่ม",
        Role.MERIDIEM: "0 เช้า; 12 บ่าย เย็น",
        Role.LOCAL_TIME: "0 ตามเวลาท้องถิ่น เวลาท้องถิ่น",
        Role.UNIT: """
            km กิโลเมตร กม.; m เมตร ม.; cm เซนติเมตร ซม.; mm มิลลิเมตร; mi ไมล์; ft ฟุต; in นิ้ว;
            kg กิโลกรัม กก. กิโล; g กรัม; t ตัน; m2 ตารางเมตร ตร.ม.; km2 ตารางกิโลเมตร ตร.กม.; ha
            เฮกตาร์;
            rai ไร่; m3 ลูกบาศก์เมตร; l ลิตร; bbl บาร์เรล;
            s วินาที; min นาที; h ชั่วโมง; day วัน; week สัปดาห์; month เดือน; year ปี ขวบ; decade
            ทศวรรษ;
            century ศตวรรษ; degC องศาเซลเซียส; deg องศา; percent เปอร์เซ็นต์ เปอร์เซนต์;
            dollar ดอลลาร์ เหรียญ; USD ดอลลาร์สหรัฐ เหรียญสหรัฐ ดอลลาร์สหรัฐฯ; EUR ยูโร; GBP
            ปอนด์สเตอร์ลิง;
            JPY เยน; CNY หยวน; THB บาท; VND ดอง ด่อง; IDR รูเปียห์; MYR ริงกิต; won วอน; rouble
            รูเบิล;
            rupee รูปี; MW เมกะวัตต์; kW กิโลวัตต์; point จุดเปอร์เซ็นต์
        """,
        Role.PERCENT_BEFORE: "0 ร้อยละ",
        Role.RELATIVE: """
            day วันนี้ เมื่อวาน เมื่อวานนี้ พรุ่งนี้ วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี
            วันศุกร์ วันเสาร์ วันอาทิตย์;
            month เดือนนี้ เดือนที่แล้ว เดือนหน้า; year ปีนี้ ปีที่แล้ว ปีก่อน ปีหน้า
        """,
    },
)

INDONESIAN = Vocabulary(
    currency="IDR",
    group=".",
    unsure=",",
    dotted_times=True,
    tables={
        Role.NUMBER: """
            0 nol; 1 satu sebuah seorang tunggal; 2 dua kedua ganda sepasang; 3 tiga ketiga;
            4 empat keempat; 5 lima kelima; 6 enam keenam; 7 tujuh ketujuh; 8 delapan kedelapan;
            9 sembilan kesembilan; 10 sepuluh; 11 sebelas; 12 selusin; 100 seratus; 1000 seribu;
            1000000 sejuta
        """,
        Role.TEEN: "0 belas",
        Role.MULTIPLIER: """
            10 puluh; 100 ratus ratusan; 1000 ribu ribuan rb; 1000000 juta jutaan jt;
            1000000000 miliar milyar miliaran; 1000000000000 triliun
        """,
        Role.HALF: "0 setengah",
        Role.FRACTION: """
            1/2 setengah separuh separo paruh; 1/3 sepertiga pertiga; 1/4 seperempat perempat;
            1/5 seperlima; 1/10 sepersepuluh
        """,
        Role.ORDINAL: "1 pertama; 2 kedua; 3 ketiga",
        Role.MONTH: """
            1 januari; 2 februari; 3 maret; 4 april; 5 mei; 6 juni; 7 juli; 8 agustus;
            9 september; 10 oktober; 11 november; 12 desember
        """,
        Role.CLOCK: "0 wib wita wit",
        Role.MERIDIEM: "0 pagi; 12 sore; 11 siang; 24 malam dini_hari",
        Role.LOCAL_TIME: "0 waktu_setempat",
        Role.UNIT: """
            mm milimeter; cm sentimeter; m meter; km kilometer; mi mil; nmi mil_laut; ft kaki;
            g gram; kg kilogram kilo; t ton; m2 meter_persegi; km2 kilometer_persegi; ha hektare
            hektar; m3 meter_kubik; l liter; bbl barel;
            s detik; min menit; h jam; day hari; week minggu pekan; month bulan; year tahun;
            decade dekade dasawarsa; century abad; degC derajat_celsius derajat_celcius; deg
            derajat; percent persen; point poin_persentase poin_persen;
            dollar dolar; USD dolar_as; EUR euro; GBP poundsterling pound_sterling; JPY yen; CNY
            yuan;
            VND dong; IDR rupiah; MYR ringgit; THB baht; rouble rubel; SGD dolar_singapura;
            AUD dolar_australia; won won; rupee rupee; MW megawatt
        """,
        Role.RELATIVE: """
            day hari_ini kemarin besok senin selasa rabu kamis jumat sabtu minggu tadi_malam;
            month bulan_ini bulan_lalu bulan_depan; year tahun_ini tahun_lalu tahun_depan
        """,
    },
)
