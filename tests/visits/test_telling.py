"""Robots, sources and devices, as they really speak."""

import pytest

from content.visits.devices import device_of
from content.visits.robots import is_robot
from content.visits.sources import source_of
from tests.visits.conftest import FIREFOX, IPHONE

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/139.0.0.0"
ANDROID = f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {WEBKIT} Chrome/139.0.0.0 Mobile"
TAB = f"Mozilla/5.0 (Linux; Android 14; SM-X910) {WEBKIT} Chrome/139.0.0.0"

PEOPLE = [
    FIREFOX,
    IPHONE,
    f"{CHROME} Safari/537.36",
    f"{CHROME} Safari/537.36 Edg/139.0.0.0",
    f"{CHROME} Safari/537.36 OPR/120.0.0.0",
    f"{ANDROID} Safari/537.36",
    f"{TAB} Safari/537.36",
    "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; en) Presto/2.12 Version/12.16",
    f"{ANDROID} Safari/537.36 MicroMessenger/8.0.60.2860 WeChat/arm64",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60 NetType/WIFI",
    f"Mozilla/5.0 (Linux; Android 13; CUBOT X70) {WEBKIT} Chrome/120.0 Mobile Safari",
    f"{ANDROID} Safari/537.36 baiduboxapp/13.80.0.10 (Baidu; P1 14)",
    f"{ANDROID} Safari/537.36 QQ/9.1.35 V1_AND_SQ_9.1.35_8706",
    f"{ANDROID} Safari/537.36 Weibo (Google-Pixel 8__weibo__15.5.0__android)",
    f"{ANDROID} Safari/537.36 UCBrowser/13.4.0.1306 U3/0.8.0",
    f"{CHROME} Safari/537.36 SE 2.X MetaSr 1.0",
    f"{CHROME} Safari/537.36 QIHU 360EE",
    f"{ANDROID} Safari/537.36 [FB_IAB/FB4A;FBAV/520.0;] Telegram-Android/11.3",
    f"{ANDROID} Safari/537.36 SamsungBrowser/28.0 NAVER(inapp; search; 1000; 12.9)",
]
ROBOTS = [
    "",
    "curl/8.5.0",
    "python-requests/2.32.3",
    "Wget/1.24",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    f"{ANDROID} Safari/537.36 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/)",
    "Mozilla/5.0 (compatible; Baiduspider-render/2.0)",
    f"{ANDROID} Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
    "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
    "Mozilla/5.0 (compatible; YisouSpider/5.0)",
    "Mozilla/5.0 (compatible; PetalBot;+https://webmaster.petalsearch.com/site)",
    f"Mozilla/5.0 {WEBKIT}; compatible; GPTBot/1.2; +https://openai.com/gptbot",
    f"Mozilla/5.0 {WEBKIT}; compatible; ClaudeBot/1.0; +claudebot@anthropic.com",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl)",
    "Mozilla/5.0 (compatible; Applebot/0.1; +http://www.apple.com/go/applebot)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)",
    f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/139.0.0.0 Safari/537.36",
    f"{CHROME} Safari/537.36 Chrome-Lighthouse",
    f"{CHROME} Safari/537.36 (compatible; DuckDuckBot-Https/1.1)",
    "Mozilla/5.0 (Windows NT 6.1) Daumoa/4.0",
    "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details)",
]


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_browser_is_somebody(agent):
    assert not is_robot(agent)


@pytest.mark.parametrize("agent", ROBOTS)
def test_a_robot_is_nobody(agent):
    assert is_robot(agent)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "desktop"),
        (f"{CHROME} Safari/537.36", "desktop"),
        (IPHONE, "phone"),
        (f"{ANDROID} Safari/537.36", "phone"),
        (f"{TAB} Safari/537.36", "tablet"),
        ("Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) Mobile/15E148", "tablet"),
        ("Mozilla/5.0 (Android 14; Tablet; rv:142.0) Gecko/142.0", "tablet"),
    ],
)
def test_a_device_is_told_by_what_it_says(agent, device):
    assert device_of(agent) == device


@pytest.mark.parametrize(
    ("referrer", "source"),
    [
        ("", "direct"),
        ("http://[", "direct"),
        ("about:blank", "direct"),
        ("https://tickets.example/en/", "own"),
        ("http://tickets.example:8000/", "own"),
        ("https://www.google.com/", "search"),
        ("https://www.google.co.uk/", "search"),
        ("https://cn.bing.com/", "search"),
        ("https://m.baidu.com/", "search"),
        ("https://www.so.com/s?q=x", "search"),
        ("https://weibo.com/u/1", "social"),
        ("https://l.facebook.com/", "social"),
        ("https://t.co/abc", "social"),
        ("https://mp.weixin.qq.com/s/abc", "social"),
        ("https://www.xiaohongshu.com/", "social"),
        ("android-app://com.google.android.googlequicksearchbox/", "search"),
        ("https://not-google.com.example/", "other"),
        ("https://mail.google.com/", "other"),
        ("https://a-paper.example/review", "other"),
    ],
)
def test_a_source_is_told_by_its_host(referrer, source):
    assert source_of(referrer, "tickets.example:8000") == source
