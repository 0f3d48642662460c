"""What may stand before an indicator without belonging to it: connectives, times and ways of doing."""

from __future__ import annotations

from pipeline.resources.cues import Cues, any_of

FAST = r"快速(?!路|通道|干[道线]|公交|轨道)"
"""How something goes on; but 快速路 and 快速公交 are things."""

# A short word is no lead where it begins a longer word: 共享, 在建, 就业.
_LONGER_WORDS = {
    "共": "享建同青和产",
    "要": "素闻",
    "都": "市",
    "并": "网购联",
    "在": "建编职校外岗册线孵研库籍营谈京津沪渝川鄂湘赣皖黔滇豫鲁冀晋陕粤桂闽浙琼汉厦穗蓉甬榕邕",
    "到": "位期",
    "对": "外口接标俄美日韩欧非东上台港澳",
    "使": "用",
    "含": "税量",
    "有": "效机色害限关线轨价条",
    "达": "成标产效",
    "各": "类项级地市县区种乡镇村园旗州盟街",
    "就": "业医地近学餐",
    "更": "新换",
    "和": "谐平",
    "为": "民企农",
    "以": "上下内",
    "将": "军",
    "是": "否",
    "让": "利",
    "即": "将办时",
    "与": "会",
    "及": "时格",
    "现": "代场有金货行役",
    "均": "衡值",
    "还": "款贷田林草",
    "再": "生造就制融",
    "只": "有",
}


# 对沿线国家出口额, 与东盟贸易额, 以县委名义召开的会议: what the word leads to is part of the name
_PHRASES = {
    "对": r"(?![^，、]{2,20}(?:贸易额?|进?出口(?:总?额)?|进口(?:总?额)?|直接投资|贡献率)$)",
    "与": r"(?![^，、]{2,20}(?:业务[量额]|结算[量额]|贸易额?|进?出口(?:总?额)?|进口(?:总?额)?)$)",
    "以": r"(?![^，、]{2,8}名义)",
    "有": r"(?![^，、]{2,4}(?:活动|需求|意愿)[\u4e00-\u9fff])"
    r"(?![^，、]{0,4}(?:机构|活动|专利|资质|证书|需求|意愿)的[\u4e00-\u9fff])",
    "在": r"(?!站(?:博士后|人员))",
    "已": r"(?!投(?:项目|企业))",
}


# 围绕生产总值超千亿目标; 围绕铜河打造街区 tells where it is done
_AROUND = r"围绕(?![^，、]*(?:打造|开展|实施|推进|建设|组织|培育|开发|举办))"
# 加上调入资金, 加上年结转: a summand of a budget; but 加计扣除额, 加工能力
_ADDED = r"加上(?![级年解缴])|加(?=上[级年]|下级|调入|动用|债[务券]|转移性|地方政府)"
# 高标准农田, 重点项目: a way of doing that belongs to the name of a thing
_NAMES_A_THING = (
    r"(?:成功(?=创业)|动态(?=监测|管理|平衡|清零|信息|数据)|首次(?=(?:认定|入选|获批|上榜|上规|纳统)的[\u4e00-\u9fff])|计划(?=生育)|涉及(?=(?:资金|金额|面积|人口|企业|群众|投资|人员|土地)$)|预期(?=性|寿命)|具有(?=[^，、]{2,14}的[\u4e00-\u9fff]{2})|拥有(?=[^，、]{0,8}(?:知识产权|技术|专利|资质|资格|职称|证书)的[\u4e00-\u9fff]{2})|按时(?=[\u4e00-\u9fff]{2,4}率)|平均(?=受教育|期限|车速|时速|速度|票价|间隔|候车|预期寿命|工资|年龄|浓度|审批|办[结理]时|利率|得分|水平|通关)|全面(?=小康)|覆盖(?=[范率面])|通过(?=[^，]{2,14}(?:实现|销售|交易)的)|通过(?=[^，]{2,16}(?:鉴定|验收|认证|评审|审核|评定)(?:的[^，]{1,8})?$)|科学(?=技术|研究)|有效(?=期|发明|专利|灌溉|注册|商标)|"
    r"高标准(?=(?:基本)?农田|口粮田|厂房|[\u4e00-\u9fff]{1,3}园(?![区]))|高效(?=设施|节水|农业|渔业|生态|林业|特色)|"
    r"重点(?=建设用地|项目|企业|工程|产业|园区|产品|领域|行业|镇|村|实验室|工业|流域|污染|监测|用能|耗能)"
)
# 重点建设, but 重点展会, 高水平研究院: only before a verb do they say how something is done
_HOW_OR_WHICH = (
    "主要|全部|重点|高标准|高水平|高质量|加速|正式|同步|逐步|依法|认真|及时|主动|妥善|彻底|分步|尽快|迅速|"
    "按时足额|按时(?!足额)"
)
_OTHER_VERBS = (
    r"抓|做|推|打|办|谋|建|搞|在(?!建)|对|向|是|为|以|从|把|将|要|用|放|跟踪|攻|查|调度|调研|研究(?![院所中基])|保护|破解|协调|通过|发挥|提|"
    r"编|统筹|衔接|宣传|关注|督|监督|促|引|强|服从|运作|履|融入|落|召|举|扩|拓|收|规划|布"
)


def lead_expression(cues: Cues, *, time: str, doing: str) -> str:
    """Give the regular expression of one lead at the front of a phrase.

    Args:
        cues: the words that lead.
        time: the expression of a time.
        doing: the expression of a verb that says what is done.
    """
    verbs = (
        rf"(?:{_HOW_OR_WHICH}|{doing}|{any_of(tuple(word for word in cues.no_place if len(word) > 1))}|{_OTHER_VERBS})"
    )
    names = rf"{_NAMES_A_THING}|(?:{_HOW_OR_WHICH})(?=[\u4e00-\u9fff]{{2}})(?!{verbs}))"
    long = any_of(tuple(word for word in cues.lead if len(word) > 1))
    return (
        rf"^(?:(?!{names}){long}(?<!累计共(?=[享建同]))(?![级])|"
        rf"{_short_leads(cues.lead)}|{_AROUND}|{_ADDED}|{time}|[、，]|(?:[一二三四五六七八九十]+|\d+)是|分[一二两三四五六]批|[“\"]?其中[”\"]?|"
        rf"第[一二三四五六]批(?=申报|公示|通过|备案)|[（(]|——)"
    )


def _short_leads(words: tuple[str, ...]) -> str:
    short = sorted(word for word in words if len(word) == 1)
    ends = {word: f"(?![{_LONGER_WORDS[word]}])" for word in short if word in _LONGER_WORDS}
    return "(?:" + "|".join(word + ends.get(word, "") + _PHRASES.get(word, "") for word in short) + ")"
