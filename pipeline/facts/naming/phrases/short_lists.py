"""Words that name several things at once (城乡, 存贷款, 猪牛羊禽), and the marks that part the things of a list."""

from __future__ import annotations

import re

from pipeline.resources.pattern_ends import compile_ending

# 普及率, 参与率 and 饱和度 only look as if a list went on
_AND = r"(?<![饱共温缓])(?<!(?<!副)总)和(?!谐|解|平(?![板均台]))"
_MARK = re.compile(rf"、|以及|{_AND}|(?<![参给授])(?<!研究(?=与试验))与(?!会)|(?<![普涉顾])(?<!(?<!普)惠)及(?![格时])")
_MARKS_OF_A_KIND = tuple(map(re.compile, ("、", _AND, f"、|{_AND}")))
_CLOSED = re.compile(r"（[^（）]*）|“[^”]*”")
_NAMED = compile_ending(
    r"(?:等|(?=[两二三四五六七八九十\d]+[项大个](?:主要|核心)?(?:经济)?指标))(?:主要|各项|核心|重点|[两一二三四五六七八九十\d]+[项大个])*(?:经济|社会|发展|财政|预期|约束性|综合|和)*指标$"
)
_SHORT = (
    ("城乡", ("城镇", "农村")),
    ("存贷款", ("存款", "贷款")),
    ("进出口", ("进口", "出口")),
    ("产销", ("产", "销")),
    ("收支", ("收入", "支出")),
    ("省市级", ("省级", "市级")),
    ("市县级", ("市级", "县级")),
    ("广播电视", ("广播", "电视")),
    ("内外资", ("内资", "外资")),
    ("客货", ("客", "货")),
    ("轻重工业", ("轻工业", "重工业")),
    ("工农业", ("工业", "农业")),
    ("牛羊", ("牛", "羊")),
    ("猪牛羊", ("猪", "牛", "羊")),
    ("猪牛羊禽", ("猪", "牛", "羊", "禽")),
    ("肉蛋奶", ("肉", "蛋", "奶")),
    ("批零住餐", ("批发业", "零售业", "住宿业", "餐饮业")),
    ("二三产业", ("第二产业", "第三产业")),
    ("三次产业", ("第一产业", "第二产业", "第三产业")),
)
"""The word, and what it stands for, in the order in which figures follow it."""
_SEVERAL = re.compile(r"[、和与及]|一二三?产|三次产业|城乡|存贷款|预算收支|客货[运吞]|[省市县]{2}级")
# 进出口总额 in a list is mostly one sum
_ONE_SUM = re.compile(r"进出口")


def split_marks(subject: str, marks: re.Pattern[str] = _MARK) -> list[str]:
    """Split a list at its marks and the words that join its things; not inside brackets or quotes."""
    subject = _NAMED.sub("", subject)
    closed = [span.span() for span in _CLOSED.finditer(subject)] if _CLOSED.search(subject) else []
    cuts = [mark.span() for mark in marks.finditer(subject) if not any(a < mark.start() < b for a, b in closed)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(subject)]
    return [subject[start:end] for start, end in zip(starts, ends, strict=True) if end > start]


def split_into(subject: str, count: int) -> list[str] | None:
    """Split a list into `count` things: at all marks, or at those of one kind (国有及国有控股企业资产和利润)."""
    for marks in (_MARK, *_MARKS_OF_A_KIND):
        if len(pieces := split_marks(subject, marks)) == count:
            return pieces
    return None


def names_several(subject: str) -> bool:
    """Tell whether words name several things at once, by a mark, a word that joins them, or a word for all of them."""
    return bool(_SEVERAL.search(subject))


def split_short(subject: str, count: int) -> list[str] | None:
    """Split 城乡居民收入 into 城镇居民收入 and 农村居民收入; None where no such word gives `count` things."""
    subject = subject.replace("内、外资", "内外资")
    for short, parts in _SHORT:
        if count == len(parts) and short in subject:
            return [subject.replace(short, part, 1) for part in parts]
    return None


def fill_up(pieces: list[str], count: int) -> list[str] | None:
    """Split one piece of a list (地区生产总值、城乡居民收入) so that there are `count`; None where none can be."""
    missing = count - len(pieces) + 1
    if missing < 2 or len(pieces) < 2:
        return None
    for at, piece in enumerate(pieces):
        if not _ONE_SUM.search(piece) and (parts := split_short(piece, missing)):
            return [*pieces[:at], *parts, *pieces[at + 1 :]]
    return None
