// The words of the download panel in both languages, loaded with the panel and not with the page.
import type { FileFormat } from "../api/downloads";
import type { Lang } from "../state/state";

const FILE_NAMES: Record<FileFormat, string> = {
  xlsx: "Excel",
  csv: "CSV",
  gpkg: "GeoPackage",
  geojson: "GeoJSON",
  geojsonl: "GeoJSONL",
  fgb: "FlatGeobuf",
  kml: "KML",
  gpx: "GPX",
};

const vi = {
  title: "Tải về và kết nối",
  files: "Tải tệp",
  connect: "Kết nối phần mềm",
  fileName: FILE_NAMES,
  opensIn: {
    xlsx: "Excel, LibreOffice; có trang giải thích các mã",
    csv: "Mọi bảng tính; sửa xong nhập lại được",
    gpkg: "QGIS, ArcGIS; có sẵn ký hiệu theo lĩnh vực",
    geojson: "QGIS, bản đồ web",
    geojsonl: "GDAL, xử lý dữ liệu lớn từng dòng",
    fgb: "QGIS, bản đồ web; gọn và nhanh",
    kml: "Google Earth",
    gpx: "Máy GPS, điện thoại; chỉ gồm điểm đã định vị",
  } satisfies Record<FileFormat, string>,
  crs: "Hệ tọa độ",
  wgs84: "WGS 84 (kinh độ, vĩ độ)",
  crsTables: "Với WGS 84, tệp Excel và CSV có thêm các cột X, Y theo VN-2000.",
  crsFixed: "luôn dùng WGS 84",
  crsZones: "Muốn chọn múi 3° của một tỉnh, hãy lọc theo tỉnh đó hoặc phóng bản đồ đến đó.",
  language: "Ngôn ngữ trong tệp",
  languageName: { vi: "Tiếng Việt", en: "English" } satisfies Record<Lang, string>,
  fresh: "Địa chỉ giữ nguyên bộ lọc đang đặt; mỗi lần mở lại là dữ liệu mới nhất.",
  copy: "Sao chép",
  copyByHand: "Đã chọn sẵn nội dung: nhấn Ctrl+C (⌘C), hoặc giữ ngón tay trên phần đã chọn rồi bấm Sao chép.",
  qgis: {
    features: "Địa chỉ OGC API – Features",
    featuresHow: "Layer → Add Layer → Add WFS / OGC API – Features Layer → New, rồi dán vào ô URL. Gồm toàn bộ dữ liệu và địa giới, lọc ngay trong QGIS.",
    tiles: "Địa chỉ ô vectơ (vector tiles)",
    tilesHow: "Layer → Add Layer → Add Vector Tile Layer → New → New Generic Connection, rồi dán vào ô URL; mức phóng 0 đến 22. Gồm các điểm đang lọc.",
  },
  excel: {
    how: "Dữ liệu (Data) → Từ web (From Web), rồi dán địa chỉ. Sau này chỉ cần bấm Làm mới tất cả (Refresh All).",
    csv: "Địa chỉ bảng CSV",
    xlsx: "Địa chỉ sổ tính Excel",
  },
  python: { how: "Cần gói geopandas.", code: "Đoạn mã Python" },
  curl: { title: "Dòng lệnh", how: "Lưu vào tệp, có thể đặt lịch chạy hằng ngày.", line: "Lệnh curl" },
  live: { title: "Địa chỉ luôn cập nhật", how: "Dán vào bản đồ web hoặc phần mềm GIS, hoặc gửi cho đồng nghiệp.", address: "Địa chỉ GeoJSON luôn cập nhật" },
};

export type DownloadWords = typeof vi;

const en: DownloadWords = {
  title: "Download and connect",
  files: "Files",
  connect: "Connect programs",
  fileName: FILE_NAMES,
  opensIn: {
    xlsx: "Excel, LibreOffice; with a sheet that explains the codes",
    csv: "Any spreadsheet; can be imported again after editing",
    gpkg: "QGIS, ArcGIS; with symbols by sector",
    geojson: "QGIS, web maps",
    geojsonl: "GDAL, large data line by line",
    fgb: "QGIS, web maps; compact and fast",
    kml: "Google Earth",
    gpx: "GPS devices, phones; only sites with a position",
  },
  crs: "Coordinate system",
  wgs84: "WGS 84 (longitude, latitude)",
  crsTables: "With WGS 84, Excel and CSV also have columns X and Y in VN-2000.",
  crsFixed: "always WGS 84",
  crsZones: "To choose the 3° zone of a province, filter by the province or move the map there.",
  language: "Language of the file",
  languageName: { vi: "Tiếng Việt", en: "English" },
  fresh: "The addresses keep the filters set now; opened again they give the latest data.",
  copy: "Copy",
  copyByHand: "The text is selected: press Ctrl+C (⌘C), or hold a finger on the selection and choose Copy.",
  qgis: {
    features: "OGC API – Features address",
    featuresHow: "Layer → Add Layer → Add WFS / OGC API – Features Layer → New, and paste it as the URL. It has all of the data and the administrative units; filter in QGIS.",
    tiles: "Vector tile address",
    tilesHow: "Layer → Add Layer → Add Vector Tile Layer → New → New Generic Connection, and paste it as the URL; zoom levels 0 to 22. It has the sites filtered now.",
  },
  excel: {
    how: "Data → From Web, and paste the address. Later on, Refresh All is enough.",
    csv: "Address of the CSV table",
    xlsx: "Address of the Excel workbook",
  },
  python: { how: "Needs the package geopandas.", code: "Python code" },
  curl: { title: "Command line", how: "Saves to a file, daily if scheduled.", line: "curl command" },
  live: { title: "Address that stays current", how: "For web maps and GIS programs, or to send to a colleague.", address: "GeoJSON address that stays current" },
};

export const DOWNLOAD_WORDS: Record<Lang, DownloadWords> = { vi, en };
