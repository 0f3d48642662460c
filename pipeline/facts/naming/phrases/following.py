"""Read the noun phrase after a count."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.circumstances import strip_circumstances
from pipeline.facts.naming.phrases.deeds import find_deed, read_condition
from pipeline.facts.naming.phrases.heads import HEADS
from pipeline.facts.naming.phrases.quoted import read_quoted
from pipeline.facts.naming.phrases.trim import strip_deadline
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending

_OPENING = re.compile(r"^(?:的|共(?=申报|完成|实施|争取|培育|建成|开展|新增)|具有(?![^，]{2,14}的)|左右的|以上的)")
_AMONG = re.compile(r"^(?P<noun>[县区市省州村镇校园])中(?=排|位|居|列|名)")
# 5家 | 进出口总额超过6000万美元的外贸企业
_OF_A_CLASS = re.compile(
    r"^(?:以上)?(?P<size>[\u4e00-\u9fff]{2,8}(?:超过?|突破|达到?|不低于|不少于|过|在)[\d.十百千万亿]+"
    r"(?:美元|元|吨|亩|人|千瓦)(?:以上)?的)(?P<thing>[\u4e00-\u9fff“”]{2,16})$"
)
_GOES_ON = re.compile(
    r"^(?:全面|加快|加速|有序|有力|稳步|持续|正|正在|顺利|扎实|快速|高效|强力|全力|抓紧|深入|积极)+(?:推进|进行|推开|铺开|展开|实施|开展)$"
)
# 15个 | 水利项目扎实推进: how it goes on stands before a verb that says no more
_WORKED_ON = re.compile(r"(?:推进|实施|开展|展开)")
# 8家 | 医院被列为国家试点, 3个 | 镇被省政府命名为百强镇: by whom is no part of it
_BY_WHOM = re.compile(r"^被[^，；。]{1,8}?(?=(?:认定|评|命名|列|确定)为|授予)")
_MADE = re.compile(r"^被(?=(?:认定|评[为选]|命名|列[入为]|确定|纳入|授予|选[为入])(?!.*(?:全[国省市]|国家)$))")
# 3个 | 区通过国家和自治区验收: what stands behind the last word belongs to all
_SHARES_END = re.compile(
    r"^(?:受到|通过|获得?)[^，；。]{2,8}和[^，；。]{2,16}(?:表彰|奖励|验收|认证|认定|评估|奖|支持|称号|审核|批准)$"
)
# 9家 | 企业在海外建厂: what is done at a place
_DONE_AT = re.compile(
    r"^在(?!全[国省市区]|省市)[^，；。的]{1,16}?(?:成功|正式|集中)*(?P<done>(?:挂牌|上市|落户|落地|设立|开设|建立|建厂|投资|推广|就业|创业|受益)"
    r"[^，；。]{0,10})$"
)
# 5家 | 公司在境内外上市: at which market is part of what they are
_MARKET = r"“?(?:境内外|海内外|境外|海外|[主四]板|创业板|科创板|中小板|新[三四]板|北交所|[AH]股|香港)”?"
_LISTED_AT = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff“”]{0,10}?(?:企业|公司))(?:成功|正式|先后|相继|即将)*在"
    rf"(?P<market>{_MARKET}(?:[和及]{_MARKET})*)(?:市场)?(?:成功|正式)?(?P<done>(?:上市|挂牌)+)(?:融资)?$"
)
# 25个 | 以茶叶加工为主的作坊街: what they are above all is part of what they are
_ABOVE_ALL = re.compile(r"^以[^，；。]{2,16}?为(?:主体?|主导|特色|核心|支撑|重点)的(?=[\u4e00-\u9fff“]{2})")
# 20部 | 影视剧在青溪取景: where no verb is found, what stands behind the place is what they do there
_AT_A_PLACE = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{2,8}?)在(?![建校册编研职线孵库岗园乡营籍外用售读])[^的，；]{2,}?(?P<done>上架(?:销售)?|取景(?:拍摄)?|展出|展演|播出)?$"
)
_STAYS = compile_ending(r"(?:化解|解决|消化|消除|控制|集中|分布|滞留|停留|存|位|处|设|建|留|正|仍)$")
# 20家 | 国企整合为 10家
_MADE_INTO = compile_ending(
    r"(?:优化|重组|改革)?(?:减少?|整合|合并|归并|撤并|调整|划分|压缩|压减|削减|裁减|精简|扩大?|改|清理|缩减|扩展|扩大|增加|提高|重组)(?:为|成|到|至)$|中(?:已|就)?有$|(?:每[人户])?每[年月日人户]$"
)
# 12个 | 试点取得积极进展: how far they have come is no part of what they are
_CAME_ALONG = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:已|均|都|初步|初)*(?:取得|见到?|收到|迎来)(?:了)?(?:[\u4e00-\u9fff]{0,5}?(?:进展|成效|突破|实效|效果)|"
    r"(?:阶段性|丰硕|显著|明显|重大|积极|良好|重要|标志性|一批)+成果)$"
)
_NAMED_BY_DOING = re.compile(
    r"(?:搬迁|推广|转移|就业|脱贫|改制|恢复|并网|供电|用水|转移就业|创建|发展|运营|运行|提高|办理|应用推广|达标)(?:工程|项目|行动|计划)|"
    r"发展(?:专项|引导|扶持|奖励|补助|投资)*(?:资金|基金)"
)
# 12家 | 主板上市企业, 300人 | 城镇就业人员
_KIND_BY_DOING = re.compile(
    r"(?:挂牌|上市|入统|上规|升规|入园|入驻|退出|达标|停产|停工|闲置|出口|集聚|转产)+(?:企业|公司|商户|单位|小区|庭院|学校|农户)|"
    r"(?:就业|脱贫|搬迁|转移就业|入住|受益)(?:人员|人口|居民|农户|群众|家庭|基地|任务)|(?:运营|通车)里程|(?:供电|供水)能力|产能"
)
_FARES_WELL = re.compile(
    r"(?:总体|整体|均|都|全部|建设)*(?:进展|运行|运营|运转|推进)(?:情况)?(?:顺利|良好|平稳|正常|有序|迅速|较快|加快|稳定)"
)
# 重点镇围绕“一镇一业”走特色之路: by what they go is not what is counted
_ACCORDING_TO = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:围绕|按照)(?!.*的).*$")
# 40家 | 企业向绿色、低碳转变: towards what they change
_TOWARDS = re.compile(
    r"(?<=企业)向(?=(?:智能|绿色|高端|数字|网络|集约|新型|现代|集群|中高端|价值链|产业链|服务型|“?专精特新|多元|低碳|下游|上游)).*$"
)
_EXCEEDS = re.compile(
    r"^(?:均|都|全部|已经?|分别)*(?P<than>(?:超过?|突破|达到?|过|高于|不低于)[\d.十百千万亿]+[元吨人亩辆平方公里米]+)$"
)
_ACCOUNT = compile_ending(rf"(?:(?:地区)?生产总值|GDP|(?:一般公共)?(?:预算|财政)?(?:{HEADS}))$")
_OF_DEVELOPMENT = re.compile(r"(?:指标|规划|计划|目标|战略|要素|环境|载体|领域|任务|平台|专项)")
# 7个 | 小区国庆前可封顶
_SOON = compile_ending(
    r"(?<=[\u4e00-\u9fff”]{2})(?:(?:(?:春节|年底|月底|国庆|节)前)?(?:可以?|能够)|(?:(?:19|20)\d{2}年)?(?:春节|元旦|中秋|年底|月底|国庆)前|1?\d月(?:底|初|末|[上中下]旬)?前?|全年|当年|今年|(?:年内)?(?:务必|确保|力争)|年内)$"
)
_UP_TO_MARK = re.compile(r"(?:社区|街路|街道|企业|学校|单位|乡镇|村|卫生院)$")  # 15个 | 城市达标社区
# 困难群众 | 基本生活, 企业线 | 上线下参展: the word is not a verb here
_OF_NAME = re.compile(
    r"基本(?=生活|医疗|养老|公共|农田|药物|建设|功能|条件|住房|单位|草原|民生|保障|保险|技能|险)|(?<=线)上线(?=下)|"
    r"持续(?=发展)|(?<=就近)就业|(?<=就地)就业|集中(?=式|供|安置|居住|连片|区)"
)
_LISTED = ("上市", "挂牌", "挂牌融资")
_LISTED_FIRM = re.compile(r"(?:企业|公司)")
# 90家 | 国企改制圆满完成: that it is done says no more of what was done
_WHOLLY_DONE = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:工作|任务)?(?:全部|圆满|顺利|全面|基本|如期|已经?)+(?:完成|结束)$"
)
_LEAST_NOUN = 2
_NEWLY = re.compile(r"(?<![创更翻革高出])新$")  # 产业园新 | 落地项目, but no 制度创新
_NOT_YET = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:仍|尚|还|均|都)*(?P<not>未|没有|不)(?:能)?$")
# 52个 | 单位共排查出 46处: what they found is the next figure
_FINDS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<!公)(?:共(?![享建治同青产])|累计|合计)[\u4e00-\u9fff]{2,4}[出到了]?$")
# 20万亩 | 糯橄榄并在年内完成种植 6万亩
_GOES_ON_BESIDES = compile_ending(r"(?<=[\u4e00-\u9fff]{2})并(?:在|于|且|将|力争|计划)$")
_DOES_BESIDES = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:参会|到会|与会|参展|参加)并$")  # 24个 | 城市参会并签署共识
_WEAK_SAID = re.compile(
    r"^(?:(?:年内|务必|(?<=都)要(?=[\u4e00-\u9fff]{2})|已经?|全部|均|都(?!市)|高质量|高标准|分期|分批|顺利|成功|实现|"
    r"陆续|相继|先后|如期|按期|提前|正在|正|有序|加快|基本(?!上)|"
    r"抓紧|尽快|全面|率先|首次|纷纷|也|还|累计|分别|进行|即将(?!在)|基本上(?![升市])|加速|稳步(?!推进|提升|增长|发展|前进|实施))+(?:了)?)"
)


# 70% | 大中型企业与高校院所建立了合作关系: with whom is no part of it
_WITH_WHOM = re.compile(r"(?<=企业|公司|单位|机构|高校|院校|院所|医院|学校|园区)[与同][\u4e00-\u9fff、]{2,12}$")
_DONE_TOGETHER = re.compile(r"(?:建立|开展|签[订署约]|达成|合作|共建|联合|结成|结对)")
# 5家 | 落后产能企业: what they have is part of what they are
_OF_CAPACITY = re.compile(r"(?:企业|项目|装置|设备|生产线|煤矿)")


def read_noun_after(post: str, patterns: Patterns, *, runs_on: bool = False, people: bool = False) -> str:
    """Read the noun phrase after a count, with what is said of it put before it.

    339个 | 贫困村全部退出 -> 退出贫困村; 3项 | 成果入选X -> 入选X成果; 22个 | 项目 -> 项目; 4859人 | 脱贫 -> 脱贫人口.
    `runs_on` says that another figure follows in the clause: what is said then is said of that one.
    `people` says that the unit itself is the noun.
    """
    post = _CAME_ALONG.sub("", _MADE_INTO.sub("", post)).replace("完成或超额完成", "完成")
    of_a_class = _OF_A_CLASS.match(post)
    if of_a_class:
        return _put_size(of_a_class["size"], of_a_class["thing"], read_noun_after(of_a_class["thing"], patterns))
    phrase = _OPENING.sub("", post)
    among = _AMONG.match(phrase)
    if among:
        return among["noun"]
    if phrase.startswith("被"):  # 8人被推荐到国家级人才工程
        return re.sub(r"^被(?P<verb>[\u4e00-\u9fff]{2})[到为进]", r"\g<verb>", phrase)
    if not runs_on and (stated := read_condition(phrase)):
        return stated
    if phrase.endswith(_LISTED) and (listed := _LISTED_AT.match(phrase)):
        return listed["market"] + listed["done"] + listed["thing"]
    if phrase.startswith("以") and (above_all := _ABOVE_ALL.match(phrase)):
        return above_all.group() + read_noun_after(phrase[above_all.end() :], patterns, runs_on=runs_on)
    phrase = _TOWARDS.sub("", phrase) if "企业向" in phrase else phrase
    phrase = _ACCORDING_TO.sub("", phrase) if "围绕" in phrase or "按照" in phrase else phrase
    if phrase.endswith("”") and (quoted := read_quoted(phrase, patterns)) is not None:
        return quoted
    found = _find_said(phrase, patterns, runs_on=runs_on)
    whole = patterns.predicate.match(phrase) if people else None
    if whole and len(phrase) <= 8 and not re.match(r"^(?:达到|均|都|占|增长|下降|提高|排名|居|列)", phrase):
        return _WEAK_SAID.sub("", phrase) + "人口"
    if not found:
        if runs_on:
            return strip_circumstances(_FINDS.sub("", phrase), runs_on=True)
        at_a_place = _AT_A_PLACE.match(phrase)
        if at_a_place is None or _STAYS.search(at_a_place["noun"]):
            return phrase
        return (at_a_place["done"] or "") + at_a_place["noun"]
    noun, said = phrase[: found.start()], phrase[found.start() :]
    bare = strip_circumstances(strip_deadline(_SOON.sub("", noun)), runs_on=runs_on)
    how = noun[len(bare) :]
    goes_on = how and not how.startswith(("在", "于", "向", "到")) and _WORKED_ON.fullmatch(said) and not runs_on
    noun = bare
    is_new = patterns.flow.match("新" + said) or said.startswith(("纳入", "列入", "入选"))
    if is_new and len(noun) > _LEAST_NOUN and _NEWLY.search(noun):
        noun, said = noun.removesuffix("新"), "新" + said  # 12个 | 产业园新落地项目
    noun = _DOES_BESIDES.sub("", noun)
    if _DONE_TOGETHER.match(said):
        noun = _WITH_WHOM.sub("", noun)
    if not_yet := _NOT_YET.search(noun):
        noun, said = noun[: not_yet.start()], not_yet["not"] + said  # 12万 | 贫困人口仍未脱贫
    if found.group() == "发展" and "的" in noun[1:-1] and not runs_on:
        return phrase  # 200户 | 有劳力的低收入农户发展茶叶种植
    if re.search(r"(?:工作|任务|行动)$", said) and len(said) <= 6:
        return re.sub(r"工作$", "", phrase)  # 两个 | 5A级景区创建工作
    if _NAMED_BY_DOING.fullmatch(said) or (not runs_on and _KIND_BY_DOING.fullmatch(said) and "、" not in noun):
        return phrase  # 5个 | 生态移民搬迁工程
    if not runs_on and _FARES_WELL.fullmatch(said):
        return noun  # 27个 | 项目运行良好
    said = _BY_WHOM.sub("被", said) if said.startswith("被") else said
    became = re.match(
        r"^(?:成功)?(?P<verb>成为|跻身|被评为|被认定为|评为|晋升为?|升格为?|获评|入选|被命名为|"
        r"被列为|被确定为|被授予|获批|列[入为])(?P<what>.+)$",
        said,
    )
    what = re.sub(r"(?:名单|名录|行列|称号)$", "", became["what"]) if became else ""
    kind_alike = became and became["verb"] in ("成为", "跻身", "晋升为", "晋升", "升格为") and what[-2:] == noun[-2:]
    if became and (what.endswith(noun) or kind_alike) and not runs_on:
        return (
            became["verb"] if became["verb"] in ("获评", "入选", "获批", "列入", "列为", "晋升", "升格为") else ""
        ) + what
    if runs_on:
        return _GOES_ON_BESIDES.sub("", noun)
    exceeding = _EXCEEDS.match(said)
    owned = _ACCOUNT.search(noun) if exceeding else None
    if exceeding and owned and owned.start():  # 3家 | 企业销售收入均超过20亿元
        return owned.group() + exceeding["than"] + noun[: owned.start()]
    if goes_on or _GOES_ON.match(said):
        return noun.removesuffix("建设") if len(noun) > 4 else noun  # 37个 | 水利工程建设加快推进
    said = _WEAK_SAID.sub("", said)
    said = re.sub(r"^([\u4e00-\u9fff]{2})到?了", r"\1", said)
    if made := _MADE.match(said):
        said = said[made.end() :]
    elif placed := _DONE_AT.match(said):
        said = re.sub(r"^([\u4e00-\u9fff]{2})了", r"\1", placed["done"])
    if not _SHARES_END.match(said):
        said = re.split(r"并(?!网)|且|和(?!新)", said)[0]
    said = _WHOLLY_DONE.sub("", said)
    if "、" in said:
        said = said.removesuffix("任务")  # 3千名 | 渔民搬迁、安置任务
    if (
        re.match(
            r"^(?:(?:加快|推动|实现)?(?:高质量|快速|健康|融合|协同|创新|蓬勃)+发展$|成效|效果|进展|进度|如火如荼|良好|明显|显著|中|为|以|由|到|在(?!全[国省市](?:复制|推广))|是|与|向(?!.{1,4}开放)|从|对(?!.{1,4}开放)|将|排名|位居|居|列(?![入为])|占|增长|下降|提高|被|达到(?!.{0,12}(?:标准|要求|规模|水平))|有|稳步|总体|"
            r"超额|完成年度|完成$)",
            said,
        )
        or len(said) > 22
    ):
        said = ""
    return said + noun if said else noun


def _put_size(size: str, phrase: str, noun: str) -> str:
    """Put the size that a class is told by before its noun: (产业园落地, 落地产业园) -> 落地 + size + 产业园."""
    start = noun_start(noun, phrase)
    return noun[:start] + size + noun[start:] if len(noun) - start > _LEAST_NOUN else size + phrase


def noun_start(name: str, phrase: str) -> int:
    """Give where the noun that a phrase opens with stands in a name that begins with what is said of it.

    (获奖团队, 团队获奖) -> 2; the length of the name where it ends in no such noun.
    """
    return next((start for start in range(len(name)) if phrase.startswith(name[start:])), len(name))


def _find_said(phrase: str, patterns: Patterns, *, runs_on: bool) -> re.Match[str] | None:
    """Find what is said of the things: the first predicate that is no part of what they are called."""
    found = patterns.predicate.search(phrase, 1) if len(phrase) > 1 else None
    while found and _is_of_name(phrase, found, runs_on=runs_on):
        found = patterns.predicate.search(phrase, found.end())
    while found and found.start() < 2 and len(phrase) > found.end() and phrase[0] not in "县市区省州村镇乡校户":
        found = patterns.predicate.search(phrase, found.start() + 1)
    does = find_deed(phrase)
    return does if does and (found is None or does.start() < found.start()) else found


def _is_of_name(phrase: str, found: re.Match[str], *, runs_on: bool) -> bool:
    word, end = found.group(), found.end()
    if phrase.rfind("“", 0, found.start()) > phrase.rfind("”", 0, found.start()):
        return True  # 8个 | 区域“脱贫致富示范区”样板
    if phrase.startswith("的", end) and end + 2 < len(phrase):
        return True  # 1个 | 全产业链发展的主导产业
    if word == "发展":
        whole = phrase[: found.start()].endswith(("高质量", "可持续", "协调", "融合", "均衡"))
        return whole or bool(_OF_DEVELOPMENT.match(phrase, end))
    if word == "投入":  # 3家 | 企业研发投入
        return phrase[: found.start()].endswith(("研发", "科研"))
    if word == "达标":
        return bool(_UP_TO_MARK.match(phrase, end))
    if word in ("上市", "挂牌"):  # 12家 | 主板上市企业增资
        return bool(_LISTED_FIRM.match(phrase, end))
    if word in ("产能", "产值"):  # 1000台 | 氢能产能
        return bool(_OF_CAPACITY.match(phrase, end)) or (end == len(phrase) and not runs_on)
    return bool(_OF_NAME.match(phrase, found.start()))
