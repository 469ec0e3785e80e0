// The types of the server's answers, made from docs/openapi.json by `npm run types`; not written by hand.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /** @description What the account may do at least somewhere */
            actions: string[];
            display_name: string;
            grants: {
                label: string;
                /** @description Unit, current or former; null for the whole country */
                region: string | null;
                /** @enum {string} */
                role: "viewer" | "extension_worker" | "officer" | "reviewer" | "administrator";
            }[];
            username: string;
        };
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
        ChangeCounts: {
            close: number;
            create: number;
            total: number;
            update: number;
            withdraw: number;
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
        ConsentEdit: {
            evidence: string;
            /** Format: date */
            given_on: string;
            purpose: components["schemas"]["ConsentPurpose"];
        };
        /** @enum {string} */
        ConsentPurpose: "name" | "place" | "phone" | "email" | "address" | "research";
        /** @description Somebody of a site; once erased without values */
        Contact: {
            address: string | null;
            /** Format: date-time */
            changed_at: string;
            changed_by: string;
            consents: {
                evidence: string;
                /** Format: date */
                given_on: string;
                purpose: components["schemas"]["ConsentPurpose"];
                /** Format: date-time */
                recorded_at: string;
                recorded_by: string;
                /** Format: date-time */
                withdrawn_at?: string;
                withdrawn_by?: string;
            }[];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            email: string | null;
            erased?: {
                /** Format: date-time */
                at: string;
                because: string;
                by: string;
            };
            name: string | null;
            number: number;
            phone: string | null;
            role: string | null;
            /** Format: int64 */
            version: number;
        };
        ContactEdit: {
            address?: string | null;
            email?: string | null;
            name: string;
            phone?: string | null;
            role?: string | null;
        };
        ContactList: {
            /** @description What the people of the site agree to now, as the public is told */
            agreed: components["schemas"]["ConsentPurpose"][];
            contacts: components["schemas"]["Contact"][];
            may: ("edit" | "erase")[];
            site: components["schemas"]["SiteId"];
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
        Credentials: {
            /** Format: password */
            password: string;
            username: string;
        };
        Difference: {
            /**
             * @description What became of the public record
             * @enum {string}
             */
            change: "create" | "update" | "close" | "withdraw";
            /**
             * Format: date-time
             * @description When it last changed between the two states
             */
            changed_at: string;
            facts: components["schemas"]["FactChange"][];
            /** @description The record as it is now */
            href: string | null;
            id: components["schemas"]["SiteId"];
            kind: components["schemas"]["SiteKind"];
            /** @description The same in words */
            label: string;
            /** @description Name after the change; null where the record was withdrawn */
            name: string | null;
            province: string | null;
            province_id: components["schemas"]["RegionId"] | null;
            sector: components["schemas"]["Sector"] | null;
        };
        Differences: {
            changes: components["schemas"]["Difference"][];
            counts: components["schemas"]["ChangeCounts"];
            /** @description The filter in words */
            filter: string;
            from: components["schemas"]["State"];
            links: components["schemas"]["Link"][];
            /** @description Sites that changed */
            numberMatched: number;
            /** @description Sites in this answer */
            numberReturned: number;
            provinces: components["schemas"]["ProvinceChanges"][];
            /**
             * Format: int64
             * @description Revision of the inventory now
             */
            revision: number;
            sectors: components["schemas"]["SectorChanges"][];
            /** Format: date-time */
            timeStamp: string;
            to: components["schemas"]["State"];
        };
        /**
         * @description The map since 2025-07-01, or the one before
         * @enum {string}
         */
        Division: "current" | "former";
        EditableProperties: {
            abstract?: string | null;
            address?: {
                commune?: string | null;
                district?: string | null;
                province?: string | null;
            } | null;
            area_ha?: number | null;
            certifications?: string[];
            confidence?: string | null;
            established_year?: number | null;
            herd_size?: number | null;
            /** @enum {string|null} */
            holder?: "organisation" | "household" | null;
            kind?: components["schemas"]["SiteKind"];
            members?: number | null;
            name?: string;
            operator_id?: string | null;
            position_accuracy?: string | null;
            /** @enum {string} */
            public_precision?: "exact" | "commune" | "hidden";
            /** Format: int64 */
            revenue_vnd_per_year?: number | null;
            sector?: components["schemas"]["Sector"];
            sources?: {
                date?: string | null;
                title?: string | null;
                url?: string | null;
            }[];
            status?: string;
            subsector?: string | null;
            technologies?: string[];
            verified_on?: string | null;
        };
        ErasureWish: {
            because: string;
        };
        Facets: {
            facets: {
                key: string;
                label: string;
                /** @description The filter that chooses a value; null where only an expression can */
                parameter: string | null;
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
        FactChange: {
            /** @description Text, number, truth or list of codes; null where nothing is known */
            after: unknown;
            /** @description The same as people read it */
            after_label: string;
            /** @description Text, number, truth or list of codes; null where nothing was known */
            before: unknown;
            /** @description The same as people read it */
            before_label: string;
            label: string;
            /** @description Property, or the part of it that changed */
            name: string;
        };
        FieldChange: {
            after?: unknown;
            before: unknown;
            conflict?: boolean;
            field: string;
            label: string;
            now?: unknown;
        };
        Finding: {
            code: string;
            message: string;
            property: string | null;
            /** @enum {string} */
            severity: "refused" | "warning" | "note";
            value: string | null;
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
            /** @description As of when: a day, or the instant that was asked for */
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
        NewToken: components["schemas"]["Token"] & {
            /** @description The secret, shown this once */
            token: string;
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
        Outcome: {
            findings: components["schemas"]["Finding"][];
            id: string | null;
            /** @enum {string} */
            outcome: "published" | "proposed" | "unchanged" | "checked";
            proposal: {
                /** Format: int64 */
                id?: number;
                state?: components["schemas"]["ProposalState"];
                /** Format: int64 */
                version?: number;
            } | null;
            /** Format: int64 */
            revision: number | null;
        };
        PasswordChange: {
            /** Format: password */
            current_password: string;
            /** Format: password */
            new_password: string;
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
            /** @description What became of a record meanwhile */
            changes?: components["schemas"]["FieldChange"][];
            /** @description From the closed list at /api/problems */
            code: string;
            /** @description What was wrong and what is allowed, in the asked language */
            detail: string;
            /** @description What cannot be taken of a change */
            findings?: components["schemas"]["Finding"][];
            /** @description The parameter at fault */
            parameter?: string;
            request_id: string;
            /**
             * Format: int64
             * @description The revision of the record now
             */
            revision?: number;
            status: number;
            title: string;
            /** @description Address of the code's description */
            type: string;
            /**
             * Format: int64
             * @description The version of the proposal now
             */
            version?: number;
        };
        Problems: {
            problems: {
                code: string;
                status: number;
                title: string;
            }[];
        };
        /** @description A proposal; in a list without before, after, current, changes, moved_m, findings and steps */
        Proposal: {
            actor: string;
            after?: components["schemas"]["SiteEdit"] | null;
            author: string;
            before?: components["schemas"]["SiteEdit"] | null;
            /** Format: date-time */
            changed_at: string;
            changes?: components["schemas"]["FieldChange"][];
            comment?: string | null;
            /** Format: date-time */
            created_at: string;
            current?: components["schemas"]["SiteEdit"] | null;
            fields: string[];
            findings?: components["schemas"]["Finding"][];
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["SiteKind"];
            may: ("accept" | "return" | "submit" | "rewrite" | "abandon")[];
            moved_m?: number | null;
            name: string;
            reason?: string | null;
            sector: components["schemas"]["Sector"];
            site: string | null;
            state: components["schemas"]["ProposalState"];
            steps?: {
                actor?: string;
                comment?: string | null;
                state?: components["schemas"]["ProposalState"];
                /** Format: date-time */
                taken_at?: string;
                /** Format: int64 */
                version?: number;
            }[];
            units: components["schemas"]["Units"];
            /** Format: int64 */
            version: number;
            waiting_days: number;
        };
        ProposalBrief: {
            author: string;
            /** Format: date-time */
            changed_at: string;
            fields: string[];
            /** Format: int64 */
            id: number;
            state: components["schemas"]["ProposalState"];
            /** Format: int64 */
            version: number;
        };
        ProposalList: {
            numberMatched: number;
            numberReturned: number;
            proposals: components["schemas"]["Proposal"][];
        };
        /** @enum {string} */
        ProposalState: "draft" | "in_review" | "returned" | "accepted" | "abandoned";
        ProvinceChanges: {
            close: number;
            create: number;
            /** @description Full name; null where the province is not known */
            label: string | null;
            province_id: components["schemas"]["RegionId"] | null;
            total: number;
            update: number;
            withdraw: number;
        };
        RecordHistory: {
            changes: {
                author: string;
                /** Format: int64 */
                batch: number;
                /** Format: date-time */
                changed_at: string;
                fields: components["schemas"]["FieldChange"][];
                /** @enum {string} */
                operation: "create" | "update" | "close" | "withdraw";
                origin?: string | null;
                reason?: string | null;
                reviewer?: string | null;
                /** Format: int64 */
                revision: number;
                /** Format: int64 */
                sequence: number;
            }[];
            id: components["schemas"]["SiteId"];
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
        RegionExport: {
            export: {
                count: number;
                /** Format: date-time */
                date: string;
                /** @description The filter in words */
                filter: string;
                licence: string;
                /** @description How many boundaries are approximate or official, and whether they are simplified */
                notes?: string[];
                title: string;
            };
            features: components["schemas"]["RegionFeature"][];
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
        SectorChanges: {
            close: number;
            create: number;
            label: string;
            sector: components["schemas"]["Sector"];
            total: number;
            update: number;
            withdraw: number;
        };
        Session: {
            account: components["schemas"]["Account"] | null;
            /** @description To be sent as X-CSRF-Token with every change */
            csrf_token: string | null;
            /**
             * Format: date-time
             * @description When the session ends unless it is used
             */
            expires_at: string | null;
            /**
             * @description Only where a token was sent
             * @enum {string}
             */
            scope?: "read" | "edit";
        };
        SessionList: {
            sessions: {
                /** @description Browser and address */
                client: string;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                expires_at: string;
                /** Format: uuid */
                id: string;
                is_current: boolean;
                /** Format: date-time */
                last_seen_at: string;
            }[];
        };
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
        /** @description What is given of a site; what is left out stays (PATCH) or is cleared (PUT) */
        SiteEdit: {
            geometry?: components["schemas"]["Point"] | null;
            id?: string | null;
            properties?: components["schemas"]["EditableProperties"];
            reason?: string | null;
            /** @enum {string} */
            type?: "Feature";
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
        SiteRecord: {
            feature: components["schemas"]["SiteEdit"];
            id: components["schemas"]["SiteId"];
            may: string[];
            proposals: components["schemas"]["ProposalBrief"][];
            /** Format: int64 */
            revision: number;
            /** @enum {string} */
            status: "draft" | "in_review" | "published" | "closed" | "withdrawn";
            units: components["schemas"]["Units"];
            /** Format: date-time */
            updated_at: string;
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
        State: {
            /** @description Day, instant or revision as it was asked for; null for the present */
            asked: string | null;
            /**
             * Format: int64
             * @description Revision of that state
             */
            revision: number;
        };
        Statistics: {
            /** @description As of when: a day, or the instant that was asked for */
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
        StepWish: {
            comment?: string | null;
            fields?: string[] | null;
            /** @enum {string} */
            step: "submit" | "return" | "accept" | "abandon";
        };
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
        Token: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            /** Format: date-time */
            revoked_at: string | null;
            /** @enum {string} */
            scope: "read" | "edit";
        };
        TokenList: {
            tokens: components["schemas"]["Token"][];
        };
        TokenWish: {
            /** @default 90 */
            days: number;
            name: string;
            /** @enum {string} */
            scope: "read" | "edit";
        };
        UnitName: {
            full_name: string;
            id: components["schemas"]["RegionId"];
        };
        /** @description The units of a site with their full names */
        Units: {
            [key: string]: unknown;
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
export type Account = components['schemas']['Account'];
export type AreaGeometry = components['schemas']['AreaGeometry'];
export type Boundary = components['schemas']['Boundary'];
export type Change = components['schemas']['Change'];
export type ChangeCounts = components['schemas']['ChangeCounts'];
export type Changes = components['schemas']['Changes'];
export type CollectionDescription = components['schemas']['CollectionDescription'];
export type Collections = components['schemas']['Collections'];
export type Confidence = components['schemas']['Confidence'];
export type Conformance = components['schemas']['Conformance'];
export type ConsentEdit = components['schemas']['ConsentEdit'];
export type ConsentPurpose = components['schemas']['ConsentPurpose'];
export type Contact = components['schemas']['Contact'];
export type ContactEdit = components['schemas']['ContactEdit'];
export type ContactList = components['schemas']['ContactList'];
export type Counts = components['schemas']['Counts'];
export type Coverage = components['schemas']['Coverage'];
export type Credentials = components['schemas']['Credentials'];
export type Difference = components['schemas']['Difference'];
export type Differences = components['schemas']['Differences'];
export type Division = components['schemas']['Division'];
export type EditableProperties = components['schemas']['EditableProperties'];
export type ErasureWish = components['schemas']['ErasureWish'];
export type Facets = components['schemas']['Facets'];
export type FactChange = components['schemas']['FactChange'];
export type FieldChange = components['schemas']['FieldChange'];
export type Finding = components['schemas']['Finding'];
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
export type NewToken = components['schemas']['NewToken'];
export type OpenApiDocument = components['schemas']['OpenApiDocument'];
export type Origin = components['schemas']['Origin'];
export type Outcome = components['schemas']['Outcome'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type Point = components['schemas']['Point'];
export type PositionAccuracy = components['schemas']['PositionAccuracy'];
export type Problem = components['schemas']['Problem'];
export type Problems = components['schemas']['Problems'];
export type Proposal = components['schemas']['Proposal'];
export type ProposalBrief = components['schemas']['ProposalBrief'];
export type ProposalList = components['schemas']['ProposalList'];
export type ProposalState = components['schemas']['ProposalState'];
export type ProvinceChanges = components['schemas']['ProvinceChanges'];
export type RecordHistory = components['schemas']['RecordHistory'];
export type Region = components['schemas']['Region'];
export type RegionCollection = components['schemas']['RegionCollection'];
export type RegionExport = components['schemas']['RegionExport'];
export type RegionFeature = components['schemas']['RegionFeature'];
export type RegionId = components['schemas']['RegionId'];
export type RegionLevel = components['schemas']['RegionLevel'];
export type RegionProperties = components['schemas']['RegionProperties'];
export type ReportedTotal = components['schemas']['ReportedTotal'];
export type Sector = components['schemas']['Sector'];
export type SectorChanges = components['schemas']['SectorChanges'];
export type Session = components['schemas']['Session'];
export type SessionList = components['schemas']['SessionList'];
export type SiteCollection = components['schemas']['SiteCollection'];
export type SiteEdit = components['schemas']['SiteEdit'];
export type SiteExport = components['schemas']['SiteExport'];
export type SiteFeature = components['schemas']['SiteFeature'];
export type SiteId = components['schemas']['SiteId'];
export type SiteKind = components['schemas']['SiteKind'];
export type SiteProperties = components['schemas']['SiteProperties'];
export type SiteRecord = components['schemas']['SiteRecord'];
export type Source = components['schemas']['Source'];
export type State = components['schemas']['State'];
export type Statistics = components['schemas']['Statistics'];
export type StatisticsRow = components['schemas']['StatisticsRow'];
export type Status = components['schemas']['Status'];
export type StepWish = components['schemas']['StepWish'];
export type SuccessionStep = components['schemas']['SuccessionStep'];
export type Suggestions = components['schemas']['Suggestions'];
export type Term = components['schemas']['Term'];
export type TileJson = components['schemas']['TileJson'];
export type TileMatrixSet = components['schemas']['TileMatrixSet'];
export type TileMatrixSets = components['schemas']['TileMatrixSets'];
export type TileSet = components['schemas']['TileSet'];
export type TileSetBrief = components['schemas']['TileSetBrief'];
export type TileSets = components['schemas']['TileSets'];
export type Token = components['schemas']['Token'];
export type TokenList = components['schemas']['TokenList'];
export type TokenWish = components['schemas']['TokenWish'];
export type UnitName = components['schemas']['UnitName'];
export type Units = components['schemas']['Units'];
export type Vn2000 = components['schemas']['Vn2000'];
export type Vocabularies = components['schemas']['Vocabularies'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
