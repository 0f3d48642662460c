"""A few short reports about places that do not exist, for tests that need files."""

from __future__ import annotations

from pathlib import Path

STAGES = ("ingest", "segment", "organizations", "pillars", "quantities", "facts", "corrections", "audit", "publish")
"""The stages from reports to tables, in the order in which they run."""
REPORTS = {
    "青溪市2022年科技工作总结.txt": (
        "青溪市2022年科技创新工作总结\n\n"
        "一、企业培育\n"
        "2022年，全市新增高新技术企业12家，总数达到86家，同比增长16.2%。\n"
        "二、平台建设\n"
        "青溪大学与远山新材料有限公司共建实验室3个，投入资金1.5亿元。\n"
    ),
    "云岭县/2023.md": (
        "---\ntitle: 云岭县2023年政府工作报告\n---\n\n"
        "# 云岭县2023年政府工作报告\n\n"
        "## 一、2023年工作回顾\n\n"
        "全年地区生产总值完成**182.6亿元**，增长5.8%；新建标准厂房4.2万平方米。\n\n"
        "## 二、2024年工作安排\n\n"
        "力争引进人才60名，建成省级企业技术中心2个。\n"
    ),
    "白石镇2021.txt": "白石镇2021年工作情况\n截至2021年底，全镇共有规模以上企业9家，完成税收3200万元。\n",
}
METADATA = "file,title,region,level,report_date\n云岭县/2023.md,云岭县2023年政府工作报告,云岭县,county,2024-01\n"


def write_reports(folder: Path) -> Path:
    """Write the reports into a new folder, one of them in GB18030 and one in UTF-16, with a metadata.csv."""
    encodings = {"白石镇2021.txt": "gb18030", "青溪市2022年科技工作总结.txt": "utf-16"}
    for name, text in REPORTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encodings.get(name, "utf-8")))
    (folder / "metadata.csv").write_text(METADATA, encoding="utf-8")
    return folder


def read_folder(folder: Path) -> dict[str, bytes]:
    """Give the content of every file below a folder, hidden ones included, but for the cache of huibao."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".huibao-cache" not in path.parts
    }
