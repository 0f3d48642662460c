"""What people, firms and places do: verbs that say so only behind a noun for them (企业 | 结对共建)."""

from __future__ import annotations

import re

from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_index import compile_guarded

# 行政村 | 通客车, 焊工 | 持证上岗
_DEED = compile_guarded(
    r"(?<=[业企商农司校院所学构队位民众生员工户庭象力部师者年镇乡道区村县市人手长士馆目地场体流童女项产点炉厅])"
    r"(?P<deed>"
    r"(?<=[村镇县区道户])通(?:上|了)?(?:天然气|硬化|水泥|沥青|公路|客车|班车|油路|自来水|动力电|宽带|光纤|路|管道|高速|铁路|邮|电)|"
    r"开通(?!工程)|免(?:费乘|费接受|费参观|费享|学费|试)|补助生活费|持证上?岗?|(?:动态)?消除(?!贫困)|结对|驰援|支援(?!队)|下沉|挂(?:乡|职|村|点)|包[村联]|"
    r"(?<![省市部校])共建(?!共治|园)|构建(?!工程)|组建(?!工作)|升格|参展(?!并)|参会(?!并)|留[^守学置存]|返乡(?!创业园|入乡)|进城|积分入户|向(?:社会|市民|公众|游客|农村|群众)|面向社会|"
    r"对(?:外|社会|市民|公众)(?:免费)?开放|免费(?:向|对)|错时|延时开放|接受(?!度)|划转为|划归|建有|设有|配有|装有|利用(?=公积金)|有了|配齐|用上|拥有|公示|复学|荣膺|荣登|中标|参照|"
    r"重复(?=收费|享受|领取|发放|申报|列支|报销|计提|采购|支付|参保|建设)|违[规法](?=[\u4e00-\u9fff]{2})|虚[报列增](?=[\u4e00-\u9fff]{2})|套取|骗取|"
    r"挪用|截留|挤占|[少多漏]计(?=[\u4e00-\u9fff]{2})|欠缴|应[缴收]未[缴收]|超(?:标准|范围|预算|概算|进度|期限)|擅自|拖欠|滞留|账实不符|先[^，；。先后]{2,6}后[^，；。]{2,6}$|"
    r"对外(?=出借|担保|投资|借款|拆借)|"
    r"包揽|执行(?=[^，]{0,4}(?:标准|政策|制度))|脱困|就地(?=转化|就业)|具备|承接(?!平台|产业)|增资|扩产|转产|退捕|上岸|走出|走进|对接(?!会|活动|平台)|赢得|捧得|"
    r"夺得|重返|重获|(?:稳定|持续)增收|(?<=[员生人师部者手才医军])(?:赴|下乡|驻[村企点]|援[藏疆鄂])|改善(?=了)|提升(?=为|至|到)|改造(?=为|成)|变身|转型(?=为)|扎根|创办(?!企业)|领办|吸引(?!力)|自愿|志愿加入|签署|联合|联办|合作共建|实现了|"
    r"取消(?=[\u4e00-\u9fff]{3})|增设(?=[\u4e00-\u9fff]{2})|加[装建](?=[\u4e00-\u9fff]{2})|收回(?=[\u4e00-\u9fff]{2})|走访(?!活动|慰问)|公开(?=[\u4e00-\u9fff]{3})|"
    r"申领|扩大(?![到至为])(?=[\u4e00-\u9fff]{2})|加强(?=[\u4e00-\u9fff]{2})|争创|扭亏|解决(?=[\u4e00-\u9fff]{2,8}(?:难题|困难|瓶颈)$)|"
    r"(?:转型升级|提档升级|提质增效|提质升级|提质扩面|扩产增效|做大做强|争先进位|晋位升级|达产达效)$|"
    r"组团(?=式|参|赴|出|到|来)|逆[行势]|返岗|转岗|圆梦|搞好|采取|采用|改用|选用|深挖|降低(?=[\u4e00-\u9fff]{2})|签定|全程网办|异地可办|应[保批收]尽[保批收]|就近入学|在(?![建册线库校职营编用售])(?=[^，；。的]{1,8}(?:投资|建厂|设厂|布局|取景|办厂))"
    r")"
    r"|(?<=[\u4e00-\u9fff])(?P<sure>"
    r"受到|贡献了|[作做]出(?!了?[^，；。]{0,6}贡献)|拿到|领到|斩获|分获|上榜|亮相|献出|搬[出离](?!户)|[乔喜]?迁新居|普及了|跨[进入]|迈[进入](?!式)|摘掉|甩掉|填补|改为|接近(?=目标)"
    r")"
)
# 9个 | 断面水质全部达标: what is said of a side of the things
_CONDITION = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{1,16}?)(?P<side>(?:出水|出境)?水质|空气质量|大气质量|(?:集体)?(?:经营性|经济)?(?:总|年)?收入(?=[^，]{0,4}达标))"
    r"(?:全部|均|都|已|稳定|持续|基本|全面)*"
    r"(?P<said>达标|优良|良好|(?:明显|显著|稳步|有所)?(?:改善|提升|好转|变好)|达到[\u4e00-\u9fff]{2,12}(?:标准|要求|水质|水体))$"
)
# 30个 | 村庄面貌焕然一新
_RENEWED = compile_ending(
    r"^(?P<thing>[\u4e00-\u9fff]{1,16}?)(?:村容|景观|环境|风貌|城乡|[村镇]容[村镇]貌)?(?:面貌|旧貌|容貌)?(?:焕然一新|换新颜|换新貌|展新颜|大变样|明显改观|日新月异)$"
)
# 企业组建工作, 群众接受教育活动: a noun that a verb stands in
_NAMES_WORK = compile_ending(
    r"(?:工程|项目|行动|计划|任务|工作|活动|方案|措施|政策|专项|标准|机制|平台|中心|基地|场所|资金|经费|网络|线路|路段|道路|公路|力度)$"
)
# verbs that stand in no such noun
_FIRMLY = re.compile(r"^(?:通|划转|持证|接受|用上|拥有|执行|参照|向|面向|对|配齐)")
_SHORT_NOUNS = "村县镇乡市区"


def find_deed(phrase: str) -> re.Match[str] | None:
    """Find what the people, firms or places that a phrase begins with do; None where it tells of no deed of theirs."""
    found = _DEED.search(phrase, 1 if phrase[:1] in _SHORT_NOUNS else 2)
    if found is None or found["sure"] or _FIRMLY.match(found["deed"]):
        return found
    return None if "的" in phrase[found.end() : -2] or _NAMES_WORK.search(phrase) else found


def read_condition(phrase: str) -> str | None:
    """Read what is said of a side of the things: 断面水质全部达标 -> 水质达标断面; None where it is no such phrase."""
    if ("质" in phrase or "收入" in phrase) and (said := _CONDITION.match(phrase)):
        return said["side"] + said["said"] + said["thing"]
    renewed = _RENEWED.match(phrase)
    return renewed["thing"] if renewed else None
