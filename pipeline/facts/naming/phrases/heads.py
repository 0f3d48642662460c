"""The heads of indicators (产值, 总投资): whether a phrase is only that, and putting one onto a thing."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.aspects import without_rate
from pipeline.resources.pattern_ends import compile_ending

_SAID_WHOLE = (
    "缴纳各项税收 缴纳税收 缴纳税金 上缴税收 年均增速 运营里程 运营总里程 综合产值 覆盖面 收缴率 "
    "征缴率 社会化发放率 发放率 计划总投资 总投资额 投资总额 总投资 计划投资 完成投资额 完成投资 "
    "到位资金 协议资金 协议投资额 协议总投资 合同总投资 意向总投资 协议投资 合同金额 合同资金 "
    "研发总投入 研发投入 投资额 投资 总产值 产值 增加值 综合收入 主营业务收入 业务收入 营业收入 "
    "营业总收入 销售收入 经营收入 总收入 收入 利润总额 利润 利税总额 利税 税收 入库税收 纳税 "
    "播面 建筑面积 总建筑面积 占地面积 总面积 种植面积 播种面积 营业面积 面积 总产量 产量 总产 单产 "
    "亩产 销售量 销量 销售额 零售额 交易额 成交额 成交量 贸易额 出口额 出口量 出口 进口额 进口 "
    "总规模 规模 总量 总数 总额 数量 税占比 增加值占比 增速 增幅 增量 占比 比重 存款余额 "
    "贷款余额 余额 投入强度 强度 成交金额 合同成交额 平均利率 平均期限 利率 不良率 通过率 亏损面 使用率 "
    "满意率 转化率 中标额 贷款额 兑现率 入住率 就地转化率 办结率 空置率 履约率 规划用地 总投资概算 "
    "年度计划投资 年度投资 年招生规模 规划总面积 规划面积 规划建设面积 审批时限 审核时限 办理时限 "
    "并网装机容量 并网装机 日处理能力 年处理能力 处理能力 设计产能 装机容量 总装机容量 装机 总容量 "
    "容量 总里程 里程 通车里程 年产值 年产能 产能 市值 总资产 净资产总额 净资产 资产总额 资产规模 "
    "资产 发病率 营收 参保率 入学率 覆盖率 开发投资 销售金额 概算投资规模 概算总投资 概算投资 "
    "上缴税金 实缴税金 入库税金 税金 发电量 用电量 装机占比 从业人员总数 从业人员 雇工人员 雇工 "
    "合同额 执行额 开工里程 在建里程 在建总里程 建成里程 就业人数 投放规模 销售面积 施工面积 "
    "新增通车里程 营业额 金额 价格 保障人数 注册资本 合同外资额 合同外资 现价工业总产值 达标率 "
    "投资完成率 存栏量 存栏 出栏量 出栏 饲养量 办复率 参合率 巩固率 最低筹资水平 人均筹资标准 "
    "筹资水平 筹资标准 群众满意率 授权量 申请量 登记量 签约金额 签约额 总金额 额度 协议金额 "
    "成交总额 合同总额 人均筹资 优秀率 新增投资 全长 总长度 总长 营收规模 投资金额 货值 库容 "
    "总库容 送审金额 涉案金额 资产原值 总支出 增长面 整改率 上线率 压减率 审减率 赔付金额 贴息比例 "
    "平均上架率 支付率 开复工率 榜额 滚存结余 收支结余 结余 合格率 优良率 产销率 利润率 总投资规模 "
    "投资规模 支出 个数 件数 户数 家数 总人数 总人次 死亡人数 亡人数 人数 年销售额 年销售收入 "
    "精简比例 清理比例 开户人数 起数 成交项数 成交宗数 税金总额 签约总金额 签约总额 签约总投资 投入资金 完成投入"
)
_HEADS = (
    *_SAID_WHOLE.split(),
    *(f"{moved}幅度" for moved in ("跃升", "上升", "提升", "增长", "下降")),
    *(
        over + done + much
        for over in "日月年"
        for done in ("检测", "处理", "产", "吞吐", "接待", "加工", "供水", "发电", "生产")
        for much in ("量", "能力")
    ),
)
HEADS = "|".join(_HEADS)
_BEFORE_HEADS = ("年", "累计", "全年", "实现", "完成", "其", "项目", "实际")
_BARE_HEADS = {before + head: head for before in (*_BEFORE_HEADS, "") for head in _HEADS}
"""Phrases that are only a head, with it; a head that begins like those words (年产值) is one as it stands."""
_BARE_PAIR = re.compile(rf"^(?P<first>{HEADS})(?P<rest>(?:[、和](?:{HEADS}))+)$")
_ADDED_HEADS = (
    "税占比",
    "增速",
    "年均增速",
    "增幅",
    "跃升幅度",
    "上升幅度",
    "提升幅度",
    "增长幅度",
    "下降幅度",
    "增量",
    "占比",
    "比重",
)
ENDS_IN_HEAD = compile_ending(rf"(?P<head>{HEADS})$")
# 市属企业资产总额、营业收入: both are the companies'
HEADS_OF_ACCOUNTS = (
    "(?:营业收入|主营业务收入|销售收入|利润总额|利润|利税|税收|税金总额|税金|资产总额|总资产|净资产|增加值|产值|总产值|"
    "从业人员)"
)
ACCOUNTS = re.compile(rf"(?:缴纳|上缴)?(?:各项)?{HEADS_OF_ACCOUNTS}")
_ADDED_FLOW = re.compile(
    r"^(?!建筑|建设|建档|设施|设备|增[加值])(?:(?:新|净|再|累计|当年|通过)*(?:增|增加|晋|登记|注册|认定|培育|引进|建成|建|入库|获批|设立|签约|备案|入统|"
    r"开工|设)|新(?:发展|推出|开通|成立|栽))(?=[\u4e00-\u9fff“”A-Za-z]{3})"
)
_QUOTED_THING = re.compile(
    r"^(?P<thing>“[^”]{2,12}”)(?:累计|新增|共|已)?(?!.{0,2}(?:工程|项目|企业|行动|计划)$)[\u4e00-\u9fff]{2,4}$"
)

_VISITORS = re.compile(
    r"(?:累计|全年)?(?:旅游|景区|景点)?(?:累计|共)?接待(?:国内外|海内外|境内外|中外|国内|入境|境外|过夜)?(?:旅游)?(?:游客|旅游者|旅客)?"
    r"总?(?:人数|人次|量)?|(?:旅游|游客)总?(?:人数|人次)"
)


_SUMS_OF_OTHER_WAY = {"出口": ("进口总额", "进口总值"), "进口": ("出口总额", "出口总值")}

_PACE = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:年均|平均)?(?:增速|增幅|降幅)$")

_GOOD_DAYS = compile_ending(r"(?:达到?)?(?:优良|良好|达标|二级)(?:以上)?(?:的)?天数?$")
# 发车间隔8分钟，准点率…; 线路设站12座，总投资…: what is measured of the same thing, and has no measure of its own
_OWN_SIZE = compile_ending(
    r"(?:(?:平均|高峰)*(?:发车|行车|运行)?间隔|(?:平均)?车速|(?:设计|运行|平均)*时速|设站|占地)$"
)
_BUILT = re.compile(r"^(?:建成|新建|新增|开通|设立)(?![区成])(?=[\u4e00-\u9fff“]{3})")  # 建成文化站90个，覆盖率…
_AVERAGED = re.compile(r"(?:[月年日人户亩]均|平均|(?:旅客|货邮|货物|集装箱)?吞吐量)$")


def without_pace(indicator: str) -> str:
    """Give what grows at a pace: 投资增速 -> 投资. A level, a share or a place of its own is not that of the pace."""
    return _PACE.sub("", indicator)


def is_bare_head(phrase: str) -> bool:
    """Tell whether a phrase is only the head of an indicator (产值, 总投资), which needs what went before."""
    return phrase in _BARE_HEADS


def combine_pair(before: str, heads: str) -> str:
    """Put 增量、总量 onto what the sentence was about; empty where the words are no list of bare heads."""
    match = _BARE_PAIR.match(heads)
    return combine_head(before, match["first"]) + match["rest"] if match else ""


def combine_head(before: str, head: str) -> str:
    """Put a bare head onto the thing that the sentence was about: (高新技术企业产值, 利润) -> 高新技术企业利润."""
    bare = _BARE_HEADS.get(head, head)
    before = before.lstrip("、")
    if bare.endswith("率") and len(bare) > 2 and before.endswith(bare[:-1]):
        return before + "率"  # 空气质量达标311天，达标率…
    if bare == "优良率":
        before = _GOOD_DAYS.sub("", before) or before  # 空气质量优良天数330天，优良率…
    if bare == "不良率" and re.search(r"(?<!不良)贷款(?:余额)?$", before):
        return before.removesuffix("余额") + bare
    if bare in ("整改率", "压减率", "审减率") and before.startswith(bare[:-1]):
        return before.removeprefix(bare[:-1]).removesuffix("问题") + bare  # 压减培训机构38家，压减率…
    if bare in _ADDED_HEADS:
        before = without_pace(before)
        return (without_adding(before) if bare == "增量" else before) + bare
    if before.startswith(("外贸进出口", "进出口", "货物进出口")) and bare in ("出口", "进口"):
        return before.replace("进出口", bare, 1)
    traded = re.search(r"进出口(?:总?[额值])?$", before)
    if traded and bare.startswith(("出口", "进口")):
        return before[: traded.start()].removeprefix("地区") + bare
    if before.endswith(_SUMS_OF_OTHER_WAY.get(bare, ())):
        return before[:-4] + bare + before[-2:]  # 货物出口总额9亿元；进口3亿元
    if bare == "总量" and before.endswith(
        (
            "收入",
            "支出",
            "投资",
            "税收",
            "生产总值",
            "成交额",
            "交易额",
            "零售额",
            "增加值",
            "产值",
            "总额",
            "余额",
            "贷款",
            "存款",
            "货值",
        )
    ):
        return before + bare  # 财政总收入增长10%，总量达到…
    if bare.endswith("收入") and _VISITORS.fullmatch(before):
        return f"旅游{bare}"  # 接待游客390万人次，综合收入…
    stem = re.sub(
        r"(?:采收|收获|饲养|养殖|存栏|出栏|捕捞|采集|(?<![精深]深)(?<!来料)加工|屠宰)量?$",
        "",
        _OWN_SIZE.sub("", ENDS_IN_HEAD.sub("", thing_of(before))),
    )
    if bare.endswith(("产量", "总产", "产值", "总面积")):
        stem = re.sub(r"(?:种植|播种)$", "", stem)  # 粮食种植30万亩，产量…
    if bare.startswith(before[-3:-1]) and before[-1:] == "量" and bare[-1:] in ("额", "量"):
        return before[:-3] + bare  # 碳汇交易量80万吨、交易额…
    stem = re.sub(r"(?:(?:全社会)?固定资产|(?:经济效益)?综合指数)$", "", stem)  # 集聚区固定资产投资…，主营业务收入…
    if bare.endswith("收入"):
        stem = re.sub(r"(?<=业务)量$", "", stem)  # 快递业务量9亿件，收入…
    if bare.endswith("人数"):
        stem = re.sub(r"(?:标准|水平)$", "", stem)  # 农村低保标准提高到900元，保障人数…
    stem = re.sub(r"(?:新增|净增)$", "", stem)  # 高速公路新增240公里，总里程…
    if ACCOUNTS.fullmatch(bare):
        stem = re.sub(
            r"(?:地区|国内)?生产总值$|(?:完成|实现)(?:工业)?$|(?<=经济)工业$", "", stem
        )  # 开发区生产总值80亿元，税收…
    stem = re.sub(r"(?<=企业|国企|央企|园区|发区|新区|集群)工业$", "", stem)  # 企业工业总产值80亿元，户数…
    if bare in ("覆盖率", "覆盖面", "普及率"):
        stem = _BUILT.sub("", stem)
    if bare.endswith("率"):
        stem = _AVERAGED.sub("", without_rate(stem))  # 安置房开工率95%、入住率…; 骑手月均收入…，流失率…
    if bare.endswith(("产量", "总产", "单产", "亩产", "产值", "销售收入", "种植面积", "播种面积")):
        stem = stem.removesuffix("生产")  # 粮食生产再获丰收，产量…
    if bare in ("总数", "总量", "累计", "总规模", "总里程", "总面积", "总装机", "总装机容量", "总容量"):
        stem = without_adding(stem)  # 新增高企12家，总数达到86家: the total is not of the new ones
    stem = re.sub(
        r"^(?:计划|累计|继续|争取)*(?:排查(?:整治|整改)?|审计|查处|落实(?=[\u4e00-\u9fff]{2,}(?:项目|工程)$)|推广(?=高|新|优)|抽查|收购|完成(?=[\u4e00-\u9fff]{2}|$)|销售(?!收入|额|总额)|实施|组织实施|推进|启动(?:实施)?(?!建设|资金)|储备|谋划|安排|(?:启动|开工|加快|推进|规划|高标准|"
        r"全面)?建设|新建(?:、续建)?)(?!用地)(?:[和与及、](?:实施|推进|建设|改造))?",
        "",
        stem or "",
    ).lstrip("、")
    stem = stem.removesuffix("总") if before.endswith("总人数") else stem  # 旅游总人数、总收入
    doubled = next((size for size in range(min(len(stem), len(bare) - 1), 1, -1) if stem.endswith(bare[:size])), 0)
    if doubled:
        return stem[:-doubled] + bare  # 不良贷款余额…，不良率
    return (stem or before) + bare if stem else bare


def without_adding(thing: str) -> str:
    """Drop the verb of adding that a thing begins with: 新增贷款 -> 贷款."""
    return re.sub(r"^(?:新增|净增|新晋)", "", _ADDED_FLOW.sub("", thing))


def thing_of(indicator: str) -> str:
    """Give the named thing of an indicator: “科创贷”累计放款 -> “科创贷”."""
    quoted = _QUOTED_THING.match(indicator)
    return quoted["thing"] if quoted else indicator


def share_owner(head: str) -> str:
    """Give what a share is of without its own total: 一般公共预算收入 stays, 高企总数 becomes 高企."""
    return re.sub(r"(?:总数|总量|数量)$", "", head)
