// The types of the server's answers, made from docs/openapi.json by `npm run types`; not written by hand.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What the reviewer says */
        AcceptWish: {
            comment?: string;
        };
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
        /** @description How a commit is meant; without reach as far as the rights go */
        CommitWish: {
            reach?: components["schemas"]["ImportReach"];
            reason?: string;
            remember?: boolean;
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
        /**
         * Format: binary
         * @description The bytes of a file
         */
        FileBytes: string;
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
        /** @description A file that somebody brought, and what became of it */
        Import: {
            actor: string;
            author: string;
            batches: components["schemas"]["ImportBatch"][];
            /** Format: date-time */
            changed_at: string;
            /** Format: date-time */
            created_at: string;
            file: components["schemas"]["ImportFile"];
            /** Format: int64 */
            id: number;
            may: ("change" | "share" | "discard" | "commit_draft" | "commit_in_review" | "commit_published" | "accept" | "undo")[];
            meanings: components["schemas"]["Meaning"][];
            office: string | null;
            progress: components["schemas"]["ImportProgress"];
            /** @description How many proposals of it there are */
            proposals: {
                abandoned: number;
                accepted: number;
                open: number;
            };
            reach: components["schemas"]["ImportReach"] | null;
            reason: string | null;
            settings: components["schemas"]["ImportSettings"];
            shared_with: string[];
            state: components["schemas"]["ImportState"];
            steps: components["schemas"]["ImportStep"][];
            summary: components["schemas"]["ImportSummary"] | null;
            /** Format: int64 */
            version: number;
        };
        /** @description The answer to questions of one key; nothing means none, null takes it back */
        ImportAnswer: {
            key: components["schemas"]["QuestionKey"];
            value: string | null;
        };
        /** @description A batch that the import wrote */
        ImportBatch: {
            author: string;
            closed: number;
            created: number;
            /** Format: int64 */
            id: number;
            origin: string;
            /** Format: date-time */
            recorded_at: string;
            reviewer: string | null;
            /** Format: int64 */
            revision: number;
            updated: number;
            withdrawn: number;
        };
        /** @description An import as a line of a list */
        ImportBrief: {
            actor: string;
            author: string;
            /** Format: date-time */
            changed_at: string;
            /** @description How many rows do what, where its rehearsal is at hand */
            counts: {
                changed: number;
                created: number;
                left_out: number;
                look: number;
                refused: number;
                rows: number;
                skipped: number;
                unchanged: number;
            } | null;
            /** Format: date-time */
            created_at: string;
            file: components["schemas"]["ImportFile"];
            /** Format: int64 */
            id: number;
            office: string | null;
            reach: components["schemas"]["ImportReach"] | null;
            reason: string | null;
            shared_with: string[];
            state: components["schemas"]["ImportState"];
            /** Format: int64 */
            version: number;
        };
        /** @description A cell; alike is how many of its column have the same text, told where somebody may want to look */
        ImportCell: {
            alike: number | null;
            certainty: number;
            column: number;
            fixed: string | null;
            gives: components["schemas"]["ImportGiven"][];
            question: components["schemas"]["ImportQuestion"] | null;
            raw: string;
            title: string;
        };
        /** @description A column of a sheet; certainty from 0 to 1 */
        ImportColumn: {
            alternatives: {
                certainty: number;
                label: string;
                meaning: string;
            }[];
            certainty: number;
            is_hidden: boolean;
            label: string | null;
            meaning: string | null;
            position: number;
            title: string;
        };
        /** @description What the columns of a title mean */
        ImportColumnMeaning: {
            meaning: string | null;
            title: string;
        };
        /** @description What to do with a row; merge without a site puts it into the earlier row of the file */
        ImportDecision: {
            /** @enum {string|null} */
            decision: "skip" | "keep_both" | "merge" | null;
            row: number;
            sheet: string;
            site?: string | null;
        };
        /** @description A fact of every row that does not say otherwise */
        ImportEverywhere: {
            fact: string;
            value: string | null;
        };
        /** @description The file as it came */
        ImportFile: {
            /** Format: int64 */
            bytes: number;
            format: string | null;
            name: string;
            sha256: string;
        };
        /** @description Something found in a row */
        ImportFinding: {
            code: string;
            column: number | null;
            message: string;
            severity: components["schemas"]["Severity"];
            title: string | null;
            value: string | null;
        };
        /** @description A fact that a cell gives */
        ImportGiven: {
            label: string;
            meaning: string;
            value: string;
        };
        /** @description Imports, the latest first */
        ImportList: {
            imports: components["schemas"]["ImportBrief"][];
            numberMatched: number;
            numberReturned: number;
        };
        /** @enum {string} */
        ImportOutcome: "created" | "changed" | "unchanged" | "refused" | "skipped" | "left_out";
        /** @description What is said of the file; share by itself */
        ImportPatch: {
            answers?: components["schemas"]["ImportAnswer"][];
            cells?: {
                alike?: boolean;
                column: number;
                row: number;
                sheet: string;
                text: string | null;
            }[];
            columns?: components["schemas"]["ImportColumnMeaning"][];
            crs?: string | null;
            decisions?: components["schemas"]["ImportDecision"][];
            everywhere?: components["schemas"]["ImportEverywhere"][];
            share?: string[];
            sheets?: {
                is_read: boolean;
                name: string;
            }[];
        };
        /** @description The rows that have a place */
        ImportPoints: {
            features: {
                geometry: components["schemas"]["Point"];
                /** @description What is told of it */
                properties: {
                    name: string;
                    needs_look: boolean;
                    outcome: components["schemas"]["ImportOutcome"];
                    row: number;
                    sector: components["schemas"]["Sector"];
                    sheet: string;
                };
                /** @enum {string} */
                type: "Feature";
            }[];
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description How far the reading of the file has come; with a problem where it failed */
        ImportProgress: {
            problem: string | null;
            rows_done: number;
            rows_total: number | null;
            /** @enum {string} */
            stage: "queued" | "reading" | "done" | "failed" | "cancelled";
        };
        /** @description What somebody has to decide; rows only in a summary */
        ImportQuestion: {
            choices: {
                label: string;
                value: string;
            }[];
            key: components["schemas"]["QuestionKey"];
            message: string;
            rows?: number;
        };
        /** @enum {string} */
        ImportReach: "draft" | "in_review" | "published";
        /** @description Every row with outcome and findings */
        ImportReport: {
            [key: string]: unknown;
        };
        /** @description A row of the file */
        ImportRow: {
            cells: components["schemas"]["ImportCell"][];
            changes: components["schemas"]["FieldChange"][];
            /** @enum {string|null} */
            decision: "skip" | "keep_both" | "merge" | null;
            duplicates: {
                distance_m: number | null;
                name: string;
                operator: string | null;
                row: number | null;
                sheet: string | null;
                site: string | null;
            }[];
            findings: components["schemas"]["ImportFinding"][];
            inherited: {
                certainty: number;
                from: string;
                label: string;
                meaning: string;
                value: string;
            }[];
            name: string;
            needs_look: boolean;
            outcome: components["schemas"]["ImportOutcome"];
            point: [
                number,
                number
            ] | null;
            reach: components["schemas"]["ImportReach"] | null;
            row: number;
            sheet: string;
            site: string | null;
            units: string | null;
        };
        /** @description Rows of a file */
        ImportRowList: {
            numberMatched: number;
            numberReturned: number;
            rows: components["schemas"]["ImportRow"][];
        };
        /** @description What people said of the file */
        ImportSettings: {
            answers: components["schemas"]["ImportAnswer"][];
            cells: {
                column: number;
                row: number;
                sheet: string;
                text: string;
            }[];
            columns: components["schemas"]["ImportColumnMeaning"][];
            crs: string | null;
            decisions: components["schemas"]["ImportDecision"][];
            everywhere: components["schemas"]["ImportEverywhere"][];
            left_out_sheets: string[];
        };
        /** @description A sheet; what is to be said of it in notices */
        ImportSheet: {
            columns: components["schemas"]["ImportColumn"][];
            is_hidden: boolean;
            is_read: boolean;
            name: string;
            notices: string[];
            rows: number;
        };
        /** @enum {string} */
        ImportState: "open" | "committed" | "undone" | "discarded";
        /** @description A step of the import */
        ImportStep: {
            actor: string;
            comment: string | null;
            state: components["schemas"]["ImportState"];
            /** Format: date-time */
            taken_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description What the file would do, or did */
        ImportSummary: {
            /** @description How far rows may be taken */
            by_reach: {
                draft: number;
                in_review: number;
                published: number;
            };
            changed: number;
            created: number;
            findings: {
                code: string;
                label: string;
                rows: number;
                severity: components["schemas"]["Severity"];
            }[];
            left_out: number;
            look: number;
            notices: string[];
            questions: components["schemas"]["ImportQuestion"][];
            refused: number;
            /** Format: int64 */
            revision: number;
            rows: number;
            sheets: components["schemas"]["ImportSheet"][];
            skipped: number;
            unchanged: number;
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
        /** @description What a column can mean */
        Meaning: {
            label: string;
            meaning: string;
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
        /** @description What an answer is remembered under: one of wording {vocabulary, wording}, land_unit {unit}, mark {title}, cell {row, column} */
        QuestionKey: {
            [key: string]: unknown;
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
                /**
                 * @description How one signed in: by a password, or at an identity provider
                 * @enum {string}
                 */
                method: "password" | "oidc";
            }[];
        };
        /** @enum {string} */
        Severity: "refused" | "warning" | "note";
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
        /** @description What undo would do */
        UndoPlan: {
            /** @description How many */
            counts: {
                keep: number;
                nothing: number;
                proposals: number;
                revert: number;
                withdraw: number;
            };
            sites: {
                /** @enum {string} */
                does: "withdraw" | "revert" | "keep" | "nothing";
                edits: {
                    author: string;
                    /** Format: date-time */
                    changed_at: string;
                    fields: string[];
                    /** Format: int64 */
                    revision: number;
                }[];
                name: string;
                operation: string;
                site: components["schemas"]["SiteId"];
                /** @enum {string|null} */
                why: "edited" | "operator" | "already" | null;
            }[];
        };
        /** @description Which of the edited sites go back, too, and why */
        UndoWish: {
            reason?: string;
            revert?: components["schemas"]["SiteId"][];
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
export type AcceptWish = components['schemas']['AcceptWish'];
export type Account = components['schemas']['Account'];
export type AreaGeometry = components['schemas']['AreaGeometry'];
export type Boundary = components['schemas']['Boundary'];
export type Change = components['schemas']['Change'];
export type ChangeCounts = components['schemas']['ChangeCounts'];
export type Changes = components['schemas']['Changes'];
export type CollectionDescription = components['schemas']['CollectionDescription'];
export type Collections = components['schemas']['Collections'];
export type CommitWish = components['schemas']['CommitWish'];
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
export type FileBytes = components['schemas']['FileBytes'];
export type Finding = components['schemas']['Finding'];
export type GapRow = components['schemas']['GapRow'];
export type Gaps = components['schemas']['Gaps'];
export type Import = components['schemas']['Import'];
export type ImportAnswer = components['schemas']['ImportAnswer'];
export type ImportBatch = components['schemas']['ImportBatch'];
export type ImportBrief = components['schemas']['ImportBrief'];
export type ImportCell = components['schemas']['ImportCell'];
export type ImportColumn = components['schemas']['ImportColumn'];
export type ImportColumnMeaning = components['schemas']['ImportColumnMeaning'];
export type ImportDecision = components['schemas']['ImportDecision'];
export type ImportEverywhere = components['schemas']['ImportEverywhere'];
export type ImportFile = components['schemas']['ImportFile'];
export type ImportFinding = components['schemas']['ImportFinding'];
export type ImportGiven = components['schemas']['ImportGiven'];
export type ImportList = components['schemas']['ImportList'];
export type ImportOutcome = components['schemas']['ImportOutcome'];
export type ImportPatch = components['schemas']['ImportPatch'];
export type ImportPoints = components['schemas']['ImportPoints'];
export type ImportProgress = components['schemas']['ImportProgress'];
export type ImportQuestion = components['schemas']['ImportQuestion'];
export type ImportReach = components['schemas']['ImportReach'];
export type ImportReport = components['schemas']['ImportReport'];
export type ImportRow = components['schemas']['ImportRow'];
export type ImportRowList = components['schemas']['ImportRowList'];
export type ImportSettings = components['schemas']['ImportSettings'];
export type ImportSheet = components['schemas']['ImportSheet'];
export type ImportState = components['schemas']['ImportState'];
export type ImportStep = components['schemas']['ImportStep'];
export type ImportSummary = components['schemas']['ImportSummary'];
export type Indicator = components['schemas']['Indicator'];
export type JsonSchema = components['schemas']['JsonSchema'];
export type Landing = components['schemas']['Landing'];
export type Language = components['schemas']['Language'];
export type Link = components['schemas']['Link'];
export type Located = components['schemas']['Located'];
export type LocatedCurrent = components['schemas']['LocatedCurrent'];
export type LocatedFormer = components['schemas']['LocatedFormer'];
export type Meaning = components['schemas']['Meaning'];
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
export type QuestionKey = components['schemas']['QuestionKey'];
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
export type Severity = components['schemas']['Severity'];
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
export type UndoPlan = components['schemas']['UndoPlan'];
export type UndoWish = components['schemas']['UndoWish'];
export type UnitName = components['schemas']['UnitName'];
export type Units = components['schemas']['Units'];
export type Vn2000 = components['schemas']['Vn2000'];
export type Vocabularies = components['schemas']['Vocabularies'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
