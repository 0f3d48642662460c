"""Fills the slots of the training sentences: draws words of slots.yaml, draws known names, invents new ones.

A filling that is an organization brings its mark, `<c 名称>` (the letters stand in compose.py).
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Mapping

from pipeline.resources.gazetteer import GazetteerEntry

_HELD_OUT_PART = 5
_LONGEST_KNOWN = 16


class Inventor:
    """Fills slots, drawing from `rng`.

    Names fall into two parts by their checksum; `held_out` chooses the part that no training sentence has.
    """

    def __init__(
        self,
        rng: random.Random,
        slots: Mapping[str, tuple[str, ...]],
        entries: tuple[GazetteerEntry, ...],
        *,
        held_out: bool,
    ) -> None:
        self._rng = rng
        self._slots = slots
        self._held_out = held_out
        self._known: dict[str, list[str]] = {}
        for entry in entries:
            names = [surface for surface, _ in entry.surfaces() if len(surface) <= _LONGEST_KNOWN]
            self._known.setdefault(entry.type, []).extend(name for name in names if self._is_ours(name))
        self._makers: dict[str, Callable[[], str]] = {
            "n": self._number,
            "place": self._place,
            "zone": self._zone,
            "nb": self._brand,
            "hw": self._highway,
            "ab": self._abbreviated_places,
            "lv": lambda: self._draw("department_level"),
            "co": lambda: f"<c {self._company()}>",
            "cosuf": lambda: f"<c {self._company_with_industry()}>",
            "nbsuf": lambda: f"<c {self._company_with_industry(words=0)}>",
            "wordsuf": lambda: f"<c {self._company_with_industry(words=1)}>",
            "cofor": lambda: f"<c {self._foreign()}>",
            "cofull": self._company_full,
            "pco": self._project_of_company,
            "pneg": lambda: self._draw("project"),
            "uni": self._university,
            "inst": self._institute,
            "plat": self._platform,
            "park": self._park,
            "hosp": self._hospital,
            "dept": self._department,
        }

    def reseed(self, seed: str) -> None:
        """Start a new stream of draws."""
        self._rng.seed(seed)

    def fill(self, slot: str) -> str:
        """Give the filling of a slot; it may hold slots again."""
        maker = self._makers.get(slot)
        return maker() if maker is not None else self._draw(slot)

    def _is_ours(self, name: str) -> bool:
        return (zlib.crc32(name.encode()) % _HELD_OUT_PART == 0) == self._held_out

    def _happens(self, share: float) -> bool:
        return self._rng.random() < share

    def _draw(self, slot: str) -> str:
        return self._rng.choice(self._slots[slot])

    def _draw_known(self, kind: str) -> str:
        return self._rng.choice(self._known[kind])

    def _number(self) -> str:
        style = self._rng.random()
        if style < 0.5:
            return str(self._rng.randint(2, 99))
        return f"{self._rng.uniform(0, 300):.1f}" if style < 0.8 else str(self._rng.randint(100, 9000))

    def _head(self) -> str:
        return self._draw("place_invented" if self._happens(0.5) else "places")

    def _place(self) -> str:
        head = self._draw("place_invented" if self._happens(0.3) else "places")
        return head + (self._rng.choice(("", "", "市", "县", "区", "镇")) if len(head) == 2 else "")

    def _zone(self) -> str:
        return (self._place() if self._happens(0.4) else "") + self._draw("zone_names")

    def _highway(self) -> str:
        return self._draw("places")[0] + self._draw("places")[0] + self._draw("highway_kind")

    def _abbreviated_places(self) -> str:
        """桐云, 沣岚川: how places that work together are called."""
        return "".join(self._draw("places")[0] for _ in range(self._rng.randint(2, 4)))

    def _brand(self) -> str:
        while True:
            style = self._rng.random()
            if style < 0.7:
                name = self._draw("name_head") + self._draw("name_tail")
            elif style < 0.85:
                name = self._draw("name_head") + self._draw("name_tail") + self._draw("name_tail")
            elif style < 0.95:
                name = self._foreign()
            else:
                name = "".join(self._draw(self._rng.choice(("name_head", "name_tail"))) for _ in range(4))
            if self._is_ours(name):
                return name

    def _foreign(self) -> str:
        return "".join(self._draw("name_foreign") for _ in range(self._rng.randint(2, 4)))

    def _company(self) -> str:
        style = self._rng.random()
        if style < 0.2:  # most firms of a report are in no gazetteer
            return self._draw_known("company")
        return self._own_word(0.06) if style < 0.58 else self._company_with_industry()

    def _company_with_industry(self, words: float = 0.15) -> str:
        place = self._head() if self._happens(0.12) else ""
        return place + self._own_word(words) + self._draw("industry")

    def _own_word(self, words: float) -> str:
        """An invented brand, or in so large a share an ordinary word that firms are called by as well."""
        if not self._happens(words):
            return self._brand()
        while True:
            word = self._draw("name_word")
            if self._is_ours(word):
                return word

    def _company_full(self) -> str:
        place = self._place() if self._happens(0.6) else ""
        branch = f"（{self._draw('places')}）" if self._happens(0.15) else ""
        return f"<c {place}{self._company_with_industry()}{branch}{self._draw('company_form')}>"

    def _project_of_company(self) -> str:
        size = f"{self._number()}万吨" if self._happens(0.15) else ""
        return f"<c {self._company()}>{size}{self._draw('product')}"

    def _owner(self) -> str:
        return self._draw_known("university") if self._happens(0.4) else self._company()

    def _university(self) -> str:
        if self._happens(0.65):
            return f"<u {self._draw_known('university')}>"
        return f"<u {self._draw('place_invented')}{self._draw('university_kind')}>"

    def _institute(self) -> str:
        if self._happens(0.35):
            return f"<i {self._draw_known('institute')}>"
        heads = (self._draw("place_invented"), self._draw("places"), self._draw("department_level"), "中国", "")
        head = self._owner() if self._happens(0.23) else self._rng.choice(heads)
        return f"<i {head}{self._draw('field')}{self._draw('institute_kind')}>"

    def _platform(self) -> str:
        style = self._rng.random()
        level = self._draw("department_level")
        if style < 0.15:
            return f"<p {self._draw_known('platform')}>"
        if style < 0.45:
            head = self._owner() + self._rng.choice(("", "国家", level))
        else:
            head = self._rng.choice(("国家", "国家", level, self._head(), self._draw("places"), "", "中国"))
        field = self._draw("field")
        if self._happens(0.12):
            field += self._rng.choice("与及") + self._draw("field")
        tail = f"（{self._draw('places')}）" if self._happens(0.05) else ""
        return f"<p {head}{field}{self._draw('platform_kind')}{tail}>"

    def _park(self) -> str:
        if self._happens(0.6):
            return self._draw("park_names")
        return f"<p {self._draw('places')}{self._draw('ind')}{self._draw('park_kind')}>"

    def _hospital(self) -> str:
        return f"<h {self._draw_known('hospital')}>" if self._happens(0.3) else self._draw("hospital_names")

    def _department(self) -> str:
        style = self._rng.random()
        if style < 0.75:
            return f"<g {self._draw('department_level')}{self._draw('department')}>"
        if style < 0.9:
            return f"<g {self._draw('place_invented')}{self._rng.choice('市县区')}{self._draw('department')}>"
        return f"<g {self._draw('places')}{self._rng.choice('市县区')}{self._rng.choice(('政府', '人民政府'))}>"
