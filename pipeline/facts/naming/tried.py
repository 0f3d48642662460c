"""Words before an indicator that say only that it is tried for or provided for."""

from __future__ import annotations

import re

from pipeline.resources.pattern_openings import Openings

# what a whole region measures, which nobody proposes or provides as a thing of its own
_TOTAL = (
    r"(?=(?!.*资金)[^，]{0,24}(?:生产总值|增加值|产值|进出口|出口|零售|总额|率|比重|指数|产量|消费|加工能力|强度|占[^，]{2,16}|可支配收入|"
    r"经济总量|产能|销售额|营业额|交易额|吞吐量|能耗|粮食总产|(?:技改|工业|民间|固定资产)投资|企业)$)"
)
_TRIES = re.compile(
    r"^争取(?=(?:全|我|本)[省市区县州]|(?:引进|新引进|新增|建成|完成|培育|打造|新建|开工|获批|创建|举办|净增|签约|落地|年内|年底|全年|新认定|"
    r"认定|招引|新创|接待|培训|新投产|今年|明年|对外承包)[\u4e00-\u9fff“]{2})|"
    r"^(?:争创|力争|争取)(?=[^，]{2,20}(?:总数|总量)$)|"
    rf"^(?:争取|提出|力促|锚定|围绕|千方百计(?:确保)?){_TOTAL}|^千方百计|^(?:计划)?安排(?=(?:国内|地区)生产总值|(?:全社会)?固定资产投资)|"
    r"^初步(?:确定(?:今年)?(?=安排)|(?=安排))"
)

_TRYING = Openings(_TRIES)


def without_trying(phrase: str) -> str:
    """争取城镇化率达到60%, 提出规上工业增加值增长7%: what is tried is told by the status."""
    return _TRIES.sub("", phrase) if _TRYING.may_match(phrase) else phrase
