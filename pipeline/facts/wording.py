"""How reports word what a figure measures: the expressions that `indicators` reads with, each with what it is for."""

from __future__ import annotations

import re

from pipeline.resources.pattern_ends import compile_ending

THREE_SECTORS = ("第一产业占比", "第二产业占比", "第三产业占比")
RESPECTIVE = re.compile(r"分别")
SHARED = re.compile(r"(?<![年平人])(?:均|都|双双)")
# 为此提出年均增长8%, 8%的增长目标是可行的: a growth that was stated before is spoken of
TOTALS = re.compile(r"(?:值|额|量|率|数|收入|投资|支出|存款|贷款|税|资产|利润)$")
SPOKEN_OF = re.compile(r"提出|确定|目标|分析|考虑|之所以")
EMPTY = re.compile(
    r"^(?:[，、和与及的了也又还再已其中“”\"（）·—\-*]|同比|环比|实际|名义|总体|占比|可比价|目前|"
    r"[“\"]?十[一二三四五]五[”\"]?(?:时期|期间)?|需要?|为?此|提出|综合分析|以[上下内]|左右|"
    r"另|另有|超额|全面|形成|[两三四五十\d]年(?:来|间)?|近年来|今年|去年|全年|累计|净)*$"
)
PREPOSITION = re.compile(
    r"^(?:赴|向|为|对|给|从|由|与|同|面向|针对|围绕|聚焦|依托|根据|按照|按(?=[^，]{2,8}标准)|据|在)[^，]{1,28}?(?=(?:实施|"
    r"开展|认定|签订|共建|达成|发放|推送|提供|投入|减免|减轻|降低|征集|引进|落实|拨付|采购|输送|培训|"
    r"争取|新增|配备|开放|交付|兑现|派出|选派|投放|减税|让利|建成|建设|新建|集聚|设立|布局|完成|"
    r"实施|投资))"
)
THERE = re.compile(
    r"^在(?![建职校外岗册线])[^，、]{2,12}?(?=(?:创建|打造|新建|培育|推广|改造|推行|布局|开工|建成|建设|新增|设立|引进|规范运营|运营)(?:了)?$)"
)
# 6大主导产业五年累计完成增加值: how many they are and over which years belongs to other fields
NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十])大(?=[\u4e00-\u9fff]{3})|(?:[三五]年|全年|今年)(?=累计)")
ATTAINED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:基本|全部|均|都|率先|已|全面)*(?:实现|达到)(?=[\u4e00-\u9fff]{0,8}$)")
FOR_WHOM = compile_ending(r"(?:为|对|给|向|面向)(?:全[市省区县])?$")
DONE_FOR = re.compile(
    r"^(?:的)?(?P<whom>[\u4e00-\u9fff、（）]{2,30}?)(?:全部|均|都|分别)?(?:(?:给予|进行|开展|实行|予以|提供|实施)(?:了)?"
    r"(?=(?P<done>[\u4e00-\u9fff]{2,20})$)|"
    r"(?=(?P<act>(?:配备|配发|更新|安装|发放|购置|增配|配置|办理|更换|建立|免除|减免)[\u4e00-\u9fff]{2,12})$))"
)
# 中小企业有91%完成改制: what a part of them did
PART_DOING = re.compile(
    r"^(?:以上|左右)?(?:基本|全部|已|成功|顺利)*(?P<verb>实现|完成|进入|进行|通过|纳入|达到)(?:了)?(?:不同类型的)?"
    r"(?P<doing>(?!目标|预期)[\u4e00-\u9fff]{2,10})$"
)
# 为12个贫困县乡村医生发放津贴, 在6个贫困县县级医院设…: the places are counted, not what belongs to them
FOR_PLACES = re.compile(r"(?:为|对|给|向|在)$")
PLACES_COUNTED = re.compile(
    r"^(?:的)?(?P<noun>[\u4e00-\u9fff]{1,14}?(?:县|(?<!地)区|(?<!城)乡|(?<!城)镇|(?<![农乡])村|社区|街道))"
    r"(?=\d|[省市县乡镇村]级|乡村|农村|(?:群众|村民|居民|农民|学生|教师|医生|干部|职工|老人|儿童|农户|家庭)[\u4e00-\u9fff]{2})"
)
# 30公里 | 建制村通水泥路: what is counted in kilometres is the road
ROAD = re.compile(r"(?:的)?[\u4e00-\u9fff]{2,8}通[\u4e00-\u9fff]{0,6}(?:路|公路|油路)")
# 形成3万吨甲醇和5万辆客车生产能力
ABILITY = re.compile(
    r"(?:年|日)?(?:生产|加工|处理|储存|仓储|接待|供应|制造|采选|冶炼|组装|吞吐|供水|发电)?(?:能力|产能)$"
)
ABLE = re.compile(r"(?:形成|新增|具备|达到|拥有|实现)")
SPENT = compile_ending(r"(?P<head>(?:年度|计划|累计|总)?(?:投资|投入))(?:资金)?(?:约|近|超过?|共)?$")
PAID_FOR = re.compile(
    r"^(?:用于|来)?(?:实施|建设|新建|改造|改扩建|扩建|推进|启动|开展|支持|完成|打造|购置|整治|治理|修建)(?:了)?"
    r"(?P<thing>[\u4e00-\u9fff“”]*)$"
)
OWNED_THING = re.compile(r"^(?:等|、|和|与|的)?(?:项目|工程|基地|园|中心)$")
EACH_AREA = re.compile(
    r"^每个(?:县|市|区|乡镇|镇|乡|街道)(?:市|区)?(?:（[市县区、]+）)?(?=新建|建|培育|打造|至少|创建|完成|实施)"
)
EACH_OF = compile_ending(
    r"(?<=[到至为达由从])(?:[年月]?人均|每人每[年月]|统一的|原来的?|过去的?|目前的?|现行的?)$"
)  # 标准提高到年人均1700元
SUPPORT = re.compile(r"^(?:支持|推动|鼓励|引导|指导|帮助|组织|推荐|依托|促成|推进)")
TOGETHER = re.compile(r"^(?:合计|共同|联合|牵头|分别|双方|共|要|年内|今年|去年)+(?:实现|推动)?(?=[\u4e00-\u9fff]{2})")
ORDERED = re.compile(
    r"^[\u4e00-\u9fff]{2,10}(?:局|委|厅|办|中心|公司)(?:要|年内|将|负责|牵头)+(?:推动|加快|会同|"
    r"组织)?(?=[\u4e00-\u9fff]{3})"
)
COMPARED_WITH = compile_ending(r"(?:与|和|同)[^，；]{2,12}?相比$")
FISCAL = re.compile(
    r"^(?:中央|各级|[省市区县州]级?|本级)(?:财政|里|本级)(?:每年|累计|共|新增)?(?:安排|设立|投入|"
    r"拨付|统筹|筹措|出资|列支)+(?=[\u4e00-\u9fff“]{2})"
)
# 选派科技特派员28名进村入户: what the people do is not what is counted
GO = re.compile(r"^(?:担任|进村|进企|入企|赴|前往|到|参加|入驻|支援|深入|下沉|挂职|任|服务|奔赴|充实|返乡)")
TRAILING = compile_ending(
    r"(?:再创新高|创历史新高|创新高|之一|的|了|等|共|(?<![初高])中|之|，|、|和|与|(?<![惠普涉])及|其|由|从)+$"
)
NOUN_START = re.compile(r"^(?:的|以上的)?[“\"《（A-Za-z\u4e00-\u9fff]")
# 实施650个 | 老旧小区供电设施改造: what is done to the things is the noun
ACTED = compile_ending(r"(?:实施|完成|推进|启动|开展|抓好|加快|实行|开工|落实|推动|组织|进行)了?(?:约|近)?$")
NOMINAL = re.compile(
    r"^(?!.*(?:全部|均|已|都|有序|加快|顺利))[\u4e00-\u9fff]{2,14}(?:改造|建设|治理|整治|修缮|升级|绿化|修复|处理|维修|项目|工程|任务|设施|试点)$"
)
# 跻身全国茶业集团30强, 进入全省镇域经济前五强
RANKED = re.compile(
    r"(?:进入|跻身|入选|入围|位列|名列|荣登|荣获|成为|获评|登上|列入|上榜|挺进|晋级|[列居位])(?:了)?"
    r"(?:全国|全省|全市|全区|我国|国家)?(?P<thing>[\u4e00-\u9fff]{4,12}?)(?:排名|榜单?)?(?:前列)?$"
)
# 位居中国数字城市百强榜第19位, 在全国百强县中位列第73位, 被评为热门城市第4名
LISTED_AS = re.compile(
    r"(?:(?:位居|位列|名列|排名|居|列|入选|获评|评为|荣获|获)(?:\d{4}年?)?"
    r"(?P<thing>[\u4e00-\u9fff]{2,12}(?:榜单?|百强[县区市镇]?|考核|评价|测评|评比|评选|排行榜)|(?<=评为)[\u4e00-\u9fff]{2,10}城市)|"
    r"在(?:全[省市区县州])?(?P<among>[\u4e00-\u9fff]{2,14}(?:考评|考核|评价|测评|评比|评选|百强[县区市镇]))中(?:的)?"
    r"(?:位居|位列|名列|排名|排|居|列|获得?|取得|荣获))(?:排名)?$"
)
# 在首届中国最美城市排行榜中，青溪市位居第20位
AMONG = re.compile(
    r"(?:^|[，；。])在(?:首届|第[一二三四五六七八九十\d]+届|\d{4}年?)?"
    r"(?P<list>[\u4e00-\u9fff]{4,16}(?:榜|排行榜|考评|考核|评价|测评|评比|评选|排名))中，?$"
)
# 新区在国家级新区综合排名由第8位上升到…, 在全国县域百强排名十连升，位列…
RANKED_IN = re.compile(
    r"(?:^|[，。；])(?P<who>[\u4e00-\u9fff]{2,8})在(?P<list>[\u4e00-\u9fff]{4,18}(?:排名|排行榜|榜单|综合评价|考核评价|测评))"
    r"(?:中)?(?:[^，；、\d]{0,8}，|[三四五六七八九十]+连[升进增]，?)?(?:由|从|[位排名居]?列?)$"
)
# 建成15个互助院、照料中心: things of a kind that share the count
SAME_KIND = re.compile(
    r"^、(?P<also>[\u4e00-\u9fff“”]{2,12}(?:中心|院|所|园|场|站|馆|室|店|基地|平台|学校|企业|广场|点|车间|工厂))(?=[，。；]|$)"
)
SIZE_START = re.compile(r"^\d[\d.]*[^\d年月日号.：，。][^，。；、]{2,}")  # 2座 | 220千伏变电站
OF_LIST = re.compile(r"等$")
MASK = re.compile(r"^\*+[市省区县]?")
BRACKET_TOTAL = re.compile(r"^(?P<scope>\*{2,3}[市省区县州]?|全[市省区县州国]|我[市省区县])共?(?:有)?$")
SHARE_AWAY = re.compile(
    r"^(?:在|于)?(?P<where>全[国省市区县]|[\u4e00-\u9fff]{2,6})(?:的)?(?P<what>占比|份额|比重|"
    r"占有率)$"
)
# who gains from what the clause before says: 改造老旧小区85个、惠及居民1.1万户
GAIN = re.compile(
    r"^(?:直接|共|已|累计)*(?P<gain>(?:惠及|受益|带动|受惠|参与|参加|服务(?=企业|群众|居民|用户|农户|客户)|"
    r"覆盖(?=居民|农户|人口|群众|企业)|吸引(?![内外]资|投资|资金)|撬动)[\u4e00-\u9fff]{0,8})$"
)
VERB_ONLY = re.compile(
    r"^(?:新增|新登记|新注册|新签约|新开工|新竣工|新投产|新建成|新投用|新落地|新引进|新建|新认定|完成|建成|竣工|开工|投产|签约|"
    r"累计建成|累计完成|当年新增|净增|新入库|入库|新培育|培育|新获批|获批|通过认定|认定|入选|立项|"
    r"获批立项|推广应用|转化应用|通过验收|落地|争取落地|通过|成功入选|到位|获立项|获资助|基本建成|建成投用|竣工交付|"
    r"交付|配售|配租|建成投产|竣工投产|建成投用|累计实施|累计完成|建成运营|扩容|升级改造|改扩建|扩建|续建|加固|重建)$"
)
# 新增甲企业16家，已达到129家: what there is now is no more what was added
NOW_THERE = re.compile(r"^(?:目前|现|已|累计|总共|总量|总数|共|全[市省区县])*(?:分别)?(?:达到?|增至|增加到|增加至|有)$")
ADDED = re.compile(r"^(?:新增|净增|新认定|新引进|新培育|新建|新登记|新注册|新增加)(?=[\u4e00-\u9fffA-Z“]{2})")
# 加大经济适用房建设力度，竣工…; 抓好示范带建设。今年建成…: what is worked on is what is done
WORKED_ON = re.compile(
    r"^(?:进一步|继续|全力|扎实|大力|积极|统筹|深入|持续|稳步|有序|着力|全面|切实|突出)*"
    r"(?:推进|抓好|加大|加快|加强|实施|推动|抓紧|搞好|做好|强化|开展|完善|健全)(?:推进|建设|实施)?"
    r"(?P<thing>[\u4e00-\u9fff“”]{3,14}?)(?:新建|建设|改造|工程|工作|项目|制度|体系|机制|政策)?"
    r"(?:力度|步伐|进度|进程|规模)?$"
)
# 投资3000万元，建设实践基地: the next clause says what the money is for
SPENT_ALONE = re.compile(r"^(?:计划|累计|总|共|年度)?(?:投资|投入|筹资|出资|安排资金|投入资金)$")
SPENT_ON = re.compile(r"^(?:资金)?，(?P<thing>[^，；。：、\d]{4,24})")
SPENT_ON_COUNT = re.compile(
    r"^(?:资金)?，(?P<thing>(?:实施|建设|新建|改造|完成)\d+[项个条处][\u4e00-\u9fff]{3,14})(?=[，。；])"
)
# 抓好甲铁路、乙高速等总投资65亿元的9个项目: the names are of the things that are counted
LISTED_BEFORE = re.compile(r"^[^，；]*、[^，；]*等(?=[\u4e00-\u9fff]{2,8}$)")
# 增加值占GDP的比重: whose it is the clause before says
HEAD_OF_WHOLE = re.compile(r"^(?P<head>[\u4e00-\u9fff]{2,4})(?P<of>占(?!比).+)$")
ALL_REACHED = re.compile(
    r"^(?:均|已|当年)*(?:全部实现|全部|实现|(?=稳定|精准))(?P<what>(?:精准|稳定)?(?:脱贫|就业|转移就业|创业))$"
)
# 4万农村低收入群众年人均收入达到…: the first figure counts the people
PEOPLE_WHOSE = re.compile(
    r"^(?:名)?(?P<who>[\u4e00-\u9fff]{0,10}?(?:群众|居民|人口|农民|职工|学生|农户|家庭|人员))(?=年?人均|收入|工资|全部|生活)"
)
DOES = re.compile(r"完善|办好|做好|优化|健全|推进|推动|加快|整体|全面|为|对|用于|重点|着力|加强")
# 对低保家庭每人每年提供600元补助: what is paid is for whom it is paid
PAID_EACH = re.compile(
    r"(?:^|[，；])(?:继续)?(?:对|为|给)(?:全[市省区县州])?(?P<whom>[\u4e00-\u9fff、]{2,16}?)(?:按照?)?(?P<each>每[人户]每?[年月]?)"
    r"(?:提供|发放|给予|补助|补贴|增发|补|增加)$"
)
# 解决3.6万农村人口的饮水困难, 改善2.4万人饮水条件
EASES = compile_ending(r"(?:解决|改善|缓解)(?:了|好)?(?P<where>农村|城镇|城乡|山区|牧区|库区|移民)?$")
EASED = re.compile(
    r"^(?P<whom>(?:[\u4e00-\u9fff]{0,8}(?:人口|群众|居民|家庭|农户|村民|职工|农民|学生|人畜))?)(?:的)?"
    r"(?P<what>[\u4e00-\u9fff]{2,8}(?:困难|问题|难题|条件|安全))(?:问题)?$"
)
# 农村信用社存款余额90亿元，贷款余额…: of a bank; else 贷款余额 is the region's
BALANCE = re.compile(r"(?:存|贷)款余额")
LENDER = re.compile(r"银行|机构|信用社|公司|金融|小贷|存款|贷款")
FARES = re.compile(
    r"^(?P<subject>[\u4e00-\u9fff（）&A-Za-z]{4,20}?)(?:稳步|持续|不断|逐年|大幅|明显|显著|进一步|快速|稳定|平稳|较快|再)+"
    r"(?:提升|提高|增长|扩大|增加|上升|攀升|改善|增强|下降|降低|创新高)$"
)
# 开展各类文化活动: how many kinds there are is not said
OF_ALL_KINDS = re.compile(
    r"^((?:开展|完成|举办|组织|实施|引进|培育|新增|建成|发放)(?:了)?)各[类项种](?=[\u4e00-\u9fff]{2})"
)
# 开工建设住房40套、基本建成12套: of what was begun only the thing is taken up
SECOND_VERB = re.compile(r"^(?:启动)?(?:建设|新建|改造|推进|实施)(?=[\u4e00-\u9fff]{2})")
# 汽车产业优势进一步巩固，产量…: the head is of the thing, not of its state
STATE_OF = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:发展)?(?:步伐|规模布局|布局|优势|水平|质量|结构|能力|格局|环境|体系|实力)$"
)
# 新型金融工具累计投放基金带动制造业投资: by what means is no part of the indicator
BY_MEANS_OF = re.compile(r"^.{5,}?(?:助力(?=新增|引进|实现)|(?=(?:带动|撬动|拉动)[\u4e00-\u9fff]{4,}$))")
# …；市场主体数量提升，新增1.4万户: a statement that opens behind a semicolon says what the figure is of
NEW_TOPIC = re.compile(
    r"^(?P<topic>[\u4e00-\u9fff]{3,12}?)(?:数量|总量|规模|水平)?(?:稳步|持续|不断|进一步|明显|显著|大幅)*"
    r"(?:提升|提高|增加|增长|扩大|壮大|增强|向好)$"
)
COUNTED = {"项": "项目", "人": "人员", "人次": "人次", "户": "户数"}
"""What a unit counts by itself, where nothing else tells (共16项)."""
# 建筑业加快发展，实现总产值…: a clause that says how something fares names what the figure after it is of
NEW_SUBJECT = re.compile(
    r"^(?P<subject>[\u4e00-\u9fff]{2,8}?(?:业|市场|平台|经济|贸易|物流|金融|旅游|电商|商务|消费|投资|外贸))"
    r"(?:稳步|持续|不断|进一步|快速|加快|加速|蓬勃|平稳|较快|健康|稳定|迅速|高质量|提速|继续|逆势|全面|向好|强劲|运行)"
)
# 固定资产投资累计完成470亿元, 五年累计实现利润58亿元: what was added up over the years is another figure than a year's
ADDED_UP = re.compile(
    r"累计(?:(?:达到?|完成|实现|突破|超额完成|超过?|投入)?(?:约|近|超过?)?$|实现(?=[\u4e00-\u9fff]{2}))"
)
MONEY_FLOW = re.compile(
    r"(?:投资|投入|支出|收入|增加值|总值|总产值|利润|利润总额|利税|税收|销售额|零售额|成交额|进出口总?额|出口总?额)$"
)
ADDED_UP_LEAD = re.compile(rf"^累计(?:实现|完成)?(?=[\u4e00-\u9fff]{{2,}}{MONEY_FLOW.pattern})")
# …产业项目140个，其中20亿元以上13个: of the class only the size is said
CLASS_ONLY = re.compile(
    r"^(?P<class>(?:总?投资|投资额|年?产值|年?(?:主营业务|营业|销售)?收入|年?纳税|税收)?"
    r"(?:(?:超过?|过)[\d.十百千万亿]+元|[\d.十百千万亿]+元及?以[上下]))$"
)
# 扩大职工医疗保险覆盖面，参保率由…: what is widened is what the rate is of
WIDENED = re.compile(
    r"^(?:进一步|继续|不断|持续|稳步|逐步)*(?:扩大|拓展|拓宽|提高|提升)(?P<thing>[\u4e00-\u9fff]{3,14}?)(?:的)?"
    r"(?:覆盖面|覆盖范围|覆盖人群|参保面|保障范围|保障面)$"
)
# 做强新材料产业。…，实现产值40亿元: a clause that opens a sentence names the industry that the output is of
_INDUSTRY = re.compile(
    r"^(?:(?:大力|积极|加快|着力|持续|全力|重点|进一步)*(?:做[大强优精实细]|壮大|发展|培育|打造|提升|振兴)+)"
    r"(?P<industry>[^，；。：、\d]{2,12}?(?:产业|产业集群|产业链|业|经济))[，；。！]"
)
OUTPUT = re.compile(r"^(?:实现|完成)?(?:年|总|综合)?(?:产值|营业收入|主营业务收入|销售收入|营收|增加值)$")
OF_INDUSTRY = re.compile(r"(?:业|集群|产业链|园区?|公司|集团|开发区|高新区|新区)$")
# 5个公路项目120公里建成通车: what was done is said behind both figures
DONE_WITH = re.compile(
    r"^(?:已|均|全部|顺利|陆续|相继|即将)*(?P<verb>(?:建成|竣工|全线)(?:通车|投用|投产|运营|并网)|新?开工建设|新?开工|"
    r"建成|竣工|通车|投产|投用|完工|交付|投运|并网)(?:了)?$"
)
# 6个园区进入全省30强: what they got into is the next figure
TOGETHER_WITH = re.compile(r"(?:共计?|总长|全长|总里程)$")
GOT_INTO_HEAD = re.compile(r"^(?:进入|跻身|入围|入选|挺进|上榜|晋级)[^强]*强(?=[\u4e00-\u9fff]{2})")
GOT_INTO = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{2,8}?)(?P<list>(?:进入|跻身|入围|入选|挺进|上榜|晋级)[\u4e00-\u9fff]*)$"
)
# 低保标准五年分别提高: over how many years is no part of what grew
OVER_YEARS = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?<![学任龄])[三四五]年(?:来|间)?$")
COUNT_UNITS = frozenset({"个", "项", "家", "场", "次", "户", "座", "所", "条", "场次"})
NAMES_LISTED = re.compile(
    r"^(?:.*、.*[^省市县区乡镇]|.*”|.*第[一二三四五六七八九十\d]+届.*|[^、]{6,}(?=等(?:重大|重点|骨干|一批)))等"
    r"(?P<thing>[\u4e00-\u9fff]{0,8}?(?:项目|活动|企业|平台|基地|工程|园区|赛事|机构|公司|品牌|生产线))$"
)
ACTS_ON = re.compile(
    r"^(?P<acts>[\u4e00-\u9fff]{2,12}(?:平台|园|区|城|中心|基地)(?:接入|引进|集聚|汇聚|入驻|吸引))(?=[\u4e00-\u9fff]{2})"
)
NEW_HEAD = re.compile(
    r"^(?P<head>[\u4e00-\u9fff]{2,12}?(?:投资|收入|总值|增加值|产值|产量|总额|贷款|存款|进出口|出口|产能))"
    r"(?:实现|再创|翻|首次|迈|跃|稳步|持续|快速|较快|大幅|不断|逐年|平稳|保持|强劲|再上)"
)
# …75亿元；培育屠宰、加工等产业体系，实现产值…: after a semicolon the clause before says whose it is
MADE = re.compile(
    r"^(?:加快|大力|积极|着力|持续)?(?:培育|延伸发展|发展壮大|发展|引进|做大做强|做大|做强|做优|建设|打造|壮大|推广|实施)"
    r"(?P<thing>[\u4e00-\u9fff、“”]{4,40}?)(?:建设|生产线|等)?$"
)
TRADE = re.compile(r"进出口|外贸|贸易|产品|货物|商品|进口|出口(?!退税)")
ACTS = re.compile(r"^(?:我们|将|要|照|按|坚持|围绕|聚焦|以|力争|确保|各级|各地|大力|积极|深入|全面)")
KIND_OF_FIRM = re.compile(r"^(?:上市|挂牌|出口|注册|授权|示范)(?:企业|公司|商标|专利|基地)")
BROUGHT = re.compile(r"^(?:新?开工|新?签约|储备|谋划|引进|实施|推进|建设|新增|设立|组建|启动|落地|争取|举办)(?=.)")
# 东湖科学城集聚研发机构30家: a park or district is where the figure holds
ZONE_OWNER = re.compile(
    r"^[\u4e00-\u9fff（）·]{2,20}(?:产业园区?|园区|新区|开发区|高新区|经开区|科技城|科学城|示范区|功能区|试验区|综保区|保税区)$"
)
AREA = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:区|城|市|县|镇|村|园|港)$")
DONE_AFTER = re.compile(
    r"^(?P<thing>[^，、]{3,14}?)(?P<verb>累计建成|累计建设|累计开工|建成投用|建成|竣工|开工|投产|"
    r"交付|投用|完工|开复工|复工|新增)$"
)
SIZE = re.compile(
    r"(?:[十百千万五]+亿级|大型|中型|小型|大中型|国家级|省级|市级|县级|国家|省|市|新建|续建|中心|乡级|村级|一级|"
    r"二级|三级)"
)


def industry_of(sentence: str) -> str:
    """Give the industry that the first clause of a sentence sets out to develop, or an empty string."""
    found = _INDUSTRY.match(sentence)
    return found["industry"] if found else ""


def new_topic(joint: str, context: str) -> str:
    """Tell what a statement behind a semicolon turns to before it gives a figure; empty where it turns to nothing.

    Args:
        joint: the marks between the figure and the one before it.
        context: the words of the clauses between them.
    """
    found = NEW_TOPIC.match(re.split(r"[，；]", context.rstrip("，"))[-1]) if "；" in joint else None
    return found["topic"] if found else ""
