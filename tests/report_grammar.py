"""Hypothesis strategies for texts that look like reports, and for texts that look like nothing."""

from __future__ import annotations

from hypothesis import strategies as st

NUMERAL_MARKS = (
    "0123456789０１２９.,，%％‰:：/-—~～至到余多几第前分之点成番翻约近达*×#|（）()《》“”、。；\n\t "
    "年月日家个万元亿千瓦百十零一二两三六九"
)
ANY_TEXT = st.text(max_size=60) | st.text(alphabet=NUMERAL_MARKS, max_size=60)


def _one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


_DIGITS = st.integers(0, 99999).map(str)
_DECIMALS = st.decimals(0, 9999, places=2, allow_nan=False, allow_infinity=False).map(str)
_THOUSANDS = st.integers(1000, 9_999_999).map(lambda value: f"{value:,}")
_WIDE = _DIGITS.map(lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")))
_HAN = _one_of(
    """
    一 二 两 三 九 十 十二 二十 二十三 一百零五 一百二十 两百 三千 一千二百三十四 两万五千 一万二 十二万 三百万 两千零六
    五十七点三
    """
)
_SCALE = st.sampled_from(["", "", "", "十", "百", "千", "万", "百万", "千万", "亿", "万亿"])
_MORE = st.sampled_from(["", "", "", "", "余", "多"])
_UNIT = _one_of(
    """
    家 个 项 人 名 户 亩 平方米 平方公里 公里 吨 千瓦 千瓦时 千克 千米 元 美元 件 座 所 % ‰ 个百分点 倍 天
    元/平方米 公斤/亩 户/百人
    """
)
_ARABIC = st.builds(str.__add__, _DIGITS | _DECIMALS | _THOUSANDS | _WIDE, _SCALE)
_NUMERAL = _ARABIC | _HAN
_PLAIN = st.builds("{}{}{}".format, _NUMERAL, _MORE, _UNIT)
_SEPARATOR = st.sampled_from(["-", "—", "～", "至", "到", "——"])
_RANGE = st.builds("{}{}{}{}".format, _NUMERAL, _SEPARATOR, _NUMERAL, _UNIT)
_OTHER = _one_of(
    """
    百分之六十 千分之五 三分之一 七成 六成半 翻一番 翻两番 第5位 第三 前十强 前20名 9.6:45.1:45.3 2.35:1
    两三家 七八十人 三五百户
    """
)
FIGURE = _PLAIN | _RANGE | _OTHER
_PLACE = st.sampled_from(["全市", "全省", "青溪县", "市本级", "", ""])
_THING = _one_of(
    """
    高新技术企业 地区生产总值 固定资产投资 城镇登记失业率 创新平台 城乡居民收入比 综合实力居全省 三次产业结构 新建厂房
    """
)
_VERB = _one_of("达到 为 完成 增长 下降 突破 控制在 增加到 由 约 不超过 新增 分别为") | st.just("")
_TAIL = st.sampled_from(["", "", "以上", "以内", "左右", "的目标", "，其中国家级3家"])
_NOISE = st.sampled_from(
    [
        "2022年，",
        "“十四五”时期，",
        "一是抓好落实，",
        "过去五年，",
        "加快5G建设，",
        "投资5000万元以上项目",
        "完成**亿元，",
        "**2021年**",
        "（三）",
        "年产20万吨项目，",
        "进一步",
        "落实〔2021〕8号文件，",
        "",
        "",
        "",
    ]
)
_CLAUSE = st.builds("{}{}{}{}{}{}".format, _NOISE, _PLACE, _THING, _VERB, FIGURE, _TAIL)
_SENTENCE = st.lists(_CLAUSE, min_size=1, max_size=3).map(lambda clauses: "，".join(clauses) + "。")
_CELLS = st.lists(_DIGITS | _DECIMALS | st.just("-"), min_size=2, max_size=2)
_TABLE = st.builds(
    lambda cells, unit: (
        f"| 指标 | 2021年 | 2022年 |\n|---|---|---|\n| 高新技术企业（{unit}） | {cells[0]} | {cells[1]} |\n"
    ),
    _CELLS,
    st.sampled_from(["家", "万元", "%", "亿元"]),
)
_HEADING = st.sampled_from(["一、2022年工作回顾", "## 二、2023年工作安排", "（一）工业", "第三章 目标"])
REPORT = st.lists(_SENTENCE | _TABLE | _HEADING, min_size=1, max_size=4).map("\n".join)
