"""Figures in Vietnamese."""

from articles.text.figures.lexicon import Role, Vocabulary

VIETNAMESE = Vocabulary(
    currency="VND",
    group=".",
    unsure=",",
    month_first=True,
    dotted_dates=True,
    tables={
        Role.NUMBER: """
            0 không; 1 một; 2 hai đôi cặp lưỡng song gấp_đôi; 3 ba gấp_ba; 4 bốn; 5 năm; 6 sáu;
            7 bảy bẩy; 8 tám; 9 chín; 10 mười; 1.5 gấp_rưỡi; 12 tá
        """,
        Role.TAIL: "1 mốt; 4 tư; 5 lăm nhăm",
        Role.MULTIPLIER: """
            10 mươi chục; 100 trăm; 1000 nghìn ngàn k; 10000 vạn; 1000000 triệu tr;
            1000000000 tỷ tỉ
        """,
        Role.HALF: "0 rưỡi",
        Role.FRACTION: "1/2 nửa một_nửa phân_nửa quá_bán; 1/4 một_phần_tư",
        Role.PARTS: "0 phần",
        Role.ORDINAL: """
            1 nhất đầu_tiên thứ_nhất đầu; 2 nhì thứ_hai thứ_nhì; 3 thứ_ba; 4 thứ_tư; 5 thứ_năm;
            6 thứ_sáu; 7 thứ_bảy; 8 thứ_tám; 9 thứ_chín; 10 thứ_mười
        """,
        Role.JOINER: "0 linh lẻ",
        Role.MONTH: """
            1 tháng_một tháng_giêng; 2 tháng_hai; 3 tháng_ba; 4 tháng_tư; 5 tháng_năm;
            6 tháng_sáu; 7 tháng_bảy tháng_bẩy; 8 tháng_tám; 9 tháng_chín; 10 tháng_mười;
            11 tháng_mười_một; 12 tháng_mười_hai tháng_chạp
        """,
        Role.MONTH_MARK: "0 tháng",
        Role.DAY_MARK: "0 ngày mùng mồng",
        Role.YEAR_MARK: "0 năm",
        Role.CLOCK: "0 giờ h g",
        Role.MERIDIEM: "0 sáng; 12 chiều tối; 11 trưa; 24 đêm khuya",
        Role.LOCAL_TIME: "0 giờ_địa_phương; 1 giờ_việt_nam giờ_vn giờ_hà_nội giờ_bắc_kinh",
        Role.UNIT: """
            m mét; km km/giờ kilomet kilômét ki-lô-mét ki_lô_mét cây_số; cm xen-ti-mét phân;
            mm mi-li-mét; mi dặm; nmi hải_lý; ft feet; in inch;
            kg kg kí ký ki-lô-gam kilôgam cân; g gam gram; t tấn; quintal tạ;
            m2 mét_vuông; km2 km_vuông ki-lô-mét_vuông kilômét_vuông; ha hecta héc-ta héc_ta;
            m3 mét_khối khối; l lít; bbl thùng;
            s giây; min phút; h giờ tiếng giờ_đồng_hồ tiếng_đồng_hồ; day ngày hôm; week tuần;
            month tháng; year năm tuổi; decade thập_kỷ thập_niên; century thế_kỷ;
            degC độ_c độ_xê; degF độ_f; deg độ;
            percent phần_trăm; point điểm_phần_trăm điểm_%;
            dollar đô đô_la đôla; USD đô_la_mỹ đôla_mỹ đô-la_mỹ; VND đồng đ đ₫ vnđ;
            EUR euro ơ-rô; GBP bảng bảng_anh; JPY yên yên_nhật; CNY nhân_dân_tệ tệ;
            won won; THB baht; IDR rupiah; RUB rúp; rupee rupee; AUD đô_la_úc; SGD đô_la_singapore;
            CAD đô_la_canada; HKD đô_la_hong_kong; CHF franc_thụy_sĩ; MYR ringgit; peso peso
        """,
        Role.RELATIVE: """
            day hôm_nay hôm_qua ngày_mai sáng_nay trưa_nay chiều_nay tối_nay đêm_nay sáng_qua
                trưa_qua chiều_qua tối_qua đêm_qua sáng_mai hôm_trước cùng_ngày thứ_hai thứ_ba
                thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật hôm_kia hôm_sau;
            month tháng_này tháng_trước tháng_sau tháng_tới;
            year năm_nay năm_ngoái năm_trước năm_sau năm_tới
        """,
    },
)
