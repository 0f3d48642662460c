"""Draws and invents names for the training sentences: companies, universities, platforms, bodies, projects, places."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from pipeline.resources.gazetteer import GazetteerEntry

_HEAD = "鑫泰恒瑞达华通博晟源盛宏兴隆德康信诚利丰邦卓越凯维科联众海天正金银龙凤祥润鼎昊宇晨旭嘉佳美雅盈裕禹昌茂荣升腾飞远航锐智云数芯晶光蓝绿新国力强亿富伟东南西北江长安永和顺吉乐圣贝奥艾迪斯特尔克诺赛拓普罗莱曼亚欧百世京沪浙苏皖赣湘鄂川渝黔滇陇秦晋冀鲁豫辽立中大广方元同九三双五福禄星月日辰紫红玉山河湖岭峰林森木松柏桂梅兰竹菊"
_TAIL = "泰恒瑞达华通博晟源盛宏兴隆德康信诚利丰邦卓凯维科联众海天正金龙祥润鼎昊宇晨旭嘉佳美盈裕昌茂荣升腾飞远航锐智云芯晶光新力强富伟东江安永和顺吉圣贝奥迪斯特尔克诺赛拓普罗莱曼亚世立元同星辰山河峰林森松邦基成创合耐威沃图岚能实纳铭固博"
_FOREIGN = "阿艾奥巴贝波布达德迪杜恩尔法菲福格古哈赫霍基加卡凯科克拉莱兰雷里利林卢罗洛马迈曼梅米默纳尼诺欧帕佩普奇乔萨塞森沙施斯索泰特托瓦威韦维温沃希西夏辛雅亚伊伊泽兹"
_INDUSTRY = (
    "食品 药业 制药 重工 新材料 科技 电子 化工 能源 新能源 光电 生物 医药 机械 汽车 汽配 纺织 服饰 家居 纸业 矿业 铝业 铜业 钢铁 特钢 水泥 玻璃 陶瓷 乳业 酒业 牧业 农牧 农业 种业 粮油 饲料 茶业 "
    "物流 环保 智能 智造 软件 信息 通信 网络 数据 传媒 文旅 置业 建设 建工 路桥 电气 电器 电力 电缆 轴承 机床 装备 动力 航空 船舶 海工 精密 仪器 仪表 照明 半导体 微电子 芯片 光伏 锂能 储能 氢能 石化 塑业 橡胶 轮胎 "
    "化纤 染整 皮革 鞋业 木业 钛业 锂业 硅业 磁材 碳素 焦化 热电 燃气 水务 股份 控股 集团 实业 制造 电机 泵业 阀门 模具 包装 印务 医疗 器械 健康 检测 材料 高科 高新 电池 电源"
).split()
_FULL = "有限公司 股份有限公司 集团有限公司 有限责任公司 集团股份有限公司 科技有限公司 实业有限公司 科技股份有限公司 生物科技有限公司 制药有限公司 新材料有限公司".split()
_LEVELS = "市 市 市 市 省 省 区 县 自治区 州".split()
_DEPARTMENTS = (
    "发改委 科技局 工信局 财政局 人社局 自然资源局 生态环境局 住建局 交通运输局 水利局 农业农村局 商务局 文旅局 卫健委 应急局 审计局 国资委 市场监管局 体育局 统计局 医保局 信访局 乡村振兴局 大数据局 政务服务局 行政审批局 金融办 金融局 "
    "机关事务局 城管局 教育局 民政局 司法局 公安局 民宗局 外办 台办 研究室 投促局 招商局 能源局 粮储局 供销社 气象局 税务局 经信局 经信委 科委 经贸委 建委 农委 林业局 林草局 园林局 规划局 国土局 环保局 卫计委 旅发委 文广新局 "
    "安监局 质监局 工商局 食药监局 知识产权局 扶贫办 海洋与渔业局 畜牧局 水务局 交通局 房管局 法制办 编办 宣传部 组织部 统战部 政法委 网信办 发展改革委 发展和改革委员会 工业和信息化局 科学技术局 人力资源社会保障局 住房城乡建设局 文化和旅游局 "
    "市场监督管理局 卫生健康委 退役军人局 应急管理局 医疗保障局 地方金融监管局 大数据发展管理局 数据局 协作办 口岸办 合作交流办 人才办 重点办 管委会 法院 检察院"
).split()
_PLATFORM_KINDS = (
    "重点实验室 实验室 技术创新中心 工程技术研究中心 工程研究中心 创新中心 研究中心 研发中心 检验检测中心 中试基地 联合实验室 工程实验室 协同创新中心 产业创新中心 制造业创新中心 公共服务平台 创新服务平台 国家重点实验室 全国重点实验室 国家工程实验室 大数据中心 计算中心 成果转化中心 技术转移中心 检测中心 孵化基地 创新平台 创新综合体 "
    "质检中心 专业技术创新中心 开放创新平台 融合创新实验室 院士工作站"
).split()
_INSTITUTE_KINDS = "研究院 技术研究院 产业研究院 研究所 产业技术研究院 创新研究院 设计研究院 科学研究院 工程技术研究院 研究院分院".split()
_UNIVERSITY_KINDS = "大学 学院 理工大学 师范大学 医学院 职业技术学院 科技大学 农业大学 师范学院 工业大学 财经大学 理工学院 工程学院 交通大学 高等专科学校 职业学院".split()
_NEGATIVE_PROJECTS = (
    "{place}水库 {place}至{place}高速公路 {place}大桥 {place}机场 {place}污水处理厂 {road}改造 {river}治理 {place}棚户区改造 {place}抽水蓄能电站 {place}综合体 {scenic}提升 {place}铁路 {place}港区 {place}湿地公园 {place}风电场 {n}万千瓦光伏 "
    "{place}变电站 {place}引水工程 {ind}产业园 {ind}基地 {product}基地 {place}商贸城 {place}体育中心 市民中心 文化艺术中心 会展中心 城市规划馆 {place}快速路 地铁{n}号线 {place}高铁站 {place}物流园 {place}工业园 {place}生态城 {place}电厂 高标准农田 {n}万吨{product} {place}灌区 "
    "冷链物流 通用机场 国家储备林 农村电网改造 {place}安置房 {place}古镇 城市书房 智慧停车 海绵城市 {place}水厂 {place}隧道 垃圾焚烧发电 {place}矿区治理"
).split()
_HELD_OUT_PART = 5


class Inventor:
    """Fills slots. Names fall into two parts by their checksum, so that the held-out part has names never seen."""

    def __init__(
        self,
        rng: random.Random,
        slots: dict[str, tuple[str, ...]],
        entries: tuple[GazetteerEntry, ...],
        *,
        held_out: bool,
    ) -> None:
        self._rng = rng
        self._slots = slots
        self._held_out = held_out
        self._known: dict[str, list[str]] = {}
        for entry in entries:
            names = [surface for surface, _ in entry.surfaces() if self._is_ours(surface)]
            self._known.setdefault(entry.type, []).extend(name for name in names if 2 <= len(name) <= 16)
        self._makers: dict[str, Callable[[], str]] = {
            "n": self._number, "place": self._place, "co": self._company, "cosuf": self._company_with_industry,
            "cofor": self._company_foreign, "cofull": self._company_full, "pco": self._project_of_company,
            "pneg": self._project, "uni": self._university, "inst": self._institute, "plat": self._platform,
            "hosp": lambda: self._mark("h", "hospital", "hosp_names"), "school": lambda: self._draw("school_names"),
            "dept": self._department, "lv": self._level, "park": self._park, "zone": self._zone,
            "zone1": lambda: self._draw("zone1_names"), "gco": lambda: self._draw("gco"),
            "bank": lambda: self._draw("bank_names"), "hotel": lambda: self._draw("hotel_names"),
            "mall": lambda: self._draw("mall_names"), "market": lambda: self._draw("market_names"),
            "exch": lambda: self._draw("exch_names"), "fund": lambda: self._draw("fund_names"),
            "assoc": lambda: self._draw("assoc_names"), "nb": self._brand, "hw": self._highway,
        }  # fmt: skip

    def fill(self, slot: str) -> str:
        """Give the filling of a slot; it may hold slots again."""
        maker = self._makers.get(slot)
        return maker() if maker is not None else self._draw(slot)

    def _is_ours(self, name: str) -> bool:
        return (zlib.crc32(name.encode()) % _HELD_OUT_PART == 0) == self._held_out

    def _draw(self, slot: str) -> str:
        return self._rng.choice(self._slots[slot])

    def _number(self) -> str:
        style = self._rng.random()
        if style < 0.5:
            return str(self._rng.randint(2, 99))
        return f"{self._rng.uniform(0, 300):.1f}" if style < 0.8 else str(self._rng.randint(100, 9000))

    def _place(self) -> str:
        head = self._draw("uni_invented_head" if self._rng.random() < 0.3 else "places")
        return head + (self._rng.choice(("", "", "市", "县", "区", "镇")) if len(head) == 2 else "")

    def _zone(self) -> str:
        return (self._place() if self._rng.random() < 0.4 else "") + self._draw("zone_names")

    def _brand(self) -> str:
        while True:
            style = self._rng.random()
            if style < 0.7:
                name = self._rng.choice(_HEAD) + self._rng.choice(_TAIL)
            elif style < 0.85:
                name = self._rng.choice(_HEAD) + self._rng.choice(_TAIL) + self._rng.choice(_TAIL)
            elif style < 0.95:
                name = "".join(self._rng.choice(_FOREIGN) for _ in range(self._rng.randint(2, 4)))
            else:
                name = "".join(self._rng.choice(_HEAD + _TAIL) for _ in range(4))
            if self._is_ours(name):
                return name

    def _short(self) -> str:
        style = self._rng.random()
        if style < 0.3:
            return self._rng.choice(self._known["company"])
        if style < 0.62:
            return self._brand()
        return self._branded()

    def _branded(self) -> str:
        place = self._draw("uni_invented_head" if self._rng.random() < 0.5 else "places") if self._rng.random() < 0.12 else ""
        return place + self._brand() + self._rng.choice(_INDUSTRY)

    def _company(self) -> str:
        return f"<c {self._short()}>"

    def _company_with_industry(self) -> str:
        return f"<c {self._branded()}>"

    def _company_foreign(self) -> str:
        name = "".join(self._rng.choice(_FOREIGN) for _ in range(self._rng.randint(2, 4)))
        return f"<c {name}>"

    def _company_full(self) -> str:
        place = self._place() if self._rng.random() < 0.6 else ""
        branch = f"（{self._draw('places')}）" if self._rng.random() < 0.15 else ""
        return f"<c {place}{self._branded()}{branch}{self._rng.choice(_FULL)}>"

    def _project_of_company(self) -> str:
        size = f"{self._number()}万吨" if self._rng.random() < 0.15 else ""
        return f"<c {self._short()}>{size}{self._draw('product')}"

    def _highway(self) -> str:
        ends = self._draw("places")[0] + self._draw("places")[0]
        return ends + self._rng.choice(("高速", "高铁", "铁路", "城际铁路", "高速公路", "一级公路", "客专", "快速路", "城际"))

    def _project(self) -> str:
        return self._rng.choice(_NEGATIVE_PROJECTS)

    def _mark(self, code: str, kind: str, slot: str) -> str:
        return f"<{code} {self._rng.choice(self._known[kind])}>" if self._rng.random() < 0.3 else self._draw(slot)

    def _university(self) -> str:
        if self._rng.random() < 0.65:
            return f"<u {self._rng.choice(self._known['university'])}>"
        return f"<u {self._draw('uni_invented_head')}{self._rng.choice(_UNIVERSITY_KINDS)}>"

    def _institute(self) -> str:
        style = self._rng.random()
        if style < 0.35:
            return f"<i {self._rng.choice(self._known['institute'])}>"
        head = self._rng.choice((self._draw("uni_invented_head"), self._draw("places"), self._level(), "中国", ""))
        if style < 0.5:
            head = self._plain_owner()
        return f"<i {head}{self._draw('field')}{self._rng.choice(_INSTITUTE_KINDS)}>"

    def _plain_owner(self) -> str:
        if self._rng.random() < 0.4:
            return self._rng.choice(self._known["university"])
        return self._short()

    def _platform(self) -> str:
        style = self._rng.random()
        if style < 0.15:
            return f"<p {self._rng.choice(self._known['platform'])}>"
        if style < 0.45:
            head = self._plain_owner() + self._rng.choice(("", "国家", self._level()))
        else:
            head = self._rng.choice(("国家", "国家", self._level(), self._draw("uni_invented_head"), self._draw("places"), "", "中国"))
        field = self._draw("field")
        if self._rng.random() < 0.12:
            field += self._rng.choice("与及") + self._draw("field")
        tail = f"（{self._draw('places')}）" if self._rng.random() < 0.05 else ""
        return f"<p {head}{field}{self._rng.choice(_PLATFORM_KINDS)}{tail}>"

    def _park(self) -> str:
        if self._rng.random() < 0.6:
            return self._draw("park_names")
        return f"<p {self._draw('places')}{self._draw('ind')}{self._rng.choice(('产业园', '科技园', '软件园', '孵化器', '创业园', '物流园', '众创空间'))}>"

    def _level(self) -> str:
        return self._rng.choice(_LEVELS)

    def _department(self) -> str:
        style = self._rng.random()
        if style < 0.75:
            return f"<g {self._level()}{self._rng.choice(_DEPARTMENTS)}>"
        if style < 0.9:
            head = self._draw("uni_invented_head") + self._rng.choice("市县区")
            return f"<g {head}{self._rng.choice(_DEPARTMENTS)}>"
        return f"<g {self._draw('places')}{self._rng.choice(('市', '县', '区'))}{self._rng.choice(('政府', '人民政府'))}>"
