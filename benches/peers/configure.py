"""Writes the settings of the programs that read PostGIS, as their manuals have them for production."""
import os
from pathlib import Path
from urllib.parse import urlsplit

folder = Path(os.environ["PEERS_FOLDER"])
postgres = urlsplit(os.environ["PEERS_POSTGRES"])
host, port, user, password, database = postgres.hostname, postgres.port, postgres.username, postgres.password, postgres.path.lstrip("/")

(folder / "mapserver.conf").write_text('CONFIG\n  ENV\n    MS_MAP_PATTERN "."\n  END\nEND\n')
(folder / "site.map").write_text(f"""MAP
  NAME "peers"
  EXTENT 100 6 118 24
  PROJECTION "init=epsg:4326" END
  WEB METADATA
    "wfs_title" "peers"
    "wfs_onlineresource" "http://127.0.0.1:18303/mapserv?"
    "wfs_srs" "EPSG:4326"
    "wfs_enable_request" "*"
    "wfs_getfeature_formatlist" "geojson"
  END END
  OUTPUTFORMAT
    NAME "geojson"
    DRIVER "OGR/GEOJSON"
    MIMETYPE "application/json; subtype=geojson"
    FORMATOPTION "STORAGE=stream"
    FORMATOPTION "FORM=simple"
  END
  LAYER
    NAME "site"
    TYPE POINT
    STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION "host={host} port={port} user={user} password={password} dbname={database}"
    DATA "geom FROM site USING UNIQUE fid USING SRID=4326"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    PROJECTION "init=epsg:4326" END
    METADATA
      "wfs_title" "site"
      "gml_include_items" "all"
      "gml_featureid" "id"
      "wfs_use_default_extent_for_getfeature" "false"
    END
  END
END
""")
(folder / "nginx.conf").write_text(f"""pid {folder}/nginx.pid;
worker_processes 1;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_requests 100000000;
  client_body_temp_path {folder}/nginx-body; proxy_temp_path {folder}/nginx-proxy; fastcgi_temp_path {folder}/nginx-fastcgi;
  uwsgi_temp_path {folder}/nginx-uwsgi; scgi_temp_path {folder}/nginx-scgi;
  upstream mapserv {{ server 127.0.0.1:18390; keepalive 16; }}
  server {{ listen 127.0.0.1:18302; root {folder}/bodies; sendfile on; open_file_cache max=100; }}
  server {{
    listen 127.0.0.1:18303;
    location /mapserv {{ fastcgi_pass mapserv; fastcgi_keep_conn on; include /etc/nginx/fastcgi_params;
      fastcgi_param MS_MAPFILE {folder}/site.map; fastcgi_param MAPSERVER_CONFIG_FILE {folder}/mapserver.conf; }}
  }}
}}
""")
(folder / "pygeoapi.yml").write_text(f"""server:
  bind: {{host: 127.0.0.1, port: 18305}}
  url: http://127.0.0.1:18305
  mimetype: application/json; charset=UTF-8
  encoding: utf-8
  language: en-US
  gzip: false
  limits: {{default_items: 100, max_items: 1000}}
  map: {{url: "http://127.0.0.1/{{z}}/{{x}}/{{y}}", attribution: none}}
logging: {{level: ERROR}}
metadata:
  identification: {{title: peers, description: peers, keywords: [peers], keywords_type: theme, terms_of_service: none, url: http://127.0.0.1}}
  license: {{name: none, url: http://127.0.0.1}}
  provider: {{name: peers, url: http://127.0.0.1}}
  contact: {{name: peers}}
resources:
  site:
    type: collection
    title: site
    description: site
    keywords: [site]
    extents: {{spatial: {{bbox: [100, 6, 118, 24], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}}}
    providers:
      - type: feature
        name: PostgreSQL
        data: {{host: "{host}", port: {port}, dbname: "{database}", user: "{user}", password: "{password}", search_path: [public]}}
        id_field: id
        table: site
        geom_field: geom
""")
