"""Words that divide a whole: 分产业看, 按经营地分, 主要支出项目."""

from __future__ import annotations

import re

# 从产业分布看; but 从市场预期看 divides nothing
_KINDS = (
    r"(?:分布|产业|行业|门类|领域|区域|地[区域]|规模|类[型别]|结构|层[级次]|级别|学历|年龄|职称|性质|来源|构成|所有制|县区|"
    r"区县)"
)
_BY = (
    r"(?:(?:分(?!别)|按)[\u4e00-\u9fff]{1,7}(?:看|来看|划分|分)|"
    r"按[\u4e00-\u9fff]{0,6}(?:地|类型|形态|行业|产业|城乡|区域|地区)统计|"
    rf"从[\u4e00-\u9fff]{{0,6}}{_KINDS}(?:情况|上|来|角度)?看)"
)
DIVIDED_BY = re.compile(rf"(?:^|[，；。：])(?P<by>{_BY})[，：]")
"""Where a sentence says how it divides a whole."""
_ITEMS = (
    r"(?:主要|重点)(?P<of>支出|收入|税(?=种|收))(?:种|收)?(?:项目|科目)?(?:收入|支出)?"
    r"(?:执行|完成|预算|安排)*(?:情况)?(?:为|是|如下)?"
)
DIVIDED = re.compile(rf"(?:^|[，；。：])(?:{_BY}|{_ITEMS})$")
"""In the words before a figure: how the whole before is divided, `of` its kind where that is said."""
KIND_NAMED = {"税": "税收收入"}
"""A kind that is called otherwise where it is a whole."""
OPENS_PARTS = re.compile(rf"(?P<same_area>其中|{_ITEMS}：)|{_BY}[，：]")
"""At the front of a sentence: it tells the parts of what the sentence before counted, `same_area` if for its area."""
