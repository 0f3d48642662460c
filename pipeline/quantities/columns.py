"""What the label of a column says of the figures below it: how they are stated, of what, and in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.quantities.cells import ColumnRole, HeaderUnit, label_unit, without_unit
from pipeline.records import Sentence
from pipeline.resources.units import Units

_NONE = re.compile(
    r"^(?:序号|编号|代码|行次|备注|说明|日期|(?:联系)?电话|文号|(?:指标)?(?:属性|性质)|"
    r"(?:建设|起止|实施|项目|合作|完成|开工|竣工)?(?:年限|时间|期限|起止时间|工期|日期|年月))$"
)
_OF_PLAN = re.compile(
    r"(?:为|占|完成)(?:年初|调整|变动|全年|年度)?(?:预算|计划|目标|任务)(?:数|额)?(?:的)?(?:百分比|比例|比重)?$|"
    r"^(?:(?:预算|计划|任务|目标)?完成(?:率|进度|比例|百分比)|(?:(?:预算|资金|投资)?(?:支出|执行|支付|完成)(?:进度|率)))$"
)
_OF_BEFORE = re.compile(
    r"(?:为|占|相当于)(?:上年|去年|(?:19|20)\d{2}年)(?:同期)?(?:决算|执行|实际|完成)?(?:数|额)?(?:的)?(?:百分比|比例)?$"
)
_RANK = re.compile(r"(?:全[国省市区县州])?(?:位次|排名|名次|排位)$")
_SHARE = re.compile(r"(?:比重|占比|份额)$|^占")
_AGAINST = r"(?:同比|环比|[比较](?:上年|去年)(?:同期)?)"
_MOVES = r"(?:增长(?:速度|率)?|增速|增幅|增减(?:幅度|变化)?|涨跌(?:幅度?)?|升降|变化|[+±])"
_GROWTH = re.compile(
    rf"(?:(?:19|20)\d{{2}}年)?(?:年均)?(?:实际|可比)?(?:{_AGAINST}(?:年均)?(?:{_MOVES}|增加)?|{_MOVES})[+±]?$"
)
_PER_CENT = re.compile(r"增长|增速|增幅|涨|±|率|比重|占|为")
_YEAR = re.compile(r"^(?:19|20)\d{2}年(?:度|末|底)?")
_ASIDE = re.compile(r"〔[^〕]*〕$")
_HEIGHT = re.compile(r"(?:总量|绝对[值数额]|完成[数值额]|数值|实绩|累计)$")
TITLE_GROWTH = re.compile(r"(?<!及)(?<!及其)(?:涨跌幅度?|增长速度|增速|增幅)(?:情况)?(?:一览)?表?$")
AREA_LABEL = re.compile(
    r"^(?:全[国省市县区州盟旗]|城市|农村|城镇|乡村|市区|[市县区]本级|[\u4e00-\u9fff]{1,5}[市县区旗州])$"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    label: its words, with those of the header row above it. noun: what it measures, in words of the label. unit: as
    the label writes it.
    """

    label: str
    noun: str
    unit: HeaderUnit | None
    role: ColumnRole

    @property
    def goes_without_saying(self) -> HeaderUnit | None:
        """The unit that figures of such a column have where nobody writes one."""
        if self.role == "rank":
            return HeaderUnit("位", None)
        per_cent = self.role != "amount" and _PER_CENT.search(self.label)
        return HeaderUnit("%", None) if per_cent else None


def read_column(label: str, above: str, place: int, sentence: Sentence, units: Units) -> Column:
    """Read the label of a column that begins at `place` of a header row; `above` is what stands over it."""
    unit = label_unit(label, place, sentence, units)
    bare = _ASIDE.sub("", without_unit(label) if unit else label)
    role = _role_of(bare)
    noun = _GROWTH.sub("", bare) if role == "growth" else _RANK.sub("", bare) if role == "rank" else bare
    if above and role in ("growth", "rank") and not noun:
        noun = above
    elif above:
        noun = above + _HEIGHT.sub("", noun)
    return Column(above + label, _YEAR.sub("", noun), unit, role)


def growth_of(name: str) -> str | None:
    """Give what grows where the name of a row says so (地区生产总值增长), else None."""
    bare = _GROWTH.sub("", name)
    return bare if bare and bare != name else None


def state_growths(columns: list[Column]) -> list[Column]:
    """Let every amount be a growth: the title of the table says so."""
    return [replace(one, role="growth") if one.role == "amount" else one for one in columns]


def _role_of(bare: str) -> ColumnRole:
    if _NONE.match(bare):
        return "none"
    if _OF_PLAN.search(bare):
        return "of a plan"
    if _OF_BEFORE.search(bare):
        return "of the year before"
    if _RANK.search(bare):
        return "rank"
    if _SHARE.search(bare):
        return "share"
    return "growth" if _GROWTH.search(bare) else "amount"
