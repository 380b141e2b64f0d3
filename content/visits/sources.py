"""Which kind of place led somebody here, by the host that referred them."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from content.visits.models import Source

SEARCH: Final = re.compile(
    r"(?:^|\.)(?:"
    r"google\.[a-z.]+|bing\.com|baidu\.com|sogou\.com|so\.com|sm\.cn|yahoo\.[a-z.]+"
    r"|duckduckgo\.com|yandex\.[a-z.]+|ya\.ru|ecosia\.org|qwant\.com|startpage\.com"
    r"|naver\.com|daum\.net|seznam\.cz|brave\.com|kagi\.com|haosou\.com|petalsearch\.com"
    r"|toutiao\.com|perplexity\.ai"
    r")$"
)
SOCIAL: Final = re.compile(
    r"(?:^|\.)(?:"
    r"facebook\.com|fb\.com|messenger\.com|instagram\.com|threads\.(?:com|net)"
    r"|twitter\.com|t\.co|x\.com|linkedin\.com|lnkd\.in|reddit\.com|pinterest\.[a-z.]+"
    r"|youtube\.com|youtu\.be|tiktok\.com|douyin\.com|weibo\.(?:com|cn)|t\.cn"
    r"|weixin\.qq\.com|qzone\.qq\.com|xiaohongshu\.com|xhslink\.com|bilibili\.com"
    r"|b23\.tv|zhihu\.com|douban\.com|kuaishou\.com|telegram\.org|t\.me|whatsapp\.com"
    r"|discord\.com|bsky\.app|mastodon\.[a-z.]+|vk\.com|line\.me|snapchat\.com|tumblr\.com"
    r")$"
)
# Networks that send their readers from an app and not from a page.
APPS: Final = {
    "com.google.android.googlequicksearchbox": Source.SEARCH,
    "com.google.android.gm": Source.OTHER,
}


@lru_cache(maxsize=2000)
def source_of(referrer: str, own_host: str) -> Source:
    """Class the referrer; `own_host` may hold a port. Nonsense counts as none."""
    try:
        parts = urlsplit(referrer)
        host = (parts.hostname or "").rstrip(".")
        own = urlsplit(f"//{own_host}").hostname
    except ValueError:
        return Source.DIRECT
    if not host:
        return Source.DIRECT
    if host == own:
        return Source.OWN
    if parts.scheme == "android-app":
        return APPS.get(host, Source.SOCIAL)
    return _class_of(host)


def _class_of(host: str) -> Source:
    # Their mail and their social parts are no search.
    if SOCIAL.search(host):
        return Source.SOCIAL
    if SEARCH.search(host) and not host.startswith("mail."):
        return Source.SEARCH
    return Source.OTHER
