"""What stands before a rank: who places a thing (位居, 跻身), where it comes from (由) and among whom (全省)."""

# what stands before a rank: 连续三年稳居, 分别位列; 班列, 人居 and 单位 are words of their own
_HOW_PLACED = (
    "(?:全[省国市]|[省国]内)?唯一|均|都|仍|也|又|稳|继续|连续[^，]{1,4}(?:年|季度|个月|次|届)|"
    "首次|分别|持续|再次|成功|并|且|蝉联|保持"
)
_PLACED = (
    "(?<![评积得总])分[列居]|(?<![单岗学床泊托])位[居列]|名列|排名|排在|排到|排位|排|(?<![班系专序])列|(?<!宜)居(?![民住家室宜]|环境)|(?<![单到地岗学床泊职品车吨定座席档铺摊部])位|"
    "跃居|跻身|进入|保持|稳居|升至|升到"
)
# what moves a rank, or says that it is one
_GOT_PLACED = (
    "跃升至|前移到|上移到|上移至|跃升到|提升至|提升为|提升到|上升至|上升到|前移至|前进到|前进至|进位至|攀升至|攀升到|荣获|"
    "荣登|获评|获得|(?<![抓破查缴捕收])获|取得|入选|入围|被评为|评为|成为|晋级|晋升至|晋升|登上|挺进|迈入|迈进|重返|上升|处于|达到|达|为|是|由|从|"
    "实现|夺得|摘得|以(?![上下内外来])|(?<![体关联干派维直])系(?![数统])"
)
# whom a place is among
_AMONG_ALL = (
    "全国|全省|全市|全区|全州|全盟|全县|全疆|西部|中部|东部|东北|世界|全球|亚洲|同类|省内|国内|市内|长三角|珠三角|苏北|苏南|苏中|"
    "皖北|西北|西南|华东|中南|我省|我国|我市|国家级|省会|副省级|设区市|地级市|"
    "城市(?!建设|化|更新|管理|轨道|发展|品牌|宜居|人居|居民|体检|信用)|八市|市州|中国|各[市县区]"
)
# 排放量居全省, 达标率跃升至全省, 我市投资由全省第9位: a verb of placing stands right before the rank or the area, and
# none in front of that one is meant
_UP_TO_PLACED = rf"(?:(?!居(?![民住家室宜]|环境)|位[居列]|名列|(?:{_PLACED}|{_GOT_PLACED})(?:{_AMONG_ALL}))[^，；、])"
# 全市投资全省第3位: the region itself, which is no area of the rank where another one follows
_UP_TO_RANK = rf"(?:(?!全[国省球]|世界){_UP_TO_PLACED})"

RANK_TAIL = (
    rf"(?:(?:(?:{_HOW_PLACED}|历史性|一举|综合|稳定|(?:排名|位次)(?=[升上攀前]))*(?:{_PLACED}|{_GOT_PLACED})"
    rf"(?:居|位居|位列|列|在)?{_UP_TO_PLACED}{{0,12}}?)?"
    rf"(?:{_AMONG_ALL}){_UP_TO_RANK}{{0,8}}?|"
    rf"(?:{_HOW_PLACED})*(?:{_PLACED}|(?<![抓破查缴捕收])获|(?<![考测])评|取得|荣获|获得|上升至|提升至|提升为|跃升至|上升到|提升到|前移至|由|从|为|达到|"
    r"达))"
    r"(?:位居|位列|排名|排|列|居|位|的|位次|前列|保持)?$"
)
"""What leads from the thing that is ranked to the rank."""
