"""Reduce what a clause says is done, or how it fares, to the thing: 发展民营经济, 建筑业有序发展."""

from __future__ import annotations

import re

from pipeline.facts.leads import FAST
from pipeline.resources.pattern_ends import compile_ending

# 发展产业投资基金, 做好生猪保供: what is done to it is no part of it
_DONE_TO = re.compile(
    r"^(?:高度重视|认真|全面|继续|进一步)*(?:统一|(?:基本)?稳定|发展(?!镇|区|型|计划|规划|战略(?!性新兴)|基金|资金|水平|环境)|做[大强优]|壮大|优化|新建了|组建|设立|建立|实行|完善|"
    r"抓好|做好|高度重视|提升|扩大|调整(?!计划|方案|后)|推动|整合提质|培育和?)(?:了)?(?=[\u4e00-\u9fff“]{3})"
)
# 民营经济蓬勃发展, 全产业链整体跃升: how it fares
_FARES = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?:整体|提速|持续|稳步|逐步|加快|加速|蓬勃|有序|健康|"
    + FAST
    + r"|平稳|协调|全面|强势|逆势|迅猛|大|再|"
    r"高端化?|高技术|智能化|绿色化?|全链条|高质量|融合|集聚|集群|创新|协同|转型|提档|优化|跨越式?)+(?:发展|跃升|升级|转型|提升|提速|突破|向好|拓展|壮大|扩张|改善|增强)|"
    r"做[大强优]做[大强优]|发展壮大|兼并重组|质效提升|提质增效|扩量提质|提质扩量|增点扩面|发展水平|顶压前行|保供|"
    r"(?:能级|布局|规模|结构|质效|效益|质量|贡献|增势|势头|态势|后劲|动能|活力|韧性|运行|形势|恢复|企稳|亮点|成效|链条|"
    r"(?:支柱|主导|引领|支撑|带动|龙头)*(?:地位|作用|能力)|支撑|助推)"
    r"(?:持续|稳步|不断|明显|显著|进一步|更加|日益|加快|全面|总体|整体)*(?:提升|提高|优化|扩大|巩固|增强|强化|凸显|显现|突出|强劲|"
    r"良好|平稳|稳健|向好|回升|双升|齐升|释放|迸发|纷呈|喜人|改善|升级|拓展|转型|显著|明显)|"
    r"(?:持续|进一步|不断)+(?:强化|巩固|优化))$"
)


def thing_alone(clause: str) -> str:
    """Give the thing of a clause without what is done to it and how it fares."""
    return _FARES.sub("", _DONE_TO.sub("", clause))
