"""Invented people who bought tickets; nobody can be reached at example.org."""

from random import Random
from typing import Final, NamedTuple

from ground.names import CHINESE, ENGLISH

WESTERN: Final = (
    "Ada Winter", "Ben Harrow", "Clara Finch", "Dan Okafor", "Elsa Brandt",
    "Finn Kerr",
    "Greta Moss", "Hugo Lantern", "Iris Vale", "Jonas Reed", "Kate Marlow", "Leo Sand",
    "Mina Castell", "Noah Field", "Olga Stern", "Paul Ashby", "Rosa Quill",
    "Sam Thorne",
    "Tess Ravel", "Uma Dhillon", "Vera Lund", "Will Carver", "Yara Haddad", "Zoe Amber",
)  # fmt: skip
CHINESE_NAMES: Final = (
    ("周小满", "zhou.xiaoman"), ("林知秋", "lin.zhiqiu"), ("陈灯", "chen.deng"),
    ("王晓岸", "wang.xiaoan"), ("李星野", "li.xingye"), ("赵明烛", "zhao.mingzhu"),
    ("孙一帆", "sun.yifan"), ("吴听雨", "wu.tingyu"), ("郑若溪", "zheng.ruoxi"),
    ("冯远山", "feng.yuanshan"), ("许清和", "xu.qinghe"), ("何望舒", "he.wangshu"),
    ("沈砚", "shen.yan"), ("韩雪灯", "han.xuedeng"), ("杨春晓", "yang.chunxiao"),
    ("朱青禾", "zhu.qinghe"), ("秦川", "qin.chuan"), ("曹映霞", "cao.yingxia"),
)  # fmt: skip


class BuyerName(NamedTuple):
    name: str
    email: str
    language: str


def some_buyer(chance: Random) -> BuyerName:
    """Two in three buy in Chinese."""
    if chance.random() < 1 / 3:
        name = chance.choice(WESTERN)
        return BuyerName(name, f"{name.lower().replace(' ', '.')}@example.org", ENGLISH)
    name, address = chance.choice(CHINESE_NAMES)
    return BuyerName(name, f"{address}@example.org", CHINESE)
