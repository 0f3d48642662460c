"""What the last figure of a list lends to those before it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.naming.shared_deeds import share_deed
from pipeline.facts.naming.state import Named

# 形成3万吨甲醇和5万辆客车生产能力
_ABILITY = re.compile(
    r"(?:年|日)?(?:生产|加工|处理|储存|仓储|接待|供应|制造|采选|冶炼|组装|吞吐|供水|发电)?(?:能力|产能)$"
)
_ABLE = re.compile(r"(?:形成|新增|具备|达到|拥有|实现)")
_SIZE = re.compile(
    r"(?:[十百千万五]+亿级|大型|中型|小型|大中型|国家级|省级|市级|县级|国家|省|市|新建|续建|(?<![\u4e00-\u9fff])中心|乡级|村级|一级|"
    r"二级|三级)"
)


# 6个国家级、柳河村等9个省级生态村; 三个千亿级和纺织、陶瓷五个百亿级产业链: 、 and names stand between the two counts
_SAYS_NOTHING = re.compile(r"^(?:让|使|把|将|给|为|对|帮助|解决|完成|剩余|建档立卡|)$")
_PEOPLE = re.compile(r"(?:人口|人员|群众|居民)$")
_GRADES = r"[十百千万五]+亿元?级|国家级|省部?级|市级|县级|区级|部级|世界级|自治区级"
_WEIGHT = "(?:重点|重大|特色)?"
_GRADE_ALONE = re.compile(rf"^(?P<grade>(?:{_GRADES}){_WEIGHT})(?:[、和及与]|以及|$)")
_GRADED = re.compile(rf"^(?P<grade>{_GRADES}){_WEIGHT}(?=[\u4e00-\u9fff]{{2}})")


def _share_graded(frames: list[Frame], here: Named, after: Named) -> Named | None:
    """Give things that are told by their grade alone what those of the next grade are."""
    alone, graded = _GRADE_ALONE.match(frames[0].post), _GRADED.match(frames[1].post)
    if alone is None or graded is None or not here.rule == after.rule == "words after":
        return None
    done, of_grade, thing = after.indicator.rpartition(graded["grade"])
    own = here.indicator.partition(alone["grade"])[0]
    return replace(here, indicator=(own or done) + alone["grade"] + thing) if of_grade and thing else None


def _share_with_people(frames: list[Frame], here: Named, after: Named) -> Named | None:
    """让320户、870人住上新房: give the homes what is said of the people in them."""
    units = [frame.number.unit for frame in frames]
    if units[0] != "户" or units[1] not in ("人", "名") or after.rule != "words after":
        return None
    if frames[0].post.strip("、和与及") or frames[1].pre.strip("、和与及") or not _SAYS_NOTHING.search(here.indicator):
        return None
    return replace(here, indicator=_PEOPLE.sub("", after.indicator) + "户数")


def lend_heads(frames: list[Frame], named: list[Named]) -> list[Named]:
    """5个省重大、18个市重点项目: the last noun lends its head to the shorter ones before it."""
    result, shared_from = list(named), len(named)
    for index in range(len(frames) - 2, -1, -1):
        here, after = result[index], result[index + 1]
        pair = frames[index : index + 2]
        if graded := _share_graded(pair, here, after):
            result[index] = graded
            continue
        if frames[index + 1].joint not in LIST_MARKS:
            continue
        if homes := _share_with_people(pair, here, after):
            result[index] = homes
            continue
        if shared := share_deed(pair, here, after, goes_on=index + 1 == shared_from):
            result[index : index + 2], shared_from = shared, index
            continue
        if here.rule != "words after" or after.rule != "words after":
            continue
        size = _SIZE.search(here.indicator)
        same = _SIZE.search(after.indicator)
        if size and same and size.end() == len(here.indicator):
            result[index] = replace(here, indicator=here.indicator + after.indicator[same.end() :])
        elif (ability := _ABILITY.search(after.indicator)) and not _ABILITY.search(here.indicator):
            if _ABLE.search(frames[index].pre):
                result[index] = replace(here, indicator=here.indicator + ability.group())
        elif len(here.indicator) <= 6 and frames[index].number.unit == frames[index + 1].number.unit:
            head = re.search(
                r"(?:项目|企业|平台|中心|实验室|基地|园区|示范区|村|镇|试点|工厂|人才|产品)$", after.indicator
            )
            if head and not re.search(
                r"(?:项目|企业|平台|中心|实验室|基地|园|区|村|镇|试点|厂|人才|品|人|户|地|校|院|室|所|站|场|县|目|"
                r"牌|线|车|口|行|市|集团|机构|团队|领域|技术|系统|庄|乡|城|闸|坝|桥|渠|库|井|泵|塔|亭|台|屋|房|舍|楼|街|路|河|湖|林|港|船|"
                r"机|炉|器|网|点|带|廊|道|池|棚|寨|馆|会|队|组|团|生|师|员|者|"
                r"工程|成果|专利|标准|车间|专家|资源|法规|规章|规划|课题|案例|赛事|剧目|店|社|链|桩|梁|企|综合体)$",
                here.indicator,
            ):
                result[index] = replace(here, indicator=here.indicator + head.group())
    return result
