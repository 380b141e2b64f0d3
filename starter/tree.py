"""The pages that every house begins with, in both languages."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from wagtail.models import Site

from content.models import HomePage, ShowIndexPage, StandardPage
from content.services import plant_site, publish_standard_page
from ground.names import CHINESE, ENGLISH
from starter.terms import TERMS, TERMS_SLUG
from ticketing.house.models import ONLY, House, the_house

BOOKING_SLUG: Final = "how-booking-works"

BOOKING: Final = {
    ENGLISH: {
        "title": "How booking works",
        "lead": "From the seat to the ticket in four steps; no account is needed.",
        "body": (
            "<h2>Choose your places</h2>"
            "<p>Open a date and pick seats on the map or in the list beside it; both"
            " can do the same. For standing places say how many. Every price is what"
            " you pay: all fees are in it.</p>"
            "<h2>We keep them for you</h2>"
            "<p>Chosen places are yours for a while; the clock in your basket says how"
            " long. When it has run out they go back on sale. They stay in your basket"
            " as “no longer held”, with one button to hold them again.</p>"
            "<h2>Pay as you like</h2>"
            "<p>By card on the payment service’s own page, by bank transfer with the"
            " reference that you get, or at the box office. Your order says until when"
            " the money has to be here.</p>"
            "<h2>Come in</h2>"
            "<p>Your e-ticket arrives by e-mail as soon as the order is paid. Show the"
            " code on your phone or on paper; collected tickets wait at the box office."
            " Who books at a reduced price brings the proof that is named there.</p>"
        ),
    },
    CHINESE: {
        "title": "购票须知",
        "lead": "从选座到出票只需四步，无需注册。",
        "body": (
            "<h2>选择座位</h2>"
            "<p>打开场次，在座位图或旁边的列表中选座，两者功能相同；站席只需选择数量。"
            "所示票价即实付金额，已含全部费用。</p>"
            "<h2>为您保留</h2>"
            "<p>选好的座位会为您保留一段时间，购物车中的倒计时会显示剩余时间。"
            "到时未下单，座位将重新开售；它们仍留在购物车中，标为“已不再保留”，"
            "点“重新锁座”即可再次保留。</p>"
            "<h2>选择支付方式</h2>"
            "<p>可在支付平台页面付款，可银行转账（请填写附言），也可到票房窗口付款。"
            "订单上写明付款截止时间。</p>"
            "<h2>凭票入场</h2>"
            "<p>付款后电子票立即发送至邮箱，用手机出示或打印均可；"
            "选择自取的，请到票房窗口取票。享受优惠票价者，请携带所注明的证件。</p>"
        ),
    },
}

HOME: Final = {
    ENGLISH: "Theatre, concerts, song and dance, variety and sport under one lamp.",
    CHINESE: "一盏灯下，看戏、听乐、观舞、赏艺、看球。",
}
INDEX: Final = {
    ENGLISH: "Everything that comes next, by day and by kind.",
    CHINESE: "近期全部演出，可按日期与类别查看。",
}


@transaction.atomic
def plant_pages() -> None:
    """Make the pages that are missing; what editors wrote stays."""
    site = Site.objects.filter(is_default_site=True).first()
    planted = HomePage.objects.exists()
    homes = plant_site(
        hostname=site.hostname if site and planted else "localhost",
        port=site.port if site and planted else 80,
        site_name=site.site_name if site and planted else the_house().name_in("en"),
    )
    for language, home in homes.items():
        if not planted:
            HomePage.objects.filter(pk=home.pk).update(strapline=HOME[language])
            ShowIndexPage.objects.child_of(home).update(intro=INDEX[language])
        _plant(home, BOOKING_SLUG, BOOKING[language], language=language)
        terms = _plant(
            home, TERMS_SLUG, TERMS[language], language=language, in_menu=False
        )
        _name_terms(terms, language=language)


def _plant(
    home: HomePage,
    slug: str,
    words: Mapping[str, str],
    *,
    language: str,
    in_menu: bool = True,
) -> StandardPage:
    page: StandardPage | None = (
        StandardPage.objects.child_of(home).filter(slug=slug).first()
    )
    return page or publish_standard_page(
        language=language,
        slug=slug,
        title=words["title"],
        lead=words["lead"],
        body=words["body"],
        in_menu=in_menu,
    )


def _name_terms(page: StandardPage, *, language: str) -> None:
    """Let the checkout lead to the page, unless the house named another."""
    field = "terms_url_zh_hans" if language == CHINESE else "terms_url_en"
    house = House.objects.get(pk=ONLY)
    parts = page.get_url_parts()
    if getattr(house, field) or not page.live or parts is None:
        return
    setattr(house, field, parts[2])
    house.save(update_fields=[field])
