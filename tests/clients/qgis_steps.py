"""Run by QGIS's own Python, without a screen: opens what the server and its downloads offer and prints what QGIS saw as JSON."""

import json
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

WHITE = 0xFFFFFFFF
EXPRESSION = "\"sector\" = 'crop' AND \"established_year\" > 2015"


def text(value: object) -> object:
    """A value as JSON can hold it; QGIS's null becomes none."""
    if value is None or getattr(value, "isNull", lambda: False)():
        return None
    return value if isinstance(value, bool | int | float | str | list) else str(value)


def collection(api: str, name: str) -> QgsVectorLayer:
    """A collection as a layer, which asks for what lies in the view only, as the dialogue for adding one proposes."""
    source = f"url='{api}' typename='{name}' pagingEnabled='true' pageSize='100' restrictToRequestBBOX='1'"
    return QgsVectorLayer(source, name, "OAPIF")


def seen(layer: QgsVectorLayer, request: QgsFeatureRequest | None = None) -> list[str]:
    """The identifiers of the features of a request."""
    name = "id" if layer.fields().indexOf("id") >= 0 else "_id"
    return sorted(feature[name] for feature in layer.getFeatures(request or QgsFeatureRequest()))


def values(feature: QgsFeature) -> dict:
    """The attributes of a feature by name."""
    return {field.name(): text(feature[field.name()]) for field in feature.fields()}


def place(feature: QgsFeature) -> list[float] | None:
    """Where a feature is."""
    return None if feature.geometry().isNull() else [feature.geometry().asPoint().x(), feature.geometry().asPoint().y()]


def described(layer: QgsVectorLayer) -> dict:
    """What a layer is."""
    return {
        "is_valid": layer.isValid(),
        "error": layer.error().message(),
        "count": layer.featureCount(),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "crs": layer.crs().authid(),
        "geometry": layer.wkbType(),
    }


def read_collection(api: str) -> dict:
    """Sites: all, by expression, by rectangle, by both; one with its values."""
    layer = collection(api, "sites")
    answer = described(layer)
    if not layer.isValid():
        return answer
    box = QgsRectangle(105.2, 20.5, 106.1, 21.4)
    # Before all of them: what a layer has read once it does not ask for again.
    answer["in_box"] = seen(layer, QgsFeatureRequest(box))
    # From a new layer: out of its own cache QGIS 3.22 gives 0 for an absent integer.
    everything = list(collection(api, "sites").getFeatures())
    answer["all"] = sorted(feature["id"] for feature in everything)
    answer["values"] = {feature["id"]: values(feature) for feature in everything}
    answer["places"] = {feature["id"]: place(feature) for feature in everything}
    answer["by_expression"] = seen(layer, QgsFeatureRequest().setFilterExpression(EXPRESSION))
    answer["by_both"] = seen(layer, QgsFeatureRequest(box).setFilterExpression(EXPRESSION))
    subset = collection(api, "sites")
    answer["takes_subset"] = subset.setSubsetString(EXPRESSION)
    answer["by_subset"] = seen(subset)
    return answer


def read_regions(api: str) -> dict:
    """The provinces of today with their shapes."""
    layer = collection(api, "regions")
    answer = described(layer)
    if layer.isValid():
        request = QgsFeatureRequest().setFilterExpression("\"level\" = 'province'")
        provinces = list(layer.getFeatures(request))
        answer["provinces"] = sorted(feature["full_name"] for feature in provinces)
        answer["shapes_are_valid"] = all(feature.geometry().isGeosValid() for feature in provinces)
    return answer


def draw_tiles(template: str) -> dict:
    """The tiles as a layer, drawn over the Red River delta."""
    layer = QgsVectorTileLayer(f"type=xyz&url={template}&zmin=0&zmax=14", "tiles")
    answer = {"is_valid": layer.isValid(), "error": layer.error().message()}
    if layer.isValid():
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setOutputSize(QSize(600, 600))
        settings.setBackgroundColor(QColor("white"))
        settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
        settings.setExtent(QgsRectangle(11_600_000, 2_280_000, 11_900_000, 2_580_000))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        image = job.renderedImage()
        pixels = (image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
        answer["drawn_pixels"] = sum(pixel != WHITE for pixel in pixels)
        answer["errors"] = [error.message for error in job.errors()]
    return answer


def open_file(path: Path) -> dict:
    """A download as a layer, with the style that came with it."""
    name = f"{path}|layername={path.stem}" if path.suffix == ".gpkg" else str(path)
    layer = QgsVectorLayer(name, path.stem, "ogr")
    answer = described(layer)
    if layer.isValid():
        answer["ids"] = seen(layer)
        answer["renderer"] = layer.renderer().type()
        if answer["renderer"] == "categorizedSymbol":
            answer["styled_by"] = layer.renderer().classAttribute()
            answer["classes"] = [text(category.value()) for category in layer.renderer().categories()]
            answer["labels"] = [category.label() for category in layer.renderer().categories()]
    return answer


def main(api: str, template: str, folder: str) -> None:
    """Every step, by its name."""
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    steps = {
        "sites": read_collection(api),
        "regions": read_regions(api),
        "tiles": draw_tiles(template),
        "files": {path.name: open_file(path) for path in sorted(Path(folder).iterdir())},
    }
    json.dump(steps, sys.stdout, ensure_ascii=False)
    sys.stdout.flush()
    application.exitQgis()


main(*sys.argv[1:])
