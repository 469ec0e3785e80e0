//! What is measured: requests, the time answers take, exports and the snapshot.
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use crate::snapshot::Snapshot;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct QueryLabels {
    query: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ExportLabels {
    collection: &'static str,
    file: String,
}

/// The metrics of one server; labels are routes, never what a user typed.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RequestLabels, Histogram, fn() -> Histogram>,
    queries: Family<QueryLabels, Histogram, fn() -> Histogram>,
    exported_records: Family<ExportLabels, Counter>,
    revision: Gauge,
    sites: Gauge,
    refresh_failures: Counter,
    build_seconds: Gauge<f64, AtomicU64>,
}

fn duration_buckets() -> Histogram {
    Histogram::new(exponential_buckets(0.000_05, 3.0, 12))
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("agriatlas");
        let requests = Family::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        let durations = Family::new_with_constructor(duration_buckets as fn() -> Histogram);
        registry.register_with_unit(
            "http_request_duration",
            "Time until the head of the answer",
            Unit::Seconds,
            durations.clone(),
        );
        let queries = Family::new_with_constructor(duration_buckets as fn() -> Histogram);
        registry.register_with_unit("query_duration", "Time in the read model", Unit::Seconds, queries.clone());
        let exported_records = Family::default();
        registry.register("exported_records", "Sites and units written to exports", exported_records.clone());
        let revision = Gauge::default();
        registry.register("snapshot_revision", "Revision of the snapshot served", revision.clone());
        let sites = Gauge::default();
        registry.register("snapshot_sites", "Public sites in the snapshot", sites.clone());
        let refresh_failures = Counter::default();
        registry.register("snapshot_refresh_failures", "Failed attempts to read the store", refresh_failures.clone());
        let build_seconds = Gauge::default();
        registry.register_with_unit(
            "snapshot_build",
            "Time the last snapshot took to build",
            Unit::Seconds,
            build_seconds.clone(),
        );
        Self { registry, requests, durations, queries, exported_records, revision, sites, refresh_failures, build_seconds }
    }
}

impl Metrics {
    /// A request was answered.
    pub(super) fn requested(&self, route: &str, method: &str, status: u16, duration: Duration) {
        let labels = RequestLabels { route: route.to_owned(), method: method.to_owned(), status };
        self.requests.get_or_create(&labels).inc();
        self.durations.get_or_create(&labels).observe(duration.as_secs_f64());
    }

    /// The read model answered a query.
    pub(super) fn answered(&self, query: &str, duration: Duration) {
        self.queries.get_or_create(&QueryLabels { query: query.to_owned() }).observe(duration.as_secs_f64());
    }

    /// So many records of a collection went into an export.
    pub(super) fn exported(&self, collection: &'static str, file: &str, records: usize) {
        self.exported_records.get_or_create(&ExportLabels { collection, file: file.to_owned() }).inc_by(records as u64);
    }

    /// A snapshot is served from now on.
    pub(super) fn published(&self, snapshot: &Snapshot) {
        self.revision.set(snapshot.revision());
        self.sites.set(snapshot.len() as i64);
    }

    /// A snapshot took this long to build.
    pub fn built(&self, duration: Duration) {
        self.build_seconds.set(duration.as_secs_f64());
    }

    /// The store could not be read; the snapshot before goes on being served.
    pub fn refresh_failed(&self) {
        self.refresh_failures.inc();
    }

    /// All of it as text.
    pub(super) fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
