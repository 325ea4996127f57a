import pytest

from articles.counting.readers import is_ahead_of_reading, is_automatic

CRAWLERS = """
Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 Chrome/125.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)
Googlebot-Image/1.0
Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36
Mozilla/5.0 (compatible; Baiduspider/2.0)
Sogou web spider/4.0
Mozilla/5.0 (compatible; YandexBot/3.0)
Mozilla/5.0 (compatible; YandexImages/3.0)
Mozilla/5.0 (compatible; coccocbot-web/1.0)
Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 Mobile Safari/537.36 (compatible; Bytespider)
DuckDuckBot/1.1
Mozilla/5.0 (compatible; AhrefsBot/7.0)
Mozilla/5.0 (compatible; Yahoo! Slurp)
facebookexternalhit/1.1
meta-externalagent/1.1
Twitterbot/1.0
TelegramBot (like TwitterBot)
WhatsApp/2.23.20.0
Slackbot-LinkExpanding 1.0
Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)
Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0
Mozilla/5.0 (compatible; ClaudeBot/1.0)
CCBot/2.0
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0 Safari/537.36
Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/119.0 Mobile Safari/537.36 Chrome-Lighthouse
Mozilla/5.0 (compatible; UptimeRobot/2.0)
Mozilla/5.0 (compatible; archive.org_bot)
ia_archiver
Mediapartners-Google
Screaming Frog SEO Spider/20.0
Feedly/1.0
SomeNewThing/0.1 (+https://example.com/about)
curl/8.5.0
Wget/1.21
python-requests/2.32
python-httpx/0.27
Python/3.11 aiohttp/3.9
Go-http-client/2.0
Java/17.0.1
okhttp/4.12.0
node
""".strip().splitlines()  # noqa: E501

BROWSERS = """
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/127.0.0 Chrome/121.0.0.0 Safari/537.36
Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0
Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1
Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0;FBDV/iPhone15,2]
Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Zalo iOS/655
Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36
Mozilla/5.0 (Linux; Android 12; M2101K6G; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0 Mobile Safari/537.36 Telegram-Android/11.3.3
Mozilla/5.0 (Linux; Android 10; CUBOT X20 PRO) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0 Mobile Safari/537.36
Mozilla/5.0 (Linux; Android 8.0; CUBOT_NOTE_S) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/110.0 Mobile Safari/537.36
Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 YaBrowser/24.6 Safari/537.36
Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 YaBrowser/24.6 YaApp_iOS/2406 YandexSearch/24.6 Safari/604.1
Mozilla/5.0 (Linux; U; Android 13; vi; SM-A135F) AppleWebKit/537.36 UCBrowser/13.4 Mobile Safari/537.36
Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0 Mobile Safari/537.36 MicroMessenger/8.0.42 MQQBrowser
Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS; Opera Mobi/23.348; U; en) Presto/2.5.25 Version/10.54
Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) Version/6.0 TV Safari/537.36
Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)
Lynx/2.9.0 libwww-FM/2.14
""".strip().splitlines()  # noqa: E501


@pytest.mark.parametrize("user_agent", [*CRAWLERS, "", "  "])
def test_programs_are_automatic(user_agent):
    assert is_automatic(user_agent)


@pytest.mark.parametrize("user_agent", BROWSERS)
def test_browsers_are_not(user_agent):
    assert not is_automatic(user_agent)


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_PURPOSE": "preview"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_a_page_loaded_in_advance_is_ahead_of_reading(environ):
    assert is_ahead_of_reading(environ)


@pytest.mark.parametrize(
    "environ", [{}, {"HTTP_SEC_PURPOSE": ""}, {"HTTP_SEC_FETCH_DEST": "prefetch"}]
)
def test_a_page_loaded_to_be_read_is_not(environ):
    assert not is_ahead_of_reading(environ)
