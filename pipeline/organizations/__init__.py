"""Stage `organizations`: named organizations by gazetteer, patterns and a trained model, linked to one id each."""

from __future__ import annotations

from pipeline.organizations.finder import OrganizationFinder, load_organization_finder

__all__ = ["OrganizationFinder", "load_organization_finder"]
