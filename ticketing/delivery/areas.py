"""Countries and China's provinces: their codes (ISO 3166) and names."""

from functools import cache
from typing import Final

from babel import Locale
from django.utils.translation import get_language

CHINA: Final = "CN"
ANYWHERE: Final = "*"
_PROVINCES: Final = """
CN-BJ Beijing 北京市
CN-TJ Tianjin 天津市
CN-HE Hebei 河北省
CN-SX Shanxi 山西省
CN-NM Inner_Mongolia 内蒙古自治区
CN-LN Liaoning 辽宁省
CN-JL Jilin 吉林省
CN-HL Heilongjiang 黑龙江省
CN-SH Shanghai 上海市
CN-JS Jiangsu 江苏省
CN-ZJ Zhejiang 浙江省
CN-AH Anhui 安徽省
CN-FJ Fujian 福建省
CN-JX Jiangxi 江西省
CN-SD Shandong 山东省
CN-HA Henan 河南省
CN-HB Hubei 湖北省
CN-HN Hunan 湖南省
CN-GD Guangdong 广东省
CN-GX Guangxi 广西壮族自治区
CN-HI Hainan 海南省
CN-CQ Chongqing 重庆市
CN-SC Sichuan 四川省
CN-GZ Guizhou 贵州省
CN-YN Yunnan 云南省
CN-XZ Tibet 西藏自治区
CN-SN Shaanxi 陕西省
CN-GS Gansu 甘肃省
CN-QH Qinghai 青海省
CN-NX Ningxia 宁夏回族自治区
CN-XJ Xinjiang 新疆维吾尔自治区
"""
PROVINCES: Final[dict[str, tuple[str, str]]] = {
    code: (english.replace("_", " "), chinese)
    for code, english, chinese in map(str.split, _PROVINCES.strip().splitlines())
}
# What is no country: unions, groups, tests, outlying rocks without a post.
_NO_COUNTRIES: Final = frozenset(
    {"AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "EU", "EZ", "HM"}
    | {"IC", "QO", "TA", "TF", "UM", "UN", "XA", "XB", "ZZ"}
)


def _tongue(language: str | None = None) -> str:
    chinese = (language or get_language() or "en").startswith("zh")
    return "zh_Hans_CN" if chinese else "en"


@cache
def _countries(tongue: str) -> dict[str, str]:
    names = Locale.parse(tongue).territories
    found = {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES  # noqa: PLR2004 ISO's
    }
    rest = sorted((name, code) for code, name in found.items() if code != CHINA)
    return {CHINA: found[CHINA]} | {code: name for name, code in rest}


def countries(language: str | None = None) -> dict[str, str]:
    """Names by code in the reader's language, China first, the others by name."""
    return _countries(_tongue(language))


def provinces(language: str | None = None) -> dict[str, str]:
    """China's provinces by code, in the official order."""
    index = 1 if _tongue(language).startswith("zh") else 0
    return {code: names[index] for code, names in PROVINCES.items()}


def area_of(country: str, region: str) -> tuple[str, ...]:
    """The codes by which a zone may name a place, the narrowest first."""
    narrow = (region,) if country == CHINA and region in PROVINCES else ()
    return (*narrow, country, ANYWHERE)
