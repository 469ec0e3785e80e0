// The types of the server's answers, made from docs/openapi.json by `npm run types`; not written by hand.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AreaGeometry: {
            coordinates: unknown[];
            /** @enum {string} */
            type: "Polygon" | "MultiPolygon";
        };
        /**
         * @description Whether a shape is official or approximate (ranh giới gần đúng)
         * @enum {string}
         */
        Boundary: "official" | "approximate";
        Change: {
            /** Format: date-time */
            changed_at: string;
            /** @description The record as it is now */
            href: string | null;
            id: components["schemas"]["SiteId"];
            /** @description Name after the change; null where the record is no longer public */
            name: string | null;
            /**
             * @description What became of the public record
             * @enum {string}
             */
            operation: "create" | "update" | "close" | "withdraw";
            /**
             * Format: int64
             * @description Revision it belongs to
             */
            revision: number;
            /**
             * Format: int64
             * @description Place in the history
             */
            sequence: number;
        };
        Changes: {
            changes: components["schemas"]["Change"][];
            links: components["schemas"]["Link"][];
            /**
             * Format: int64
             * @description Pass this as `since` the next time
             */
            revision: number;
            /**
             * Format: int64
             * @description Changes after this revision
             */
            since: number;
            /** Format: date-time */
            timeStamp: string;
        };
        CollectionDescription: {
            attribution?: string;
            crs: string[];
            description?: string;
            extent?: Record<string, never>;
            id: string;
            /** @enum {string} */
            itemType: "feature";
            links: components["schemas"]["Link"][];
            /** @description Items of the collection, of both divisions for the units */
            numberOfItems?: number;
            storageCrs?: string;
            title: string;
        };
        Collections: {
            collections: components["schemas"]["CollectionDescription"][];
            crs?: string[];
            links: components["schemas"]["Link"][];
            /** Format: date-time */
            timeStamp?: string;
        };
        /**
         * @description How far the compiled facts can be trusted
         * @enum {string}
         */
        Confidence: "high" | "medium" | "low";
        Conformance: {
            conformsTo: string[];
            links: components["schemas"]["Link"][];
        };
        Counts: {
            kind: {
                [key: string]: number;
            };
            sector: {
                [key: string]: number;
            };
            total: number;
        };
        Coverage: {
            as_of: string;
            kind: string | null;
            ours: number;
            /** @description Ours divided by reported */
            ratio: number | null;
            reported: number;
            sector: string | null;
        };
        /**
         * @description The map since 2025-07-01, or the one before
         * @enum {string}
         */
        Division: "current" | "former";
        Facets: {
            facets: {
                key: string;
                label: string;
                /** @description The filter that chooses a value */
                parameter: string;
                values: {
                    /** @description What choosing the value would give */
                    count: number;
                    label: string;
                    selected: boolean;
                    value: string;
                }[];
            }[];
            numberMatched: number;
            /** Format: int64 */
            revision: number;
            /** Format: date-time */
            timeStamp: string;
        };
        GapRow: {
            communes?: number;
            distance_km?: number | null;
            gaps?: number;
            id: components["schemas"]["RegionId"];
            label: string;
            nearest?: {
                id: components["schemas"]["SiteId"];
                name: string;
            } | null;
            parent?: string | null;
            province?: string | null;
            province_id?: components["schemas"]["RegionId"] | null;
            share?: number | null;
        };
        Gaps: {
            /** Format: date */
            at: string;
            by: string;
            /** @description Communes asked about */
            communes: number;
            division: components["schemas"]["Division"];
            filter: string;
            /** @description Communes that are gaps */
            gaps: number;
            links: components["schemas"]["Link"][];
            max_km: number;
            note: string;
            numberMatched: number;
            /** Format: int64 */
            revision: number;
            rows: components["schemas"]["GapRow"][];
            /** Format: date-time */
            timeStamp: string;
        };
        Indicator: {
            actual: number | null;
            as_of: string;
            indicator: string;
            label: string;
            sector: string | null;
            target: number | null;
            unit: string;
        };
        /** @description A JSON Schema (draft 2020-12) */
        JsonSchema: {
            $id: string;
            $schema: string;
            properties: Record<string, never>;
            type: string;
        };
        Landing: {
            attribution: string;
            description: string;
            licence: string;
            links: components["schemas"]["Link"][];
            /** Format: int64 */
            revision: number;
            title: string;
            /** Format: date-time */
            updated_at: string | null;
        };
        /**
         * @description Language of what is read
         * @enum {string}
         */
        Language: "vi" | "en";
        Link: {
            /** @description Absolute address; a template where `templated` is true */
            href: string;
            /** @description Language of what is there */
            hreflang?: string;
            /** @description Relation */
            rel: string;
            /** @description Whether `href` has variables in braces */
            templated?: boolean;
            /** @description What is there */
            title?: string;
            /** @description Media type */
            type?: string;
        };
        Located: {
            current: components["schemas"]["LocatedCurrent"] | null;
            former: components["schemas"]["LocatedFormer"] | null;
            /** @description How sure that is */
            note: string;
            point: components["schemas"]["Origin"];
            vn2000: components["schemas"]["Vn2000"][];
        };
        LocatedCurrent: {
            boundary: components["schemas"]["Boundary"];
            boundary_note: string;
            commune: components["schemas"]["UnitName"] | null;
            province: components["schemas"]["UnitName"] | null;
        };
        LocatedFormer: {
            boundary: components["schemas"]["Boundary"];
            boundary_note: string;
            commune: components["schemas"]["UnitName"] | null;
            district: components["schemas"]["UnitName"] | null;
            province: components["schemas"]["UnitName"] | null;
        };
        NearestCollection: {
            features: {
                geometry: components["schemas"]["Point"] | null;
                id: components["schemas"]["SiteId"];
                properties: components["schemas"]["SiteProperties"] & {
                    /** @description Degrees from north, clockwise */
                    bearing_deg: number;
                    /** @description Metres along the ellipsoid */
                    distance_m: number;
                };
                /** @enum {string} */
                type: "Feature";
            }[];
            links: components["schemas"]["Link"][];
            /** @description Exact number of matches */
            numberMatched: number;
            /** @description Features in this answer */
            numberReturned: number;
            origin: components["schemas"]["Origin"];
            /**
             * Format: int64
             * @description Revision of the inventory
             */
            revision: number;
            /** Format: date-time */
            timeStamp: string;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description OpenAPI 3.0 */
        OpenApiDocument: {
            info: Record<string, never>;
            openapi: string;
            paths: Record<string, never>;
        };
        Origin: {
            /** @description Latitude */
            lat: number;
            /** @description Longitude */
            lon: number;
        };
        Point: {
            /** @description Longitude and latitude, or the axes of the asked system in their order */
            coordinates: [
                number,
                number
            ];
            /** @enum {string} */
            type: "Point";
        };
        /**
         * @description How precisely the point is placed
         * @enum {string}
         */
        PositionAccuracy: "surveyed" | "reported" | "commune" | "district" | "province";
        /** @description RFC 9457 problem */
        Problem: {
            /** @description What is allowed */
            allowed?: string[];
            /** @description From the closed list at /api/problems */
            code: string;
            /** @description What was wrong and what is allowed, in the asked language */
            detail: string;
            /** @description The parameter at fault */
            parameter?: string;
            request_id: string;
            status: number;
            title: string;
            /** @description Address of the code's description */
            type: string;
        };
        Problems: {
            problems: {
                code: string;
                status: number;
                title: string;
            }[];
        };
        Region: {
            ancestors: components["schemas"]["UnitName"][];
            area_km2: number | null;
            /** @description West, south, east, north */
            bbox: number[] | null;
            boundary: components["schemas"]["Boundary"] | null;
            boundary_note: string | null;
            centre: components["schemas"]["Origin"];
            code: string;
            counts: components["schemas"]["Counts"];
            division: components["schemas"]["Division"];
            full_name: string;
            id: components["schemas"]["RegionId"];
            level: components["schemas"]["RegionLevel"];
            links: components["schemas"]["Link"][];
            name: string;
            parent: components["schemas"]["UnitName"] | null;
            predecessors: components["schemas"]["SuccessionStep"][];
            successors: components["schemas"]["SuccessionStep"][];
            type: string;
            /** @description The unit in a sentence */
            understood: string;
            /** Format: date */
            valid_from: string | null;
            /** Format: date */
            valid_to: string | null;
        };
        RegionCollection: {
            /** @description What the shapes are */
            boundary_note: string;
            division: components["schemas"]["Division"];
            features: components["schemas"]["RegionFeature"][];
            links: components["schemas"]["Link"][];
            /** @description Exact number of matches */
            numberMatched: number;
            /** @description Features in this answer */
            numberReturned: number;
            /**
             * Format: int64
             * @description Revision of the inventory
             */
            revision: number;
            /** Format: date-time */
            timeStamp: string;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        RegionFeature: {
            geometry: components["schemas"]["AreaGeometry"] | null;
            id: components["schemas"]["RegionId"];
            links?: components["schemas"]["Link"][];
            properties: components["schemas"]["RegionProperties"];
            /** @enum {string} */
            type: "Feature";
        };
        /** @description `01` a province of today, `00004` a commune of today, `2024-01`, `2024-277`, `2024-10015` a former province, district, commune */
        RegionId: string;
        /**
         * @description Level of an administrative unit
         * @enum {string}
         */
        RegionLevel: "province" | "district" | "commune";
        RegionProperties: {
            area_km2?: number | null;
            boundary?: components["schemas"]["Boundary"] | null;
            /** @description ranh giới gần đúng / approximate boundary */
            boundary_note?: string | null;
            /** @description Official code */
            code?: string;
            division?: components["schemas"]["Division"];
            full_name?: string;
            lat?: number;
            level?: components["schemas"]["RegionLevel"];
            lon?: number;
            name?: string;
            parent?: string | null;
            parent_id?: components["schemas"]["RegionId"] | null;
            predecessors?: components["schemas"]["SuccessionStep"][];
            province?: string | null;
            province_id?: components["schemas"]["RegionId"];
            successors?: components["schemas"]["SuccessionStep"][];
            /** @description Type word */
            type?: string;
            /** Format: date */
            valid_from?: string | null;
            /** Format: date */
            valid_to?: string | null;
        };
        ReportedTotal: {
            /** @description Day, month or year of the count */
            as_of: string;
            count: number;
            is_latest: boolean;
            kind: string | null;
            ours: number;
            ratio: number | null;
            sector: string | null;
            source: string;
            source_kind: string;
            source_title: string | null;
            source_url: string | null;
        };
        /**
         * @description Trồng trọt, chăn nuôi, thủy sản
         * @enum {string}
         */
        Sector: "crop" | "livestock" | "fisheries";
        SiteCollection: {
            features: components["schemas"]["SiteFeature"][];
            links: components["schemas"]["Link"][];
            /** @description Exact number of matches */
            numberMatched: number;
            /** @description Features in this answer */
            numberReturned: number;
            /**
             * Format: int64
             * @description Revision of the inventory
             */
            revision: number;
            /** Format: date-time */
            timeStamp: string;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        SiteExport: {
            export: {
                count: number;
                /** Format: date-time */
                date: string;
                /** @description The filter in words */
                filter: string;
                licence: string;
                title: string;
            };
            features: components["schemas"]["SiteFeature"][];
            /** @description Exact number of matches */
            numberMatched: number;
            /** @description Features in this answer */
            numberReturned: number;
            /**
             * Format: int64
             * @description Revision of the inventory
             */
            revision: number;
            /** Format: date-time */
            timeStamp: string;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description A site as an RFC 7946 feature */
        SiteFeature: {
            geometry: components["schemas"]["Point"] | null;
            id: components["schemas"]["SiteId"];
            links?: components["schemas"]["Link"][];
            properties: components["schemas"]["SiteProperties"];
            /** @enum {string} */
            type: "Feature";
            vn2000?: components["schemas"]["Vn2000"] | null;
        };
        /** @description Kind letter and a number that is never used again */
        SiteId: string;
        /**
         * @description Mô hình, hợp tác xã, doanh nghiệp
         * @enum {string}
         */
        SiteKind: "model" | "cooperative" | "enterprise";
        /** @description Facts of a site; `properties=` picks some of them. What is not known is null. */
        SiteProperties: {
            /** @description What, cost, result, whom to ask */
            abstract?: string | null;
            /** @description Hectares */
            area_ha?: number | null;
            /** @description Codes of vocabulary `certification` */
            certifications?: string[];
            /** @description Full name of the commune of today */
            commune?: string | null;
            commune_id?: components["schemas"]["RegionId"] | null;
            /** @description false where the former commune was split and nothing tells which part */
            commune_is_certain?: boolean | null;
            confidence?: components["schemas"]["Confidence"] | null;
            /** @description Year of establishment */
            established_year?: number | null;
            former_commune?: string | null;
            former_commune_id?: components["schemas"]["RegionId"] | null;
            former_district?: string | null;
            former_district_id?: components["schemas"]["RegionId"] | null;
            former_province?: string | null;
            former_province_id?: components["schemas"]["RegionId"] | null;
            /** @description Animals kept at one time */
            herd_size?: number | null;
            kind?: components["schemas"]["SiteKind"];
            /** @description Members or households taking part */
            members?: number | null;
            /** @description Name as people write it */
            name?: string;
            /** @description Who runs the site */
            operator_id?: components["schemas"]["SiteId"] | null;
            position_accuracy?: components["schemas"]["PositionAccuracy"] | null;
            /** @description Full name of the province of today */
            province?: string | null;
            province_id?: components["schemas"]["RegionId"] | null;
            /**
             * Format: int64
             * @description Đồng per year
             */
            revenue_vnd_per_year?: number | null;
            sector?: components["schemas"]["Sector"];
            sources?: components["schemas"]["Source"][];
            status?: components["schemas"]["Status"];
            /** @description Code of vocabulary `subsector` */
            subsector?: string | null;
            /** @description Codes of vocabulary `technology` */
            technologies?: string[];
            /**
             * Format: date-time
             * @description When the record last changed
             */
            updated_at?: string;
            /**
             * Format: date
             * @description When somebody last checked on the spot
             */
            verified_on?: string | null;
        };
        /** @description Where a fact comes from */
        Source: {
            /** @description Year, month or day of publication */
            date?: string | null;
            /** @description Title */
            title?: string | null;
            /** @description Address */
            url?: string | null;
        };
        Statistics: {
            /** Format: date */
            at: string;
            by: string;
            division: components["schemas"]["Division"];
            /** @description The filter in words */
            filter: string;
            links: components["schemas"]["Link"][];
            note: string | null;
            numberMatched: number;
            /** Format: int64 */
            revision: number;
            rows: components["schemas"]["StatisticsRow"][];
            /** Format: date-time */
            timeStamp: string;
            total: components["schemas"]["StatisticsRow"];
        };
        StatisticsRow: {
            /** @description Sum of the known areas */
            area_ha: number;
            /** @description Sites whose area is known */
            area_known: number;
            coverage: components["schemas"]["Coverage"] | null;
            /** @description Region id, sector, technology or year */
            id: string | null;
            indicators: components["schemas"]["Indicator"][];
            kind: {
                [key: string]: number;
            };
            label: string;
            parent: string | null;
            reported: components["schemas"]["ReportedTotal"][];
            sector: {
                [key: string]: number;
            };
            total: number;
        };
        /**
         * @description Public states of a record
         * @enum {string}
         */
        Status: "published" | "closed";
        SuccessionStep: {
            /**
             * @description How much of the former unit went there
             * @enum {string}
             */
            extent: "whole" | "part";
            full_name: string;
            id: components["schemas"]["RegionId"];
            /** @description The one to assume where nothing better is known */
            is_default: boolean;
            /** @description Names of the units above */
            parent?: string | null;
        };
        Suggestions: {
            query: string;
            /** Format: int64 */
            revision: number;
            suggestions: {
                context: string;
                count?: number;
                division?: components["schemas"]["Division"];
                id: string;
                kind?: components["schemas"]["SiteKind"];
                label: string;
                lat?: number | null;
                level?: components["schemas"]["RegionLevel"];
                lon?: number | null;
                parameter?: string;
                sector?: components["schemas"]["Sector"];
                /** @enum {string} */
                type: "region" | "term" | "site";
                understood?: string;
                vocabulary?: string;
            }[];
        };
        Term: {
            code: string;
            label: string;
            label_en: string;
            label_vi: string;
            sector: components["schemas"]["Sector"] | null;
        };
        TileJson: {
            attribution: string;
            bounds: [
                number,
                number,
                number,
                number
            ];
            description: string;
            maxzoom: number;
            minzoom: number;
            name: string;
            /** @enum {string} */
            scheme: "xyz";
            tilejson: string;
            tiles: string[];
            vector_layers: Record<string, never>[];
            version: string;
        };
        TileMatrixSet: {
            crs: string;
            id: string;
            tileMatrices: Record<string, never>[];
            title?: string;
            uri?: string;
        };
        TileMatrixSets: {
            links: components["schemas"]["Link"][];
            tileMatrixSets: Record<string, never>[];
        };
        TileSet: {
            attribution?: string;
            boundingBox?: Record<string, never>;
            crs: string;
            /** @enum {string} */
            dataType: "vector";
            description?: string;
            layers?: Record<string, never>[];
            links: components["schemas"]["Link"][];
            mediaTypes?: string[];
            tileMatrixSetLimits?: Record<string, never>[];
            tileMatrixSetURI?: string;
            title?: string;
            /** @description Revision */
            version?: string;
        };
        TileSetBrief: {
            crs: string;
            /** @enum {string} */
            dataType: "vector";
            links: components["schemas"]["Link"][];
            tileMatrixSetURI?: string;
            title?: string;
        };
        TileSets: {
            links: components["schemas"]["Link"][];
            tilesets: components["schemas"]["TileSetBrief"][];
        };
        UnitName: {
            full_name: string;
            id: components["schemas"]["RegionId"];
        };
        /** @description Place in VN-2000 */
        Vn2000: {
            /**
             * @description Whose meridian it is
             * @enum {string}
             */
            basis: "former_province" | "current_province";
            /** @description Central meridian */
            central_meridian_deg: number;
            /** @description EPSG code of the zone */
            epsg: number;
            /** @description Name of the zone */
            name: string;
            /** @description X, the northing, in metres */
            x_north_m: number;
            /** @description Y, the easting, in metres */
            y_east_m: number;
        };
        Vocabularies: {
            /** Format: int64 */
            revision: number;
            vocabularies: {
                [key: string]: components["schemas"]["Term"][];
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AreaGeometry = components['schemas']['AreaGeometry'];
export type Boundary = components['schemas']['Boundary'];
export type Change = components['schemas']['Change'];
export type Changes = components['schemas']['Changes'];
export type CollectionDescription = components['schemas']['CollectionDescription'];
export type Collections = components['schemas']['Collections'];
export type Confidence = components['schemas']['Confidence'];
export type Conformance = components['schemas']['Conformance'];
export type Counts = components['schemas']['Counts'];
export type Coverage = components['schemas']['Coverage'];
export type Division = components['schemas']['Division'];
export type Facets = components['schemas']['Facets'];
export type GapRow = components['schemas']['GapRow'];
export type Gaps = components['schemas']['Gaps'];
export type Indicator = components['schemas']['Indicator'];
export type JsonSchema = components['schemas']['JsonSchema'];
export type Landing = components['schemas']['Landing'];
export type Language = components['schemas']['Language'];
export type Link = components['schemas']['Link'];
export type Located = components['schemas']['Located'];
export type LocatedCurrent = components['schemas']['LocatedCurrent'];
export type LocatedFormer = components['schemas']['LocatedFormer'];
export type NearestCollection = components['schemas']['NearestCollection'];
export type OpenApiDocument = components['schemas']['OpenApiDocument'];
export type Origin = components['schemas']['Origin'];
export type Point = components['schemas']['Point'];
export type PositionAccuracy = components['schemas']['PositionAccuracy'];
export type Problem = components['schemas']['Problem'];
export type Problems = components['schemas']['Problems'];
export type Region = components['schemas']['Region'];
export type RegionCollection = components['schemas']['RegionCollection'];
export type RegionFeature = components['schemas']['RegionFeature'];
export type RegionId = components['schemas']['RegionId'];
export type RegionLevel = components['schemas']['RegionLevel'];
export type RegionProperties = components['schemas']['RegionProperties'];
export type ReportedTotal = components['schemas']['ReportedTotal'];
export type Sector = components['schemas']['Sector'];
export type SiteCollection = components['schemas']['SiteCollection'];
export type SiteExport = components['schemas']['SiteExport'];
export type SiteFeature = components['schemas']['SiteFeature'];
export type SiteId = components['schemas']['SiteId'];
export type SiteKind = components['schemas']['SiteKind'];
export type SiteProperties = components['schemas']['SiteProperties'];
export type Source = components['schemas']['Source'];
export type Statistics = components['schemas']['Statistics'];
export type StatisticsRow = components['schemas']['StatisticsRow'];
export type Status = components['schemas']['Status'];
export type SuccessionStep = components['schemas']['SuccessionStep'];
export type Suggestions = components['schemas']['Suggestions'];
export type Term = components['schemas']['Term'];
export type TileJson = components['schemas']['TileJson'];
export type TileMatrixSet = components['schemas']['TileMatrixSet'];
export type TileMatrixSets = components['schemas']['TileMatrixSets'];
export type TileSet = components['schemas']['TileSet'];
export type TileSetBrief = components['schemas']['TileSetBrief'];
export type TileSets = components['schemas']['TileSets'];
export type UnitName = components['schemas']['UnitName'];
export type Vn2000 = components['schemas']['Vn2000'];
export type Vocabularies = components['schemas']['Vocabularies'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
