"""Cut the indicator out of the words around a figure: pure functions on short phrases."""

from __future__ import annotations

import re

from pipeline.facts.patterns import LEVEL_WORD, TIME, Patterns
from pipeline.resources.pattern_ends import compile_ending

_HEADS = (
    "缴纳各项税收|缴纳税收|缴纳税金|上缴税收|年均增速|运营里程|运营总里程|综合产值|覆盖面|收缴率|征缴率|社会化发放率|发放率|计划总投资|总投资额|投资总额|总投资|计划投资|完成投资额|完成投资|到位资金|协议资金|"
    "协议投资额|协议投资|合同金额|合同资金|研发总投入|研发投入|投资额|投资|总产值|产值|增加值|"
    "主营业务收入|营业收入|营业总收入|销售收入|经营收入|总收入|收入|利润总额|利润|利税总额|利税|"
    "税收|入库税收|纳税|建筑面积|总建筑面积|占地面积|总面积|种植面积|播种面积|营业面积|面积|"
    "总产量|产量|总产|单产|亩产|"
    "销售量|销量|销售额|零售额|交易额|成交额|成交量|贸易额|出口额|出口量|出口|进口额|进口|总规模|"
    "规模|总量|总数|总额|数量|增速|增幅|(?:跃升|上升|提升|增长|下降)幅度|增量|占比|比重|存款余额|贷款余额|余额|"
    "投入强度|强度|成交金额|合同成交额|平均利率|利率|不良率|通过率|亏损面|使用率|满意率|转化率|"
    "中标额|贷款额|兑现率|入住率|就地转化率|办结率|空置率|履约率|规划用地|总投资概算|"
    "年度计划投资|年度投资|年招生规模|审批时限|审核时限|办理时限|"
    "日处理能力|年处理能力|处理能力|设计产能|装机容量|总装机容量|装机|容量|总里程|里程|通车里程|"
    "年产值|年产能|产能|市值|总资产|净资产|资产总额|资产|发病率|死亡人数|营收|参保率|入学率|覆盖率|"
    "上缴税金|实缴税金|入库税金|税金|发电量|用电量|装机占比|从业人员总数|就业人数|"
    r"(?:日|月|年)(?:检测|处理|产|吞吐|接待|加工|供水|发电|生产)(?:量|能力)|"
    "投放规模|销售面积|施工面积|新增通车里程|营业额|金额|价格|保障人数|注册资本|合同外资额?|现价工业总产值|达标率|投资完成率|存栏量?|出栏量?|饲养量|办复率|参合率|巩固率|最低筹资水平|人均筹资标准|筹资水平|筹资标准|群众满意率|"
    "授权量|申请量|登记量|签约金额|签约额|总金额|额度|协议金额|成交总额|合同总额|人均筹资|优秀率|新增投资|"
    "合格率|优良率|产销率|利润率|总投资规模|投资规模|支出|个数|户数|家数|人数|年销售额|年销售收入"
)
_TIMES_AHEAD = re.compile(rf"^(?:{TIME}[，]?)+")
_BARE_HEAD = re.compile(rf"^(?:年|累计|全年|实现|完成|其|项目|实际)??(?P<head>{_HEADS})$")
_BARE_PAIR = re.compile(rf"^(?P<first>{_HEADS})(?P<rest>(?:[、和](?:{_HEADS}))+)$")
_ADDED_HEADS = (
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
_ENDS_IN_HEAD = compile_ending(rf"(?P<head>{_HEADS})$")
_LEVEL_ONLY = re.compile(rf"^(?:[^，]{{0,2}}(?:新增|新获批|获批|培育|认定|创建))?(?P<level>{LEVEL_WORD})(?:的)?$")
_LEVEL_LEAD = re.compile(
    r"^(?:新增|新获批|获批|培育认定|认定|培育|创建|争创|新认定|入选|获评|建成|建有|"
    r"拥有)?(?P<level>国家级|省级以上|省级|市级以上|市级|县级以上|县级|区级|国家|自治区级)"
)


def strip_tail(phrase: str, patterns: Patterns) -> str:
    """Drop what stands between an indicator and its value: 达到, 约, 控制在, 到2025年..."""
    return patterns.tail.sub("", phrase)


def strip_lead(phrase: str, patterns: Patterns) -> str:
    """Drop connectives, times and adverbs before an indicator, as many as stand there."""
    while match := patterns.lead.match(phrase):
        rest = phrase[match.end() :]
        if len(rest) < 2 and not _BARE_HEAD.match(phrase):
            break
        if not rest or _BARE_HEAD.match(phrase):
            break
        phrase = rest
    return phrase


def is_bare_head(phrase: str) -> bool:
    """Tell whether a phrase is only the head of an indicator (产值, 总投资), which needs what went before."""
    return bool(_BARE_HEAD.match(phrase))


def combine_pair(before: str, heads: str) -> str:
    """Put 增量、总量 onto what the sentence was about; empty where the words are no list of bare heads."""
    match = _BARE_PAIR.match(heads)
    return combine_head(before, match["first"]) + match["rest"] if match else ""


def is_level_only(phrase: str) -> bool:
    """Tell whether a phrase only names a level (国家级, 省级以上)."""
    return bool(_LEVEL_ONLY.match(phrase))


_ONE_OF_LIST = re.compile(r"等(?:一批|一系列|\d*[个项]|重[点大]|系列|项目|工程|产业).*$")


def last_of_names(phrase: str) -> str:
    """Give the name itself where it ends a list: 甲光电等一批项目竣工 -> 甲光电."""
    return _ONE_OF_LIST.sub("", phrase) or phrase


def _without_adding(thing: str) -> str:
    """Drop the verb of adding that a thing begins with: 新增贷款 -> 贷款."""
    return re.sub(r"^(?:新增|净增)", "", _ADDED_FLOW.sub("", thing))


def combine_head(before: str, head: str) -> str:
    """Put a bare head onto the thing that the sentence was about: (高新技术企业产值, 利润) -> 高新技术企业利润."""
    match = _BARE_HEAD.match(head)
    bare = match["head"] if match else head
    if bare.endswith("率") and len(bare) > 2 and before.endswith(bare[:-1]):
        return before + "率"  # 空气质量达标296天，达标率…
    if bare in _ADDED_HEADS:
        return (_without_adding(before) if bare == "增量" else before) + bare
    if before.startswith(("外贸进出口", "进出口", "货物进出口")) and bare in ("出口", "进口"):
        return before.replace("进出口", bare, 1)
    traded = re.search(r"进出口(?:总[额值])?$", before)
    if traded and bare.startswith(("出口", "进口")):
        return before[: traded.start()].removeprefix("地区") + bare
    stem = re.sub(r"(?:采收|饲养|养殖|存栏|出栏|捕捞|采集|加工|屠宰)量?$", "", _ENDS_IN_HEAD.sub("", thing_of(before)))
    if bare.endswith("人数"):
        stem = re.sub(r"(?:标准|水平)$", "", stem)  # 农村低保标准提高到900元，保障人数…
    stem = re.sub(r"(?:新增|净增)$", "", stem)  # 高速公路新增1700公里，总里程…
    if _ACCOUNTS.fullmatch(bare):
        stem = re.sub(r"(?:地区|国内)?生产总值$|(?:完成|实现)(?:工业)?$", "", stem)  # 开发区生产总值80亿元，税收…
    if bare == "产量":
        stem = stem.removesuffix("生产")  # 粮食生产再获丰收，产量…
    if bare in ("总数", "总量", "累计", "总规模", "总里程", "总面积", "总装机", "总装机容量"):
        stem = _without_adding(stem)  # 新增高企12家，总数达到86家: the total is not of the new ones
    stem = re.sub(
        r"^(?:计划|累计)?(?:销售(?!收入|额|总额)|实施|组织实施|推进|储备|谋划|安排|(?:启动|开工|加快|推进|规划|高标准|"
        r"全面)?建设|新建)(?!用地)",
        "",
        stem or "",
    )
    doubled = next((size for size in range(min(len(stem), len(bare) - 1), 1, -1) if stem.endswith(bare[:size])), 0)
    if doubled:
        return stem[:-doubled] + bare  # 不良贷款余额…，不良率
    return (stem or before) + bare if stem else bare


_LEVEL_AFTER = re.compile(
    r"^(?:累计|共|已)?(?:新增|新获批|获批|培育认定|认定|培育|创建|争创|新认定|入选|获评|建成|建有|"
    r"拥有|完成|实施|选派|引进|新建|设立|组建|建设)?"
)
_OF_ALL_KINDS = re.compile(r"^(?:各级各类|各级|各类)")
_ADDED_FLOW = re.compile(
    r"^(?:(?:新|净|再|累计|当年)*(?:增|增加|登记|注册|认定|培育|引进|建成|建|入库|获批|设立|签约|"
    r"开工|设))(?=[\u4e00-\u9fff“”A-Za-z]{3})"
)


_QUOTED_THING = re.compile(r"^(?P<thing>“[^”]{2,12}”)(?:累计|新增|共|已)?[\u4e00-\u9fff]{2,4}$")


def thing_of(indicator: str) -> str:
    """Give the named thing of an indicator: “科创贷”累计放款 -> “科创贷”."""
    quoted = _QUOTED_THING.match(indicator)
    return quoted["thing"] if quoted else indicator


def share_owner(head: str) -> str:
    """Give what a share is of without its own total: 一般公共预算收入 stays, 高企总数 becomes 高企."""
    return re.sub(r"(?:总数|总量|数量)$", "", head)


def combine_level(before: str, level: str) -> str:
    """Put another level on an indicator: (新增国家级高新技术企业, 省级) -> 新增省级高新技术企业."""
    match = _LEVEL_ONLY.match(level)
    word = match["level"] if match else level
    if word in ("国家", "省", "市", "自治区"):
        word += "级"
    found = _LEVEL_LEAD.match(before)
    if found:
        return before[: found.start("level")] + word + before[found.end("level") :]
    inside = re.search(LEVEL_WORD.replace("|国家|省|市|自治区)", ")"), before)
    if inside:
        return before[: inside.start()] + word + before[inside.end() :]
    verb = _LEVEL_AFTER.match(before)
    at = verb.end() if verb else 0
    return before[:at] + word + _OF_ALL_KINDS.sub("", before[at:])


_CLASS = re.compile(r"(?P<base>(?:总?投资|产值|收入|纳税|税收)?)(?:超过?|过)?[\d.十百千万亿]+元及?(?:以[上下])?的?")
_OVER = re.compile(r"(?:超过?|突破|过)[\d.十百千万亿]+元")


def complete_like(before: str, noun: str) -> str:
    """Lend the front of what was named before to a noun like it; empty where it is not like it.

    (历史文化名镇, 名村) -> 历史文化名村; (营业收入超百亿元的企业, 超千亿元的企业) -> 营业收入超千亿元的企业.
    """
    over, class_before = _OVER.match(noun), _OVER.search(before)
    if over and class_before:
        thing = before[class_before.end() :] if noun[over.end() :] in ("", "的") else ""
        return before[: class_before.start()] + noun.removesuffix("的" if thing else "") + thing
    kind = re.fullmatch(r"(?P<stem>[\u4e00-\u9fff]{0,2})[县乡镇村]", noun)
    place = re.fullmatch(r"(?P<front>.{2,}?)(?:乡镇|[县乡镇村])", before)
    alike = kind and place and place["front"].endswith(kind["stem"]) and before[-1] != noun[-1]
    return place["front"].removesuffix(kind["stem"]) + noun if kind and place and alike else ""


def combine_class(before: str, size: str, patterns: Patterns) -> str:
    """Put another size on a thing: (新开工亿元以上项目, 10亿元以上) -> 新开工10亿元以上项目."""
    if found := _CLASS.search(before):
        base = found["base"] if size[0] in "超过一二三四五六七八九十百千万亿0123456789" else ""
        return before[: found.start()] + base + size + before[found.end() :]
    verb = leading_verb(before, patterns)
    return verb + size + before[len(verb) :]


_BUILDS = re.compile(r"新建|改建|扩建|续建|改扩建|改造|提升|修复|整治|加固|更新|翻建")


def leading_verb(phrase: str, patterns: Patterns) -> str:
    """Give the verb of doing that a phrase begins with (新增, 完成...), or an empty string."""
    end = len("累计") if phrase.startswith("累计") else 0
    match = patterns.flow.match(phrase[end:])
    if match is None:
        return ""
    end += match.end()
    while further := re.match(r"[、和与及并]?", phrase[end:]):  # 新建和改造提升: verbs that share their object
        match = patterns.flow.match(phrase[end + further.end() :])
        if match is None or not (further.group() or _BUILDS.match(match.group())):
            break
        end += further.end() + match.end()
    return phrase[:end]


def read_noun_after(post: str, patterns: Patterns, *, runs_on: bool = False, people: bool = False) -> str:
    """Read the noun phrase after a count, with what is said of it put before it.

    339个 | 贫困村全部退出 -> 退出贫困村; 3项 | 成果入选X -> 入选X成果; 22个 | 项目 -> 项目; 4859人 | 脱贫 -> 脱贫人口.
    `runs_on` says that another figure follows in the clause: what is said then is said of that one.
    `people` says that the unit itself is the noun.
    """
    post = _MADE_INTO.sub("", post)
    of_a_class = _OF_A_CLASS.match(post)
    if of_a_class:
        return of_a_class["thing"]
    phrase = re.sub(r"^(?:的|具有(?![^，]{2,14}的)|左右的|以上的)", "", post)
    among = re.match(r"^(?P<noun>[县区市省州村镇校园])中(?=排|位|居|列|名)", phrase)
    if among:
        return among["noun"]
    if phrase.startswith("被"):  # 8人被推荐到国家级人才工程
        return re.sub(r"^被(?P<verb>[\u4e00-\u9fff]{2})[到为进]", r"\g<verb>", phrase)
    quoted = re.match(r"^(?P<noun>[\u4e00-\u9fff]{2,10})(?P<said>“[\u4e00-\u9fff]{3,6}”)$", phrase)
    if quoted and _KIND_OF.fullmatch(quoted["noun"]):
        return phrase  # 1家 | 全球“灯塔工厂”
    if quoted:  # 8类重点人群“应检尽检”
        if re.search(r"(?:制|工程|行动|计划|模式)”$", quoted["said"]):
            return quoted["noun"]  # 16条重点产业链“链长制”
        if _DOES_IT.fullmatch(quoted["noun"]):
            return phrase  # 1765户 | 完成“个转企”
        return quoted["said"] + _NAMED_AS.sub("", quoted["noun"])
    found = patterns.predicate.search(phrase, 1) if len(phrase) > 1 else None
    while found and found.group() == "发展" and phrase[: found.start()].endswith(("高质量", "可持续", "协调", "融合")):
        found = patterns.predicate.search(phrase, found.end())
    while found and found.start() < 2 and len(phrase) > found.end() and phrase[0] not in "县市区省州村镇乡校户":
        found = patterns.predicate.search(phrase, found.start() + 1)
    whole = patterns.predicate.match(phrase) if people else None
    if whole and len(phrase) <= 8 and not re.match(r"^(?:达到|均|都|占|增长|下降|提高|排名|居|列)", phrase):
        return _WEAK_SAID.sub("", phrase) + "人口"
    if not found:
        return phrase
    noun, said = phrase[: found.start()], phrase[found.start() :]
    if found.group() == "发展" and "的" in noun[1:-1] and not runs_on:
        return phrase  # 200户 | 有劳力的低收入农户发展茶叶种植
    if re.search(r"(?:工作|任务|行动)$", said) and len(said) <= 6:
        return re.sub(r"工作$", "", phrase)  # 两个 | 5A级景区创建工作
    if _NAMED_BY_DOING.fullmatch(said):
        return phrase  # 5个 | 生态移民搬迁工程
    if not runs_on and _FARES_WELL.fullmatch(said):
        return noun  # 27个 | 项目运行良好
    became = re.match(
        r"^(?:成功)?(?P<verb>成为|跻身|被评为|被认定为|评为|晋升为|获评|入选|被命名为|"
        r"获批)(?P<what>.+)$",
        said,
    )
    what = re.sub(r"(?:名单|名录|行列|称号)$", "", became["what"]) if became else ""
    kind_alike = became and became["verb"] in ("成为", "跻身", "晋升为") and what[-2:] == noun[-2:]
    if became and (what.endswith(noun) or kind_alike) and not runs_on:
        return (became["verb"] if became["verb"] in ("获评", "入选", "获批") else "") + what
    if runs_on:
        return noun
    exceeding = _EXCEEDS.match(said)
    owned = (
        re.search(rf"(?:(?:地区)?生产总值|GDP|(?:一般公共)?(?:预算|财政)?(?:{_HEADS}))$", noun) if exceeding else None
    )
    if exceeding and owned and owned.start():  # 3家 | 企业销售收入均超过20亿元
        return owned.group() + exceeding["than"] + noun[: owned.start()]
    if _GOES_ON.match(said):
        return noun.removesuffix("建设") if len(noun) > 4 else noun  # 37个 | 水利工程建设加快推进
    said = _WEAK_SAID.sub("", said)
    said = re.sub(r"^([\u4e00-\u9fff]{2})了", r"\1", said)
    said = re.split(r"[并且]|和(?!新)", said)[0]
    if (
        re.match(
            r"^(?:(?:加快|推动|实现)?(?:高质量|快速|健康|融合|协同|创新|蓬勃)+发展$|成效|效果|进展|良好|明显|显著|中|为|以|由|到|在(?!全[国省市](?:复制|推广))|是|与|向|从|对|将|排名|位居|居|列(?![入为])|占|增长|下降|提高|被|达到(?!.{0,12}(?:标准|要求|规模))|有|稳步|总体|"
            r"超额|完成年度|完成$)",
            said,
        )
        or len(said) > 22
    ):
        said = ""
    return said + noun if said else noun


# 5家 | 进出口总额超过6000万美元的外贸企业
_OF_A_CLASS = re.compile(
    r"^(?:以上)?(?P<thing>[\u4e00-\u9fff]{2,8}(?:超过?|突破|达到?|不低于|不少于|过|在)[\d.十百千万亿]+"
    r"(?:美元|元|吨|亩|人|千瓦)(?:以上)?的[\u4e00-\u9fff“”]{2,12})$"
)
_GOES_ON = re.compile(r"^(?:全面|加快|加速|有序|稳步|持续|正|正在|顺利|扎实)+(?:推进|进行)$")
# 20家 | 国企整合为 10家
_MADE_INTO = re.compile(
    r"(?:优化)?(?:减少?|整合|合并|归并|撤并|调整|划分|压缩|压减|精简|扩大?|改|扩展|扩大|增加|提高|重组)(?:为|成|到|至)$|中(?:已|就)?有$"
)
_NAMED_BY_DOING = re.compile(
    r"(?:搬迁|推广|转移|就业|脱贫|改制|恢复|并网|供电|用水|转移就业|创建|发展|运营|运行|提高|办理|应用推广)(?:工程|项目|行动|计划)"
)
_FARES_WELL = re.compile(
    r"(?:总体|整体|均|都|全部|建设)*(?:进展|运行|运营|运转|推进)(?:情况)?(?:顺利|良好|平稳|正常|有序|迅速|较快|加快|稳定)"
)
_DOES_IT = re.compile(r"(?:完成|实现|通过|开展|推行|享受|达到)")
_NAMED_AS = re.compile(
    r"(?:全面|全部|基本|均|已)*(?:被|荣获|获)?(?:实现|开展|推出|纳入|享受|命名为|评为|认定为|确定为|列为|授予|完成)$"
)
# 全球“灯塔工厂”, 国家级“绿色工厂”: the words before the name say of which kind it is
_KIND_OF = re.compile(r"(?:全[球国省市]|世界|国际|国家|国内|中国|[省市县区]|国家级|省级|市级|县级|区级|自治区级?|新)+")
_EXCEEDS = re.compile(
    r"^(?:均|都|全部|已|分别)*(?P<than>(?:超过?|突破|达到?|过|高于|不低于)[\d.十百千万亿]+[元吨人亩辆平方公里米]+)$"
)
_WEAK_SAID = re.compile(
    r"^(?:(?:已|全部|均|都|高质量|高标准|分期|分批|顺利|成功|实现|陆续|相继|先后|如期|按期|提前|正在|正|有序|加快|基本|"
    r"全面|率先|首次|纷纷|也|还|累计|分别|进行)+(?:了)?)"
)


def split_coordination(subject: str, count: int) -> list[str] | None:
    """Split 城镇、农村居民人均可支配收入 into `count` full indicators, or None where it cannot be split."""
    subject = subject.replace("存、贷款", "存贷款")
    if count == 2 and "城乡" in subject and re.search(r"低保|最低生活保障", subject):
        return [subject.replace("城乡", part, 1) for part in ("城市", "农村")]
    for short, parts in (
        ("城乡", ("城镇", "农村")),
        ("存贷款", ("存款", "贷款")),
        ("进出口", ("进口", "出口")),
        ("产销", ("产", "销")),
    ):
        if count == len(parts) and short in subject and not re.search(r"[、和与及]", subject):
            return [subject.replace(short, part, 1) for part in parts]
    sectors = re.match(r"^第?([一二三])、第?([一二三])(?:、第?([一二三]))?(产业.*)$", subject)
    if sectors:
        pieces = [f"第{number}{sectors[4]}" for number in sectors.groups()[:3] if number]
        return pieces if len(pieces) == count else None
    quoted = re.fullmatch(r"(?P<names>(?:“[^”]+”[、和]?)+)(?P<thing>[\u4e00-\u9fff]+)", subject)
    if quoted and len(names := re.findall(r"“[^”]+”", quoted["names"])) == count > 1:
        return [name + quoted["thing"] for name in names]
    pieces = [piece for piece in re.split(r"、|和|与|及|以及", subject) if piece]
    if len(pieces) != count:
        pieces = [piece for piece in subject.split("、") if piece]
        if len(pieces) != count:
            return None
    last = pieces[-1]
    if len(pieces[0]) <= 2 < len(last) - 3 and all(len(piece) == len(pieces[0]) for piece in pieces[:-1]):
        rest = last[len(pieces[0]) :]  # 高、中职毕业生就业率
        if _STEMS.fullmatch(pieces[0]) and _STEMS.match(last):
            return [*(piece + rest for piece in pieces[:-1]), last]
    head = _shared_head(pieces)
    prefix = _shared_prefix(pieces) or _before_opposite(pieces)
    full: list[str] = []
    for index, piece in enumerate(pieces):
        whole = (
            _ASIDE_AT_END.sub("", piece).endswith(head)
            or re.search(r"[数率额值]$|(?<!需氧)量$", piece)
            or _ENDS_IN_HEAD.search(piece)
            or _OBJECT_OF.match(piece)
            or piece == last
        )
        text = piece if whole else piece + head
        text = text if index == 0 or text.startswith(prefix) else prefix + text
        lone = (
            index > 0
            and piece.endswith("率")
            and is_bare_head(piece)
            and not is_bare_head(full[-1])
            and _ENDS_IN_HEAD.search(full[-1])
        )
        owner = _OWNER_OF_ACCOUNTS.match(full[0]) if index and _ACCOUNTS.fullmatch(piece) else None
        full.append(owner["owner"] + piece if owner else combine_head(full[-1], piece) if lone else text)
    return full


_ASIDE_AT_END = re.compile(r"（[^）]*）$")
_STEMS = re.compile(r"[高中初小大男女老幼新旧东西南北内外城乡省市县区长短]")
# 接待游客和旅游总收入: what is done to something has no head to borrow
_OBJECT_OF = re.compile(r"^(?:接待|新增|引进|完成|培训|发放)")
# 市属企业资产总额、营业收入: both are the companies'
_HEADS_OF_ACCOUNTS = (
    "(?:营业收入|主营业务收入|销售收入|利润总额|利润|利税|税收|税金|资产总额|总资产|增加值|产值|总产值|从业人员)"
)
_ACCOUNTS = re.compile(rf"(?:缴纳|上缴)?(?:各项)?{_HEADS_OF_ACCOUNTS}")
_OWNER_OF_ACCOUNTS = re.compile(
    rf"(?P<owner>[^、]{{2,}}(?:企业|国企|央企|民企|业|园区|公司|集群|单位|机构|银行|开发区|高新区)){_HEADS_OF_ACCOUNTS}$"
)
_MODIFIER_PAIRS = re.compile(
    r"^(?:城镇|农村|城市|乡村|国家级|省级|市级|县级|国家|省|市|县|国税|地税|第[一二三]产业|"
    r"[一二三]产|工业|农业|服务业|新建|改建|续建|在建|签约|开工|竣工|投产|进口|出口|存|贷|存款|"
    r"贷款|本科|专科|男性|女性|规上|限上|国有|民营|外资|内资)"
)


def _shared_head(pieces: list[str]) -> str:
    """Find the end that the last piece lends to the others: 常住居民人均可支配收入, 贷款余额, 零售额."""
    last = pieces[-1]
    modifier = _MODIFIER_PAIRS.match(last)
    if modifier and any(
        _MODIFIER_PAIRS.fullmatch(piece[-len(match.group()) :])
        for piece in pieces[:-1]
        if (match := _MODIFIER_PAIRS.search(piece))
    ):
        return last[modifier.end() :]
    if modifier and len(pieces[0]) <= len(modifier.group()) + 4:
        return last[modifier.end() :]
    found = _ENDS_IN_HEAD.search(last)
    if found and not found.start():
        return ""  # 人口和面积: it is a thing of its own
    if found:
        wider = re.search(rf"(?:居民人均(?:可支配)?|人均|贷款|存款|总|工业|固定资产|网上|商品)?(?:{_HEADS})$", last)
        return wider.group() if wider else found.group()
    insured = re.search(r"保险(?:参保(?:人数|率))?$", last)
    if insured:
        return insured.group()
    each = re.search(r"(?:生均|人均|户均)[\u4e00-\u9fff]{2,8}(?:标准|水平)$", last)
    if each:
        return each.group()
    volume = re.search(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2}量$", last)
    if volume:
        return volume.group()
    tail = re.search(r"(?:企业|项目|平台|人才|机构|中心|基地|人次|人数|工厂|实验室|学校|医院|村|镇|数|率|量|额)$", last)
    return tail.group() if tail else ""


_OPPOSITES = (
    ("集中", "分散"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("国内", "入境"),
    ("门诊", "住院"),
    ("线上", "线下"),
)


def _before_opposite(pieces: list[str]) -> str:
    """Find what stands before the first of two opposites: 五保对象 of 五保对象集中供养、分散供养标准."""
    if len(pieces) != 2:
        return ""
    first, last = pieces
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            at = first.find(one)
            rest = first[at + len(one) :]
            if at > 1 and last.startswith(other) and last[len(other) :].startswith(rest):
                return first[:at]
    return ""


def _shared_prefix(pieces: list[str]) -> str:
    """Find what the first piece lends to the rest: 限上 of 限上汽车、家具零售额."""
    match = re.match(
        r"^(?:万元(?:地区|国内)?(?:生产总值|GDP|产值|工业增加值)|单位(?:地区|国内)?(?:生产总值|GDP|工业增加值)|规模以上|限额以上|规上|限上|金融机构(?:本外币|人民币)?(?:各项)?|全社会|全部|新增|新认定|"
        r"累计)",
        pieces[0],
    )
    if not match:  # 县级以上示范合作社、家庭农场
        level = re.match(r"^(?:国家级|省级|市级|县级)(?:以上)?(?:示范|重点|龙头)", pieces[0])
        alike = any(re.match(r"^(?:国家|[省市县区]级|示范|重点)", piece) for piece in pieces[1:])
        return level.group() if level and not alike else ""
    if pieces[0][match.end() :] == "":
        return ""
    return (
        match.group()
        if not any(re.match(r"^(?:规|限|全|新|居民|城|农|社会|地区|一般)", piece) for piece in pieces[1:])
        else ""
    )


def join_indicators(indicators: list[str]) -> str:
    """Join the indicators that share one figure, as the text would: A、B、C."""
    return "、".join(dict.fromkeys(item for item in indicators if item))


def strip_time(phrase: str) -> str:
    """Drop expressions of time at the front of a phrase."""
    return _TIMES_AHEAD.sub("", phrase)
