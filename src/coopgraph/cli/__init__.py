"""The command line: parse, one call, print. Answers go to standard output, talk to standard error.

Exit codes: 0 fine, 1 findings or wrong records, 2 wrong use, 3 a file that cannot be read, 4 an endpoint that
failed. No traceback without ``--debug``. Heavy packages are imported by the commands that need them.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from coopgraph.cli import adding, answer, changes, explain, fmt, make, network, synth, template
from coopgraph.errors import CoopgraphError


class _Group(click.Group):
    """Prints errors of ours as one message, and lists the commands in the order of a user's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CoopgraphError as error:
            if ctx.params.get("debug"):
                raise
            click.echo(_message(error), err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:  # a fault of ours: the user gets a sentence, and with --debug the traceback
            if ctx.params.get("debug"):
                raise
            what = f"{type(error).__name__}: {error}"
            click.echo(f"Error: coopgraph failed, which is a fault of its own: {what}", err=True)
            click.echo("Run the same with --debug (coopgraph --debug …) and report what it prints.", err=True)
            ctx.exit(1)


def _message(error: CoopgraphError) -> str:
    problems = getattr(error, "problems", None)
    count = len(problems or []) + len(getattr(error, "unreadable", []))
    return f"{error}\n{count} problem{'s' * (count > 1)}; nothing was written." if count else f"Error: {error}"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="coopgraph", prog_name="coopgraph")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
def main(debug: bool) -> None:
    """Who cooperates with whom, through which events, and on what evidence.

    DATA is a folder of curated files; where it is left out, the dataset that comes with coopgraph is used.
    """


for _command in (
    make.demo, make.build, make.validate, explain.explain, template.template, adding.check, adding.add, fmt.fmt,
    changes.diff, answer.query, network.network, answer.why, answer.path, answer.show, make.export, make.plot,
    make.report, make.gexf_check, make.push, make.span, make.digest, synth.synth,
):  # fmt: skip
    main.add_command(_command)
