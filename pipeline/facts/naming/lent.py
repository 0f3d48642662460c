"""What the last figure of a list lends to those before it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import LIST_MARKS, Frame
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


# 9所学校和4所医院的移交工作: what is done stands behind the last of them
_HANDED = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{2,12})的(?P<act>移交|改制|搬迁|改造|整治|治理|验收|排查)(?:工作|任务)?$"
)
# 完成9个卫生服务中心和4个卫生所标准化建设
_DONE_TO = re.compile(
    r"^(?:完成|实现|实施|推进|启动|开展)?(?P<thing>[\u4e00-\u9fff]{2,12}?)"
    r"(?P<act>(?:标准化|规范化|达标|提质|提档|升级|提升|综合|环境)+(?:建设|改造|治理|整治))(?:工作|任务)?$"
)
_DOES = re.compile(r"(?P<verb>完成|实现|实施|推进|启动|开展)(?:了)?(?:约|近)?$")
_ACTED_ON = re.compile(r"(?:建设|出新|亮化|绿化|改造|治理|整治|项目|工程|任务|工作)$")


def _share_action(frames: list[Frame], here: Named, after: Named) -> list[Named] | None:
    """Give both of two things that are counted side by side what is done to them, where only the last one has it."""
    if here.rule != "words after" or after.rule != "words after":
        return None
    if _ACTED_ON.search(here.indicator) or frames[1].pre.strip("、和与及约近"):
        return None
    if handed := _HANDED.match(after.indicator):
        return [
            replace(here, indicator=handed["act"] + here.indicator),
            replace(after, indicator=handed["act"] + handed["thing"]),
        ]
    verb = _DOES.search(frames[0].pre)
    if verb and (done := _DONE_TO.match(after.indicator)):
        thing = here.indicator.removeprefix(verb["verb"])
        done_by = "" if verb["verb"] == "实现" else verb["verb"]
        return [replace(here, indicator=done_by + thing + done["act"]), after]
    return None


# 30个村、1万户脱贫摘帽: what became of the last things of a list became of all of them
_BECAME = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{0,12}?)(?<![待未尚仍将])(?:全部|均|都|如期|顺利|基本|实现|完成|高质量|整体|稳定|精准)*"
    r"(?P<act>脱贫出列|脱贫摘帽|摘帽出列|脱贫|摘帽|出列|退出|受灾|受益|受惠)$"
)
_POOR = re.compile(r"^[\u4e00-\u9fff]{0,14}(?:县|村|乡镇?|镇|户|旗|人口|群众)$")


def _share_fate(frames: list[Frame], here: Named) -> Named | None:
    """Give a thing that is counted what became of the things after it in the list."""
    became = _BECAME.match(frames[1].post)
    bare = not frames[1].pre.strip("、和与及约近")
    if became is None or not bare:
        return None
    thing = _POOR.match(here.indicator) and here.rule == "words after"
    return (
        replace(here, indicator=became["act"] + here.indicator) if thing and frames[0].post == here.indicator else None
    )


# 为30所卫生院、8所医院配备急救车: what is done for the last of a list is done for all of it
_FOR_WHOM = re.compile(r"(?:^|[，；。|])(?:[^，；。]{0,8})(?:为|给|对)(?:全[省市区县]|中心城区)?$")
_DONE_FOR = re.compile(
    r"^(?P<whom>[\u4e00-\u9fff]{2,12}?)(?:全部|均|都)?"
    r"(?:(?:进行|给予|予以)了?)?(?P<done>(?:配备|配发|更新|安装|加装|安置|购置|增配|配置|更换|免除|减免|实施|开展|提供|"
    r"(?<=进行)|(?<=进行了)|(?<=给予)|(?<=予以))[\u4e00-\u9fff]{2,12})$"
)


# 7个国家级、青溪村等5个省级传统村落; 四个千亿级和冶金、食品七个百亿级产业链: 、 and names stand between the two counts
_GRADE_ALONE = re.compile(
    r"^(?P<grade>(?:[十百千万五]+亿元?级|国家级|省部?级|市级|县级|区级|部级|世界级|自治区级)(?:重点|重大|特色)?)(?:[、和及与]|以及|$)"
)
_GRADED = re.compile(
    r"^(?P<grade>[十百千万五]+亿元?级|国家级|省部?级|市级|县级|区级|部级|世界级|自治区级)(?:重点|重大|特色)?(?=[\u4e00-\u9fff]{2})"
)


def _share_graded(frames: list[Frame], here: Named, after: Named) -> Named | None:
    """Give things that are told by their grade alone what those of the next grade are."""
    alone, graded = _GRADE_ALONE.match(frames[0].post), _GRADED.match(frames[1].post)
    if alone is None or graded is None or not here.rule == after.rule == "words after":
        return None
    done, of_grade, thing = after.indicator.rpartition(graded["grade"])
    own = here.indicator.partition(alone["grade"])[0]
    return replace(here, indicator=(own or done) + alone["grade"] + thing) if of_grade and thing else None


# 4名个人、2个团队获得优秀教师奖: all of a list win what is said of the last of them
_WON = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,8}?)(?:分别|均|都|被)?(?P<won>(?:获得?|荣获|获评|入选|受到|评为|授予)[^，；。]{2,24})$"
)
_WINNERS = re.compile(
    r"(?:个人|人员|团队|集体|单位|部门|企业|项目|学校|[县市区镇乡村]|家庭|干部|教师|同志|人才|专家|产品|品牌|工程|案例|作品)$"
)


def _share_won(frames: list[Frame], here: Named, after: Named) -> Named | None:
    """Give a thing that is counted what the things after it in the list have won."""
    won = _WON.match(frames[1].post)
    bare = not frames[1].pre.strip("、和与及约近")
    if won is None or not bare or not here.rule == after.rule == "words after" or here.indicator != frames[0].post:
        return None
    winners = _WINNERS.search(here.indicator) and after.indicator.endswith(won["who"])
    size = len(after.indicator) - len(won["who"])
    return replace(here, indicator=after.indicator[:size] + here.indicator) if winners and size else None


def _share_help(frames: list[Frame], here: Named, after: Named) -> list[Named] | None:
    """Give both of two things that are counted side by side what is done for them, said behind the last one."""
    done = _DONE_FOR.match(frames[1].post)
    bare = not frames[1].pre.strip("、和与及约近")
    if done is None or not bare or not _FOR_WHOM.search(frames[0].pre) or here.indicator != frames[0].post:
        return None
    return [
        replace(here, indicator=done["done"] + here.indicator),
        replace(after, indicator=done["done"] + done["whom"]),
    ]


def _share_done(frames: list[Frame], here: Named, after: Named) -> Named | None:
    """98%的乡镇和96%的村通油路: what the last of two shares did, the one before it did too."""
    if frames[1].pre.strip("、和与及约近") or not frames[0].number.unit == frames[1].number.unit == "%":
        return None
    whose = re.sub(r"^的|以及$|[和与及]$", "", frames[0].post)
    if not here.rule == after.rule == "words after" or here.indicator != whose:
        return None
    post = frames[1].post.removeprefix("的")
    size = next(
        (size for size in range(len(after.indicator) - 2, 0, -1) if post.startswith(after.indicator[-size:])), 0
    )
    return replace(here, indicator=after.indicator[:-size] + here.indicator) if size else None


def lend_heads(frames: list[Frame], named: list[Named]) -> list[Named]:
    """5个省重大、18个市重点项目: the last noun lends its head to the shorter ones before it."""
    result = list(named)
    for index in range(len(frames) - 2, -1, -1):
        here, after = result[index], result[index + 1]
        pair = frames[index : index + 2]
        if graded := _share_graded(pair, here, after):
            result[index] = graded
            continue
        if frames[index + 1].joint not in LIST_MARKS:
            continue
        if shared := _share_action(pair, here, after) or _share_help(pair, here, after):
            result[index : index + 2] = shared
            continue
        if alike := (_share_fate(pair, here) or _share_done(pair, here, after) or _share_won(pair, here, after)):
            result[index] = alike
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
