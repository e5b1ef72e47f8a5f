"""The pages of the settings dialog: looks, devices, memory and files."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from nodegraph.core.messages import Devices, ListDevices
from nodegraph.core.places import cache_folder
from nodegraph.gui import icons
from nodegraph.gui.languages import LANGUAGES, has_font, shown, tr, wished
from nodegraph.gui.link import Link
from nodegraph.gui.settings.choices import PRECISIONS, RUNTIMES, SCALES, THEMES
from nodegraph.gui.settings.fields import ChoiceField, FolderField, Form, NumberField
from nodegraph.gui.settings.wishes import Wishes


def looks(wishes: Wishes) -> QWidget:
    """Return the page about colors, size and language."""
    form = Form()
    restart = tr("Takes effect when Nodegraph starts again.")
    form.add(tr("Colors"), ChoiceField(wishes, "theme", {value: shown(text) for value, text in THEMES.items()}))
    scales: dict[object, str] = {scale: f"{scale:.0%}" for scale in SCALES}
    form.add(tr("Size of everything"), ChoiceField(wishes, "scale", scales), restart)
    languages: dict[object, str] = {"": tr("As the system ({language})", language=wished("").name)}
    languages |= {language.code: language.name for language in LANGUAGES}
    remark = form.add(tr("Language"), ChoiceField(wishes, "language", languages), restart)

    def warn(name: str) -> None:
        language = wished(wishes.choices.language)
        if name == "language" and not has_font(language):
            remark.setText(f"{restart} {tr('No font for {language} is installed.', language=language.name)}")
        elif name == "language":
            remark.setText(restart)

    warn("language")
    wishes.changed.connect(warn)
    form.end()
    return form


def devices(wishes: Wishes, link: Link) -> QWidget:
    """Return the page about where and how models run; the devices are asked from the engine."""
    form = Form()
    device = ChoiceField(wishes, "device", {"auto": tr("Automatic: the fastest")})
    told = form.add(tr("Device"), device, tr("Looking for devices…"))
    form.add(
        tr("Precision"),
        ChoiceField(wishes, "precision", {value: shown(text) for value, text in PRECISIONS.items()}),
        tr("A model that gives wrong pictures in a precision is run in fp32 instead."),
    )
    form.add(tr("Framework"), ChoiceField(wishes, "runtime", {key: shown(text) for key, text in RUNTIMES.items()}))

    def fill(answer: Devices) -> None:
        if not isValid(device):
            return  # the dialog was closed meanwhile
        options: dict[object, str] = {"auto": tr("Automatic: the fastest")}
        for found in answer.devices:
            memory = f", {found.memory / 2**30:.1f} GiB" if found.memory else ""
            options[found.name] = f"{found.title} ({found.name}{memory})"
        device.offer(options)
        told.setText(tr("The next run begins with what is chosen here."))

    link.ask(ListDevices(0), Devices, fill)
    form.end()
    return form


def memory(wishes: Wishes) -> QWidget:
    """Return the page about memory and the cache."""
    form = Form()
    form.title(tr("Memory"))
    form.add(
        tr("Results"),
        NumberField(wishes, "results_mib", "MiB"),
        tr("Kept for the next run, so that only what changed is computed again."),
    )
    form.add(
        tr("Pictures of a stream"),
        NumberField(wishes, "stream_mib", "MiB"),
        tr("More pictures are under way at once, which is faster up to a point."),
    )
    _given(wishes, form, "pixels_mib", tr("Largest picture in memory"), NumberField(wishes, "pixels_mib", "MiB"),
           tr("Larger ones lie in files of the cache, a little slower. The engine starts again."))  # fmt: skip
    form.title(tr("Cache on disk"))
    folder = FolderField(wishes, "cache_folder", str(cache_folder()))
    _given(wishes, form, "cache_folder", tr("Folder"), folder, tr("What lies in the old folder stays there."))
    _given(wishes, form, "cache_gib", tr("Results on disk"), NumberField(wishes, "cache_gib", "GiB"),
           tr("At most half of what is free is used."))  # fmt: skip
    show = QPushButton(icons.icon("external"), tr("Show the cache folder"))
    show.clicked.connect(lambda: _open(cache_folder()))
    form.add("", show)
    show.setAccessibleName(show.text())
    form.end()
    return form


def files(wishes: Wishes) -> QWidget:
    """Return the page about files."""
    form = Form()
    form.add(
        tr("Keep what is open safe every"), NumberField(wishes, "autosave_s", "s"),
        tr("After a bad end, what was open is offered again."),
    )  # fmt: skip
    form.add(
        tr("Folder of models"), FolderField(wishes, "models_folder", tr("Only the models that come along")),
        tr("Offered where a model is chosen."),
    )  # fmt: skip
    form.end()
    return form


def _given(wishes: Wishes, form: Form, name: str, label: str, field: QWidget, remark: str) -> None:
    """Add a row that cannot be changed where the environment says what it is."""
    variable = wishes.environment.given(name)
    field.setEnabled(not variable)
    form.add(label, field, tr("Given by the variable {name}.", name=variable) if variable else remark)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
