"""Which things of a list the catalog of indicators knows as names that say themselves what is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.facts.catalog import Catalog, CatalogMatch
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.naming.phrases.shared_heads import BODY
from pipeline.frozen import frozen
from pipeline.records import Kind
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.units import Units

_INDUSTRY = re.compile(r"(?<![就企创失])业$|[一二三]产$|经济$")
"""服务业 and 一产 leave unsaid what of them is measured."""
# 肉牛、生猪出栏, 民企、国企贷款: ends that are said of things which are names themselves
_OF_THINGS = compile_ending(r"(?:[存出][栏笼]量?|饲养量|(?:企业|主体|户)贷款(?:余额)?|满意度)$")
_EXTENT = frozenset({"length", "area", "mass", "volume", "power"})
_COUNTED = _EXTENT | {"count", "people", "visits", "labor"}
_OF_LEVEL = re.compile(r"国家级|[省市县]级")
_BEGINNINGS = (
    (re.compile(r"规模以上|规上|限额以上|限上"), re.compile(r"(?<!企)业|产值|零售|销售|营业|利润|利税|税金")),
    (re.compile(r"金融机构"), re.compile(r"[款贷]|余额")),
)
"""What may begin a list, and what of its things that is said of: no 畜牧业产值 is that of a bank."""


@frozen
class KnownNames:
    """What the catalog knows of the names that the figures of one list take in turn.

    stated: kind and dimension (None where the unit has none) of each figure, in order.
    """

    catalog: Catalog
    stated: tuple[tuple[Kind, str | None], ...]

    def is_whole(self, piece: str, at: int, lent: str, end_at: int, last: str) -> bool:
        """Tell whether a thing of a list stands for itself, and takes nothing of the last one.

        Args:
            piece: the thing as it stands: 债券融资.
            at: its place in the list.
            lent: what it would be with the head of the last one: 债券融资营业额.
            end_at: the place of the thing that has the head.
            last: that thing: 工程营业额.
        """
        own, end = self._find(piece, at), self._find(last, end_at)
        if own is None or end is None or _INDUSTRY.search(piece):
            return False
        if BODY.search(lent):
            return not _is_short(own, piece)  # 住宅小区、骨干企业: what is counted is no kind of company
        if self.is_base(lent, at) or _OF_THINGS.search(lent):
            return False  # 铁路、公路里程 are two lengths, though 铁路 is a name
        other = last.removesuffix(lent.removeprefix(piece))
        alike = self._find(other, at)  # 商标、专利申请量: 专利 is a name like 商标
        if self.is_name(lent, at) and (alike is not None or not self.is_base(last, end_at)):
            return False
        if own.dimensions[:1] != end.dimensions[:1]:
            # 公路、航空客运量: 公路 alone has a length; 民企、国企贷款: two things that no figure of money is of
            return not _COUNTED.issuperset(own.dimensions[:1]) or (alike is None and not self._is_of_extent(own, at))
        return alike is None or _is_short(own, piece) != _is_short(alike, other)

    def is_name(self, phrase: str, at: int) -> bool:
        """Tell whether words are a name that the figure at this place of the list can have."""
        return self._find(phrase, at) is not None

    def is_base(self, phrase: str, at: int) -> bool:
        """Tell whether words are the name of an indicator as they stand, with no word that makes another one of it."""
        own = self._find(phrase, at)
        return own is not None and own.base == own.indicator_id

    def are_counted(self) -> bool:
        """Tell whether all figures say how many or how large things are, not how much money or which share."""
        return all(kind == "level" and (of is None or of in _COUNTED) for kind, of in self.stated)

    def is_named_apart(self, piece: str, at: int, lent: str) -> bool:
        """Tell whether a thing of a list is a name that does not begin like the first one: 农业产值 after 金融机构….

        Args:
            piece: the thing as it stands.
            at: its place in the list.
            lent: what it would be with the beginning of the first one.
        """
        own = self._find(piece, at)
        if own is None:
            return False
        if self._find(lent, at) is None:
            return True
        if any(begins.match(lent) and not takes.search(piece) for begins, takes in _BEGINNINGS):
            return True
        return bool(_OF_LEVEL.match(lent)) and own.dimensions[:1] not in (("count",), ("people",))

    def is_rate(self, piece: str, at: int) -> bool:
        """Tell whether a thing of a list is a rate by its own name: 研发投入强度 takes no 占比 of the last one."""
        own = self._find(piece, at)
        return own is not None and own.dimensions[:1] == ("share",) and not _is_short(own, piece)

    def _is_of_extent(self, own: CatalogMatch, at: int) -> bool:
        """Tell whether a name is of something long, wide or heavy, and its figure does not say how much."""
        kind, dimension = self.stated[at]
        main = own.dimensions[:1]
        return _EXTENT.issuperset(main) and not (kind == "level" and dimension in main)

    def _find(self, phrase: str, at: int) -> CatalogMatch | None:
        kind, dimension = self.stated[at]
        return self.catalog.find_fitting(phrase, kind, dimension)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of names and units wherever a report is read."""

    catalog: Catalog
    units: Units

    def of_figures(self, frames: Sequence[Frame], readings: Sequence[Reading]) -> KnownNames:
        """Give what is known of the names that these figures take in turn."""
        known = (self.units.find_unit(frame.number.unit or "") for frame in frames)
        dimensions = (unit.dimension if unit else None for unit in known)
        kinds = (reading.kind for reading in readings)
        return KnownNames(self.catalog, tuple(zip(kinds, dimensions, strict=True)))


def _is_short(own: CatalogMatch, piece: str) -> bool:
    """Tell whether a name leaves its end unsaid: 城乡低保 stands for 城乡低保标准."""
    end = piece[-2:]
    return end in own.name and not own.name.endswith(end)
