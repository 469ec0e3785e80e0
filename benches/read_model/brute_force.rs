//! The answers by looking at every site, without any index, to hold the measured ones against.
use std::collections::{BTreeSet, HashMap, HashSet};

use agriatlas::domain::{Language, Placement, PublicSite, RegionId, SiteId, VocabularyName, text};
use agriatlas::query::{FacetKey, Filter, NearestQuery, Sort, SortKey, StatisticsKey, StatisticsQuery};
use agriatlas::snapshot::{FacetValue, Snapshot, Statistics};
use geo::{Contains, Point, Polygon};
use mvt_reader::Reader;
use mvt_reader::feature::Value;

/// Every site, and what is known of it without indexes.
pub struct BruteForce<'a> {
    snapshot: &'a Snapshot,
    sites: Vec<&'a PublicSite>,
}

impl<'a> BruteForce<'a> {
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let sites = (0..snapshot.len() as u32).map(|slot| snapshot.site(slot).unwrap()).collect();
        Self { snapshot, sites }
    }

    /// How many sites have a point.
    pub fn placed(&self) -> u64 {
        self.sites.iter().filter(|public| public.site.facts.placement.point.is_some()).count() as u64
    }

    pub fn matching(&self, filter: &Filter) -> BTreeSet<SiteId> {
        self.having(filter).map(|public| public.site.id).collect()
    }

    fn having(&self, filter: &Filter) -> impl Iterator<Item = &'a PublicSite> {
        self.sites.iter().copied().filter(|public| self.matches(public, filter))
    }

    fn matches(&self, public: &PublicSite, filter: &Filter) -> bool {
        let facts = &public.site.facts;
        let any = |wanted: &[String], own: &[String]| wanted.is_empty() || wanted.iter().any(|code| own.contains(code));
        (filter.sectors.is_empty() || filter.sectors.contains(&facts.sector))
            && (filter.kinds.is_empty() || filter.kinds.contains(&facts.kind))
            && (filter.regions.is_empty() || filter.regions.iter().any(|id| facts.placement.lies_in(*id)))
            && any(&filter.subsectors, facts.subsector.as_slice())
            && any(&filter.technologies, &facts.technologies)
            && any(&filter.certifications, &facts.certifications)
            && filter.bbox.is_none_or(|area| facts.placement.point.is_some_and(|point| area.contains(point)))
            && (filter.text.is_none() || self.has_words(public, &filter.words()))
            && filter.expression.as_ref().is_none_or(|expression| satisfies(public, expression.pairs()))
    }

    /// Whether every word begins some word of the record, or all of them written together do.
    fn has_words(&self, public: &PublicSite, wanted: &[String]) -> bool {
        let facts = &public.site.facts;
        let vocabulary = self.snapshot.vocabulary();
        let mut texts = vec![public.site.id.to_string(), facts.name.clone()];
        let units = [&public.province, &public.commune, &public.former_province, &public.former_district, &public.former_commune];
        texts.extend(units.into_iter().flatten().map(|name| name.to_string()));
        let address = &facts.address;
        texts.extend(
            [&address.province, &address.district, &address.commune, &facts.abstract_text].into_iter().flatten().cloned(),
        );
        let mut codes = vec![(VocabularyName::Sector, facts.sector.code()), (VocabularyName::Kind, facts.kind.code())];
        codes.extend(facts.subsector.iter().map(|code| (VocabularyName::Subsector, code.as_str())));
        codes.extend(facts.technologies.iter().map(|code| (VocabularyName::Technology, code.as_str())));
        codes.extend(facts.certifications.iter().map(|code| (VocabularyName::Certification, code.as_str())));
        for (list, code) in codes {
            texts.extend(Language::ALL.iter().map(|language| vocabulary.label(list, code, *language).to_owned()));
        }
        let words: HashSet<String> =
            texts.iter().flat_map(|text| text::fold(text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        let begins = |word: &str| words.iter().any(|own| own.starts_with(word));
        wanted.iter().all(|word| begins(word)) || (wanted.len() > 1 && begins(&wanted.concat()))
    }

    pub fn nearest(&self, query: &NearestQuery) -> (usize, Vec<(SiteId, f64)>) {
        let reach = |public: &PublicSite| Some((public.site.facts.placement.point?.metres_to(query.origin), public.site.id));
        // From the origin to the site, as the answer is measured.
        let exact = |public: &PublicSite| {
            Some((query.origin.metres_to(public.site.facts.placement.point?), public.site.id)).filter(|_| reach(public).is_some())
        };
        let within = |(distance, _): &(f64, SiteId)| query.max_distance_m.is_none_or(|most| *distance <= most);
        let mut found: Vec<(f64, SiteId)> = self.having(&query.filter).filter_map(exact).filter(within).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        (found.len(), found.iter().take(query.count).map(|(distance, id)| (*id, *distance)).collect())
    }

    pub fn check_facet(&self, filter: &Filter, key: FacetKey, values: &[FacetValue]) {
        let mut filter = filter.clone();
        match key {
            FacetKey::Sector => filter.sectors.clear(),
            FacetKey::Kind => filter.kinds.clear(),
            FacetKey::Subsector => filter.subsectors.clear(),
            FacetKey::Technology => filter.technologies.clear(),
            FacetKey::Certification => filter.certifications.clear(),
            FacetKey::Province | FacetKey::Commune | FacetKey::FormerProvince | FacetKey::FormerDistrict => {
                filter.regions.clear()
            }
            FacetKey::PositionAccuracy => {}
        }
        let mut counts: HashMap<String, u64> = HashMap::new();
        for public in self.having(&filter) {
            let facts = &public.site.facts;
            let unit = |id: Option<RegionId>| id.iter().map(ToString::to_string).collect::<Vec<_>>();
            let placement = &facts.placement;
            let own = match key {
                FacetKey::Sector => vec![facts.sector.code().to_owned()],
                FacetKey::Kind => vec![facts.kind.code().to_owned()],
                FacetKey::Subsector => facts.subsector.iter().cloned().collect(),
                FacetKey::Technology => facts.technologies.clone(),
                FacetKey::Certification => facts.certifications.clone(),
                FacetKey::Province => unit(placement.province),
                FacetKey::Commune => unit(placement.commune),
                FacetKey::FormerProvince => unit(placement.former_province),
                FacetKey::FormerDistrict => unit(placement.former_district),
                FacetKey::PositionAccuracy => placement.accuracy.iter().map(|accuracy| accuracy.code().to_owned()).collect(),
            };
            own.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
        let told: HashMap<String, u64> =
            values.iter().filter(|value| value.count > 0).map(|value| (value.value.clone(), value.count)).collect();
        assert_eq!(told, counts, "{key:?}");
    }

    pub fn check_statistics(&self, query: &StatisticsQuery, statistics: &Statistics) {
        let unit = |placement: &Placement| match query.by {
            StatisticsKey::Commune => placement.commune,
            StatisticsKey::Province => placement.province,
            _ => None,
        };
        let mut counts: HashMap<Option<String>, (u64, f64)> = HashMap::new();
        for public in self.having(&query.filter) {
            let facts = &public.site.facts;
            let keys: Vec<Option<String>> = match query.by {
                StatisticsKey::Technology if facts.technologies.is_empty() => vec![None],
                StatisticsKey::Technology => facts.technologies.iter().cloned().map(Some).collect(),
                StatisticsKey::EstablishedYear => vec![facts.established_year.map(|year| year.to_string())],
                _ => vec![unit(&facts.placement).map(|id| id.to_string())],
            };
            for key in keys {
                let entry = counts.entry(key).or_default();
                entry.0 += 1;
                entry.1 += facts.area_ha.unwrap_or(0.0);
            }
        }
        for row in statistics.rows.iter().filter(|row| row.counts.total > 0) {
            let (total, area) = counts.remove(&row.key.as_ref().map(ToString::to_string)).unwrap();
            assert_eq!(row.counts.total, total, "{:?}", row.key);
            assert!((row.counts.area_ha - area).abs() < 1e-3, "{:?}: {} {area}", row.key, row.counts.area_ha);
        }
        assert!(counts.is_empty(), "{counts:?}");
    }

    /// That no later site comes before an earlier one.
    pub fn check_order(&self, sort: &[Sort], page: &[&PublicSite]) {
        let Some(Sort { key: SortKey::AreaHa, descending: true }) = sort.first() else { return };
        let most = self.sites.iter().filter_map(|public| public.site.facts.area_ha).fold(0.0, f64::max);
        let areas: Vec<f64> = page.iter().filter_map(|public| public.site.facts.area_ha).collect();
        assert_eq!(areas.first(), Some(&most));
        assert!(areas.is_sorted_by(|a, b| a >= b));
    }
}

/// The few expressions that are measured, by hand.
fn satisfies(public: &PublicSite, pairs: Vec<(&'static str, String)>) -> bool {
    let facts = &public.site.facts;
    let written = pairs.into_iter().find(|(name, _)| *name == "filter").map(|(_, text)| text).unwrap_or_default();
    if written.contains("area_ha") {
        return facts.area_ha.is_some_and(|area| area > 30.0) && facts.established_year.is_some_and(|year| year < 2000);
    }
    assert!(written.contains("105") && written.contains("106.2"), "{written}");
    let ring = geo::LineString::from(vec![(105.0, 20.0), (106.2, 20.0), (106.0, 21.5), (105.0, 20.0)]);
    facts.placement.point.is_some_and(|point| Polygon::new(ring, Vec::new()).contains(&Point::new(point.lon, point.lat)))
}

/// How many sites a tile shows, those of clusters included.
pub fn sites_in_tile(bytes: &[u8]) -> u64 {
    if bytes.is_empty() {
        return 0;
    }
    let reader = Reader::new(bytes.to_vec()).unwrap();
    let features = reader.get_features(0).unwrap();
    let count = |value: Option<&Value>| match value {
        Some(Value::UInt(count)) => *count,
        Some(Value::Int(count)) => u64::try_from(*count).unwrap(),
        _ => 1,
    };
    features.iter().map(|feature| count(feature.properties.as_ref().and_then(|all| all.get("count")))).sum()
}
