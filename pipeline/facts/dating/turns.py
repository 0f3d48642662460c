"""Headings with which a paper that tells of work turns to what comes next: not all that name a task or an aim do."""

from __future__ import annotations

import re

_NUMBER = (
    r"^\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|第[一二三四五六七八九十]{1,3}[部章]分?)?\s*"
    r"(?:关于)?"
)
# 三、下一步打算; 五、下半年安排; 四、存在问题和明年思路
_NEXT = re.compile(
    r"下一?步|下一?阶段|下半年|下一?季度|[二三四]季度|今后|未来|明年|来年|新的?一年|打算|展望|努力方向|"
    r"20\d{2}年(?:的)?(?:工作|主要|重点|总体|目标|任务|计划|思路|安排)"
)
# 三、今后工作的基础更加坚实
_ON_WHAT = re.compile(r"(?:今后|未来)[^，]{0,8}(?:基础|根基|支撑|底气)")
_KINDS = r"(?:主要|重点|总体|工作|发展|有关|对策|几点|奋斗|预期|具体|近期|后续|年度|的|和|与|及|、)"
_AHEAD = r"(?:安排|计划|思路|设想|任务|目标|要求|建议|方向|谋划|规划|考虑|部署|指导思想|原则)"
# 三、工作建议; 四、问题及对策建议; 二、重点任务
_PLAIN = re.compile(
    rf"{_NUMBER}(?:[\u4e00-\u9fff]{{0,6}}(?:问题|困难|不足|短板|预测|形势|研判)(?:和|及|与|、))?{_KINDS}*{_AHEAD}(?:{_KINDS}*{_AHEAD})*$"
)
_MEANS = re.compile(rf"{_NUMBER}{_KINDS}*(?:保障|政策|工作)*(?:措施|举措|重点|工作重点|重点工作)$")
# 四、总结推广典型经验; （三）及时通报完成情况: in a plan such an account is to be given
TO_BE_TOLD = re.compile(
    rf"{_NUMBER}(?:加强|强化|做好|及时|认真|健全|完善|总结|告别|定期|跟踪|注重|坚持|严格)(?![\u4e00-\u9fff]{{0,4}}20\d{{2}}年)"
)
# 二、目标
BARE_PLAN = re.compile(rf"{_NUMBER}(?:目标|任务|措施|对策|思路)$")


def turns_to_plan(title: str, *, is_summary: bool) -> bool:
    """Tell whether a heading that holds a word of planning opens a plan in a paper that is no plan as a whole.

    Args:
        title: the heading, with its number.
        is_summary: True where the title of the paper says that it tells of work: 主要措施 are taken ones there.
    """
    if _NEXT.search(title):
        return not _ON_WHAT.search(title)
    return bool(_PLAIN.match(title)) or (not is_summary and bool(_MEANS.match(title)))
