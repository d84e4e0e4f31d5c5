"""What every picture says of itself: view, level and definition, for a picture travels without its text."""

from __future__ import annotations

import hashlib

from coopgraph.export.shapes import describe
from coopgraph.export.table import ties
from coopgraph.network.network import Network


def what(network: Network) -> str:
    """Return what the nodes are: countries, organizations, or top organizations when parts count for their wholes."""
    return {"country": "countries", "parent": "parent organizations"}.get(network.level, "organizations")


def single(network: Network) -> str:
    """Return what one node is: a country, an organization, or a parent organization."""
    return {"country": "country", "parent": "parent organization"}.get(network.level, "organization")


def says(network: Network) -> tuple[str, str, str]:
    """Return view, level and definition in words."""
    return f"view: {network.view}", f"level: {network.level}", f"definition: {network.definition}"


def description(kind: str, network: Network) -> str:
    """Return the sentence for the file's metadata: what is shown, and the digest of its ties."""
    digest = hashlib.sha256(ties(network).to_csv().encode()).hexdigest()
    return f"{kind.capitalize()}. {describe(network)} Ties: sha256 {digest}."
