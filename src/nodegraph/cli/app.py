"""The commands and their options. What they do lies in the modules beside, imported when a command runs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from nodegraph.cli.guard import guarded

app = typer.Typer(
    name="nodegraph",
    pretty_exceptions_enable=False,
    # Plain help: the decorated one imports a Markdown parser, which doubles the time `--help` takes.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models = typer.Typer()
app.add_typer(models, name="models")

Device = Annotated[
    str, typer.Option(metavar="NAME", help="Where models run: auto, or a name that `nodegraph devices` lists.")
]
Precision = Annotated[Literal["auto", "fp32", "fp16", "bf16"], typer.Option(help="Arithmetic of the model.")]
Runtime = Annotated[
    Literal["auto", "torch", "ncnn", "onnx", "openvino"],
    typer.Option(help="What runs the model; auto is the fastest that is proved right on this machine."),
]
Threads = Annotated[str | None, typer.Option(metavar="auto|half|N", help="Threads of the model on the CPU.")]
RuntimeOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--runtime-option",
        metavar="NAME=VALUE",
        help="winograd, sgemm, half_arithmetic, compile (on, off), blocktime (0-400), batch (1-64), provider; any "
        "number of times.",
    ),
]
IfExists = Annotated[
    Literal["overwrite", "skip", "number"], typer.Option(help="What to do where the output is there already.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, an object a line.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell what the tiles of this model cost, measured.")]
Version = Annotated[bool, typer.Option("--version", help="Print the version.")]
GraphFile = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file (.ng).")]


@app.callback(invoke_without_command=True)
def start(context: typer.Context, version: Version = False) -> None:
    """Upscale and process images, one by one or by the thousand, with a graph of nodes.

    Without a command the window opens, with the graphs that are named.
    """
    if version:
        from importlib.metadata import version as version_of

        print(f"nodegraph {version_of('nodegraph')}")
    elif context.invoked_subcommand is None:
        import sys

        from nodegraph.cli.display import why_no_window

        sentence = why_no_window()
        if not sentence:
            _show([])
        print(context.get_help())
        print(f"nodegraph: {sentence}", file=sys.stderr)
        raise SystemExit(2)


@models.callback(invoke_without_command=True)
def models_start(context: typer.Context) -> None:
    """Look at model files."""
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise SystemExit(2)


@app.command()
def upscale(
    pictures: Annotated[
        list[str], typer.Argument(metavar="PICTURE|FOLDER", help="Pictures, folders of pictures, or - for stdin.")
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE|FOLDER", help="Where to write; - is stdout. Default: upscaled/ beside each."
        ),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(metavar="FILE|NAME", help="A model file, or one of `nodegraph models list`.")
    ] = None,
    scale: Annotated[
        str | None, typer.Option(metavar="FACTOR", help="How many times larger; without it the model's own.")
    ] = None,
    device: Device = "auto",
    tile: Annotated[
        str, typer.Option(metavar="auto|none|PIXELS", help="The side of a tile; with none it is one piece.")
    ] = "auto",
    overlap: Annotated[
        str,
        typer.Option(
            metavar="auto|PIXELS",
            help="What tiles see of their neighbors on each side, half a tile at most; auto is how far the model sees.",
        ),
    ] = "auto",
    precision: Precision = "auto",
    runtime: Runtime = "auto",
    threads: Threads = None,
    runtime_options: RuntimeOptions = None,
    if_exists: IfExists = "overwrite",
    name: Annotated[
        str,
        typer.Option(
            metavar="TEMPLATE",
            help="What results are called: {name} of the source, {scale}, {width}, {height}, {folder} of the source.",
        ),
    ] = "{name}",
    strip: Annotated[bool, typer.Option("--strip", help="Write no EXIF, XMP or DPI; the color profile stays.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Upscale pictures and folders of pictures."""
    with guarded():
        from nodegraph.cli.chains import Wish
        from nodegraph.cli.upscale import upscale
        from nodegraph.cli.wishes import settings_of

        settings = settings_of(device, precision, runtime, threads, runtime_options)
        wish = Wish(pictures, output, model, scale, device, tile, precision, if_exists, strip, name, overlap)
        raise SystemExit(upscale(wish, settings, json=json, quiet=quiet, verbose=verbose))


@app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    options_metavar="[OPTIONS] [--PARAMETER VALUE]...",
)
def run(
    context: typer.Context,
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="A graph file (.ng).")] = None,
    sets: Annotated[
        list[str] | None, typer.Option("--set", metavar="NODE.PORT=VALUE", help="Set a port; may be given many times.")
    ] = None,
    device: Device = "auto",
    precision: Precision = "auto",
    runtime: Runtime = "auto",
    threads: Threads = None,
    runtime_options: RuntimeOptions = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done and written; do nothing.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    help: Annotated[bool, typer.Option("--help", "-h", help="Show this, and the parameters of GRAPH.")] = False,  # noqa: A002 - the option's name
) -> None:
    """Run a graph. Its own parameters are options, which `nodegraph run GRAPH --help` lists."""
    with guarded():
        from nodegraph.cli.run import describe_parameters, run_graph

        if help or graph is None:
            print(context.get_help())
            if graph is not None:
                print(describe_parameters(graph))
            raise SystemExit(0 if help else 2)
        from nodegraph.cli.wishes import settings_of

        settings = settings_of(device, precision, runtime, threads, runtime_options)
        raise SystemExit(run_graph(graph, context.args, sets or [], settings, dry=dry_run, json=json, quiet=quiet))


@app.command()
def check(graph: GraphFile, json: Json = False) -> None:
    """Say what is wrong with a graph. And what is known about it, without running it."""
    with guarded():
        from nodegraph.cli.check import check

        raise SystemExit(check(graph, json=json))


def node_names(incomplete: str) -> list[str]:
    """Return the nodes whose names begin with what a person has typed."""
    from nodegraph.core.registry import known_specs

    return sorted(name for name in known_specs() if name.startswith(incomplete))


NodeName = Annotated[
    str | None, typer.Argument(metavar="NAME", help="A node; without it all are listed.", autocompletion=node_names)
]


@app.command()
def nodes(
    name: NodeName = None,
    json: Json = False,
) -> None:
    """List the nodes, or describe one with its ports."""
    with guarded():
        from nodegraph.cli.nodes import show_nodes

        show_nodes(name, json=json)


@app.command()
def convert(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="A model file: torch, ONNX or ncnn.")],
    output: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write: .safetensors, .pth, .onnx or .param (with .bin).")
    ],
    fp16: Annotated[bool, typer.Option("--fp16", help="Store numbers in 16 bits: half as large.")] = False,
    opset: Annotated[
        int | None, typer.Option(metavar="N", help="Version of the operators in an .onnx; without it 17.")
    ] = None,
    interpolate: Annotated[
        Path | None, typer.Option(metavar="OTHER", help="A second model of the same architecture to blend with.")
    ] = None,
    share: Annotated[
        float, typer.Option(metavar="0..1", min=0, max=1, help="How much of OTHER is in the blend.")
    ] = 0.5,
    minutes: Annotated[float, typer.Option(metavar="N", min=0, max=600, help="How long the work may take.")] = 5,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace OUT where it is there.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Turn a model into another form. It is written only if it does the same as the original on test pictures."""
    with guarded():
        from nodegraph.cli.convert import Conversion, run_conversion

        wish = Conversion(model, output, fp16, opset, interpolate, share, overwrite, minutes)
        run_conversion(wish, json=json, quiet=quiet)


@app.command()
def devices(json: Json = False) -> None:
    """List the devices that models can run on."""
    with guarded():
        from nodegraph.cli.devices import show_devices

        show_devices(json=json)


@models.command(name="list")
def list_models(json: Json = False) -> None:
    """List the models that come along. Their names do for `--model`."""
    with guarded():
        from nodegraph.cli.shipped import show_shipped

        show_shipped(json=json)


@models.command()
def info(file: Annotated[Path, typer.Argument(metavar="FILE", help="A model file.")], json: Json = False) -> None:
    """Describe a model file. Architecture, scale, channels, size, hash, precisions, and how far it sees."""
    with guarded():
        from nodegraph.cli.models import show_model

        show_model(file, json=json)


@models.command()
def bench(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A model file.")],
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Measure every way to run a model here. Each is compared with its own framework; auto takes the fastest."""
    with guarded():
        from nodegraph.cli.bench import show_bench

        show_bench(file, device, json=json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of graph files."""
    with guarded():
        import json

        from nodegraph.core.registry import known_specs
        from nodegraph.core.schema import json_schema

        print(json.dumps(json_schema(known_specs()), indent=2))


@app.command()
def graph(
    file: GraphFile,
    to: Annotated[Literal["python", "cli", "dot", "svg"], typer.Option("--as", help="What to write it as.")] = "python",
) -> None:
    """Print a graph in another form. As the Python code or the command line that does the same, or as a drawing."""
    with guarded():
        from nodegraph.cli.graph import export

        print(export(file, to).rstrip("\n"))


@app.command()
def gui(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[GRAPH]...", help="Graphs to open, each in a tab of its own.")
    ] = None,
) -> None:
    """Open the window: draw a graph, see what is known about it, run it."""
    _show(files or [])


def _show(files: list[Path]) -> None:
    with guarded():
        from nodegraph.cli.display import why_no_window
        from nodegraph.core.errors import GraphError

        sentence = why_no_window()
        if sentence:
            raise GraphError(f"{sentence} To run a graph without it: nodegraph run {files[0]}" if files else sentence)
        from nodegraph.gui.app import main

        raise SystemExit(main(files))
