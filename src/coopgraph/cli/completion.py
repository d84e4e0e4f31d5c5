"""What the shell offers while a command is typed: saved queries, and the values of their parameters."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def queries(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the names of the saved queries, each with its question."""
    from coopgraph.queries import library

    return [CompletionItem(n, help=q.question) for n, q in sorted(library().items()) if n.startswith(typed)]


def parameters(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer ``name=`` of the query's parameters, and after the sign what the bundled graph has for it."""
    from coopgraph.graph import Graph
    from coopgraph.queries import choices, library

    saved = library().get(str(ctx.params.get("name")))
    if saved is None:
        return []
    name, sign, start = typed.partition("=")
    if not sign:
        return [CompletionItem(f"{n}=", help=p.title) for n, p in saved.parameters.items() if n.startswith(name)]
    if name not in saved.parameters:
        return []
    offered = (choice.split("  ", 1) for choice in choices(saved.parameters[name], Graph.load().names))
    return [CompletionItem(f"{name}={ident}", help=label) for ident, label in offered if ident.startswith(start)]
