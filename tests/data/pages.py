"""A page like those of the old system, written for these tests."""

# ruff: noqa: E501 (a paragraph is one line)

OWN_TITLE = "Cảng mới ở miền Trung đón chuyến tàu container đầu tiên trong tháng Chín"
OWN_PAGE = [
    "Chiếc tàu container dài 366 mét cập cảng lúc 6 giờ sáng thứ hai, mở đầu tuyến vận chuyển thẳng từ miền Trung đi châu Âu.",
    "Giám đốc cảng Trần Quốc Bảo cho biết mỗi tuần sẽ có ba chuyến, thay cho một chuyến trung chuyển qua Singapore như trước đây.",
    "港务局星期一表示，新航线将把运往欧洲的时间缩短五天，预计今年的吞吐量会增加百分之十二。",
    "Theo ông Jan van der Berg của hãng Maersk Line, “the port is ready”, và các chủ hàng đã đặt kín chỗ đến hết tháng 11.",
    "Shipping companies have asked the port for longer working hours at night, as most of the vessels arrive after midnight.",
    "Ngân hàng Thế giới và Quỹ Tiền tệ Quốc tế dự báo xuất khẩu của vùng sẽ tăng 8,5% nhờ tuyến mới, nhưng chi phí vẫn cao hơn Thái Lan vì",
    "KINH TẾ",
    "đường bộ nối cảng với các khu công nghiệp chưa xong. Bộ Giao thông hứa hoàn thành 54 km còn lại trước tháng 6 năm sau.",
    "“Chúng tôi chờ con đường này đã mười năm,” bà Nguyễn Thị Hạnh, chủ một xưởng may ở Quảng Ngãi, nói với phóng viên.",
    "Лоцманы порта сообщили, что первый рейс прошёл без задержек, несмотря на сильный ветер и туман.",
    "KINH TẾ”.",
    "Ảnh: Reuters/Kham, AFP/Nhac Nguyen, Getty Images",
]
OWN_PAGE_FOREIGN = [2, 4, 9]
OWN_PAGE_KEYWORDS = [6, 10]


def own_text_page(
    *,
    title: str = OWN_TITLE,
    details: str = "ngày phát hành:2024-09-02 07:05\u00a0\u00a0\u00a0\u00a0Số lần nhấp chuột:1.204",
    paragraphs: list[str] | None = None,
    credit: str = "(Bài viết này dựa trên các báo cáo từ Reuters.)",
) -> str:
    """The page as it is saved as text."""
    body = OWN_PAGE if paragraphs is None else paragraphs
    parts = ["Trung tâm Tin tức", title, details, *body, credit, "", "\u00a0"]
    parts += ["Powered by Trung tâm Tin tức @2013-2022 bản đồ RSS bản đồ HTML"]
    parts += ["Copyright 站群系统 © 2013-2024 Trung tâm Tin tức Đã đăng ký Bản quyền"]
    return "\n\n".join(parts) + "\n"
