"""How reports word what a figure measures: the expressions that several families of rules read with."""

from __future__ import annotations

import re

from pipeline.resources.pattern_ends import compile_ending

RESPECTIVE = re.compile(r"分别|(?<=[\u4e00-\u9fff])(?<![评积得总])分[列居](?=全|第|[^，]{0,8}$)")
EMPTY = re.compile(
    r"^(?:[，、和与及的了也又还再已对把其中“”\"（）·—\-*]|同比|环比|实际|名义|总体|占比|可比价|目前|同时|已经|此外|虽然|尽管|"
    r"[“\"]?十[一二三四五]五[”\"]?(?:时期|期间)?|需要?|为?此|提出|综合分析|以[上下内]|左右|"
    r"(?:从|按|分)[\u4e00-\u9fff]{1,8}(?:看|划分|(?<=[按型质类模])分)|由负转正|止跌回升|计划|另|另有|超额|全面|形成|[一两三四五十\d]年(?:来|间)?|近年来|今年|去年|全年|累计|现|净|冲刺|紧盯|瞄准|提前|奋力|有望)*$"
)
TRAILING = compile_ending(
    r"(?:再创新高|创历史新高|创新高|之一|的|了|等|共|(?<![初高])中|之|，|、|和|与|(?<![惠普涉])及|其|由|从)+$"
)
NOUN_START = re.compile(r"^(?:的|以上的)?(?:[“\"《（A-Za-z\u4e00-\u9fff]|[345]A级|[3-6]G(?![A-Za-z]))")
# 新增甲企业16家，已达到129家: what there is now is no more what was added
NOW_THERE = re.compile(
    r"^、?(?:目前|现|已|累计|总共|总量|总数|共|全[市省县区])*(?:分别)?(?:已经?|首次|成功|一举)*"
    r"(?:达到?|增至|增加到|增加至|有|突破|超过?|(?<=累计))(?:约|近|超过?)?$"
)
ADDED = re.compile(
    r"^(?:新增|净增|新(?:认定|引进|培育|建|登记|注册|增加|推出|晋|栽|开通|成立|设立))(?=[\u4e00-\u9fffA-Z“\d]{2})"
)
COMPLETED = re.compile(r"完成(?:了)?(?:约|近|超过?)?$")
MONEY_FLOW = re.compile(
    r"(?:投资|投入|支出|收入|增加值|总值|总产值|利润|利润总额|利税|税收|销售额|零售额|成交额|进出口总?额|出口总?额)$"
)
ADDED_UP_LEAD = re.compile(rf"^累计(?:实现|完成)?(?=[\u4e00-\u9fff]{{2,}}{MONEY_FLOW.pattern})")
COUNT_UNITS = frozenset({"个", "项", "家", "场", "次", "户", "座", "所", "条", "场次"})
BROUGHT = re.compile(
    r"^(?:(?:重点|突出|着力|集中力量|集中|全力|大力|强力|继续|深入|统筹|滚动|精心|扎实|加快|抓紧|紧紧|发起|共|已)*"
    r"(?:新?开工(?:建设)?|新?签约|储备|谋划|新?引进|新?招引|实施好?|推进|(?:规划)?建设好?|[新扩改续]建|改扩建|新增|设立|组建|成立|启动(?:建设)?|落地|争取|举办|抓好|狠抓|紧盯|盯紧|聚焦|"
    r"力促|促成|做好|服务|支持|跟踪|梳理|推出|发布|策划|落实|竣工|建成|组织|推动|包装|洽谈|编制|达成)(?:了)?)+(?=.)"
)
# 农村信用社存款余额90亿元，贷款余额…: of a bank; else 贷款余额 is the region's
BALANCE = re.compile(r"(?:存|贷)款余额")
LENDER = re.compile(r"银行|机构|信用社|公司|金融|小贷|存款|贷款")
SHARED = re.compile(r"(?<![年平人])(?:均|都|双双)")
