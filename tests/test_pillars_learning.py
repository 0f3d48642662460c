"""`huibao explain` and `huibao suggest pillars`: why a sentence is of its pillar, and which ones would teach most."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.cli.app import main
from pipeline.params import PillarsParams
from pipeline.pillars import load_pillar_classifier
from pipeline.pillars.teaching import Candidate, choose_teaching
from pipeline.records import Document
from tests.test_pillars import make_report

DIGITAL = Path(__file__).parent / "cases" / "digital"
REPORT = """青溪市2023年工作总结
全市高新技术企业达到47家。
全市高新技术企业达到78家。
推动装备企业联合云岭大学建设试验线2条。
县里组织专家服务团下乡46次。
建设青年创业街区3处。
粮食总产量9.6亿斤。
"""


def run(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(arguments)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class TestExplain:
    def test_words_heading_clauses_and_facts_are_told(self, capsys):
        text = "新增省级创新平台3家、引进高层次人才20人。"
        run(["explain", text, "--heading", "加强人才队伍建设", "--report-date", "2023-01"])
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == text
        told = {line[2:16].strip(): line[16:] for line in reversed(lines[1:])}
        assert told["pillar"].startswith("talent 育人才, probability 0.")
        assert "from its words alone" in told["pillar"]
        assert "高层次人才 (strong, talent)" in told["cues"]
        assert "talent strong +" in told["terms"]
        assert told["section"] == "一、加强人才队伍建设: talent +2.6"
        shown = "\n".join(lines)
        assert "新增省级创新平台3家、 platform 建平台" in shown
        assert "3家: 新增省级创新平台, level, actual" in shown
        assert "rules: level" in shown

    def test_without_a_heading_nothing_stands_around_it(self, capsys):
        run(["explain", "粮食总产量9.6亿斤。"])
        shown = capsys.readouterr().out
        assert "none 其他" in shown
        assert "section" not in shown.replace("; section", "")

    def test_what_words_and_headings_add_makes_the_probability(self):
        classifier = load_pillar_classifier(PillarsParams())
        report = make_report({"一、加强人才队伍建设": ["累计发放补贴860万元，惠及320人。"]})
        judgment = classifier.judge(Document("青溪", "青溪.txt", "0", "txt", ""), report)[1]
        assert judgment.label.pillar == "talent"
        assert judgment.probabilities()["talent"] == pytest.approx(judgment.label.score, abs=1e-4)
        assert judgment.probabilities(surroundings=False)["talent"] < judgment.label.score
        assert sum(judgment.probabilities().values()) == pytest.approx(1.0)
        gains = [gain for _, gain in judgment.terms()]
        assert gains == sorted(gains, reverse=True)
        assert min(gains) > 0


def candidate(number: int, text: str, score: float) -> Candidate:
    return Candidate(f"s{number}", text, "none", score)


class TestChoice:
    def test_the_least_certain_come_first_and_what_is_like_them_later(self):
        sure = candidate(1, "全县粮食生产再获丰收", 0.99)
        unsure = candidate(2, "推动装备企业建设试验线", 0.40)
        alike = candidate(3, "推动装备企业建设试验站", 0.41)
        other = candidate(4, "组织专家服务团下乡活动", 0.55)
        chosen = choose_teaching([sure, unsure, alike, other], 4)
        assert [item.sentence_id for item in chosen] == ["s2", "s4", "s3", "s1"]

    def test_one_of_sentences_that_differ_in_figures_only_and_none_that_is_known(self):
        texts = ["新建试验线2条投入使用", "新建试验线13条投入使用", "组织专家服务团下乡活动", "12.5", "县里"]
        chosen = choose_teaching(
            [candidate(number, text, 0.5) for number, text in enumerate(texts)], 9, known=["组织专家服务团下乡活动"]
        )
        assert [item.text for item in chosen] == ["新建试验线2条投入使用"]

    @settings(max_examples=50, deadline=None)
    @given(
        st.lists(st.tuples(st.text("甲乙丙丁戊己庚辛", min_size=4, max_size=9), st.floats(0, 1)), max_size=30),
        st.integers(1, 10),
        st.randoms(use_true_random=False),
    )
    def test_any_order_gives_the_same_choice(self, texts, count, random):
        candidates = [candidate(number, text, score) for number, (text, score) in enumerate(texts)]
        chosen = choose_teaching(candidates, count)
        random.shuffle(candidates)
        assert choose_teaching(candidates, count) == chosen
        assert len(chosen) <= count
        assert len({item.text for item in chosen}) == len(chosen)


def test_what_is_suggested_can_be_filled_in_and_fed_back(tmp_path, capsys):
    tables, labels = tmp_path / "tables", tmp_path / "label.csv"
    pipeline.extract(REPORT).write(tables)
    run(["suggest", "pillars", "4", str(tables), "--out", str(labels)])
    rows = read_csv(labels.read_text(encoding="utf-8-sig"))
    assert len(rows) == 4
    assert {row["pillar"] for row in rows} == {""}
    text = rows[0]["text"]
    assert text in REPORT
    rows[0]["pillar"] = "adoption"
    with labels.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    scheme = ["--scheme", str(DIGITAL / "pillars.yaml"), "--sentences", str(DIGITAL / "sentences.csv")]
    out = tmp_path / "scheme"
    run(["train", "pillars", *scheme, "--sentences", str(labels), "--out", str(out)])
    assert "158 sentences" in capsys.readouterr().out
    run(["suggest", "pillars", "4", str(tables), "--sentences", str(labels)])
    assert text not in [row["text"] for row in read_csv(capsys.readouterr().out)]
