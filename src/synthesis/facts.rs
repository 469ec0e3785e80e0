//! One synthetic site after the other: each follows from the seed and its number alone, so they can be made in any order.
use fastrand::Rng;
use jiff::Timestamp;

use super::places::{Place, Places};
use super::wording::{account, name, source};
use crate::domain::{
    Confidence, Sector, Site, SiteFacts, SiteId, SiteKind, SitePrivacy, Status, Term, Vocabulary, VocabularyName,
};
use crate::geography::Geography;

/// The first of January 2026, from which on sites that are made in memory change, one each second.
const FIRST_CHANGE_S: i64 = 1_767_225_600;
/// Sites in memory change within so many seconds: half a year.
const CHANGES_S: i64 = 180 * 86_400;

/// The terms of a sector as code and Vietnamese label: subsectors, technologies, certifications.
type Choices = [Vec<(String, String)>; 3];

/// What synthetic sites are made of.
pub struct SyntheticSites {
    seed: u64,
    places: Places,
    choices: Vec<(Sector, Choices)>,
}

impl SyntheticSites {
    /// Over the communes of a geography, with the terms of a vocabulary.
    pub fn new(geography: Geography, vocabulary: &Vocabulary, seed: u64) -> Self {
        let lists = [VocabularyName::Subsector, VocabularyName::Technology, VocabularyName::Certification];
        let of_sector = |sector: Sector| {
            let fits = |term: &&Term| term.sector.is_none_or(|own| own == sector);
            let named = |term: &Term| (term.code.clone(), term.label_vi.clone());
            (sector, lists.map(|list| vocabulary.terms(list).filter(fits).map(named).collect()))
        };
        Self { seed, places: Places::new(geography), choices: Sector::ALL.iter().map(|sector| of_sector(*sector)).collect() }
    }

    /// The facts of the site of a number.
    pub fn facts(&self, number: u32) -> SiteFacts {
        let mut random = Rng::with_seed(self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(number).rotate_left(32));
        let random = &mut random;
        let kind = of_weights(random, [(SiteKind::Model, 6), (SiteKind::Cooperative, 3), (SiteKind::Enterprise, 1)]);
        let sector = of_weights(random, [(Sector::Crop, 11), (Sector::Livestock, 6), (Sector::Fisheries, 3)]);
        let Place { address, placement, name: place } = self.places.place(random);
        let mut lists =
            self.choices.iter().find(|(own, _)| *own == sector).map(|(_, lists)| lists.each_ref()).into_iter().flatten();
        let mut terms = || lists.next().map(Vec::as_slice).unwrap_or_default();
        let (subsectors, technologies, certifications) = (terms(), terms(), terms());
        let subsector = random.choice(subsectors);
        let product = subsector.map_or("nông sản", |(_, label)| label.as_str());
        let most_technologies = random.usize(0..5);
        let most_certifications = if random.u8(0..5) < 2 { random.usize(1..3) } else { 0 };
        // The product of three random numbers: many small farms, few large ones.
        let size = random.f64() * random.f64() * random.f64();
        let mut facts = SiteFacts {
            kind,
            name: name(random, kind, product, &place),
            sector,
            subsector: subsector.map(|(code, _)| code.clone()),
            technologies: some_of(random, technologies, most_technologies),
            certifications: some_of(random, certifications, most_certifications),
            area_ha: (random.u8(0..10) < 8).then(|| (size * 60.0 * 100.0).round() / 100.0 + 0.05),
            herd_size: (sector == Sector::Livestock).then(|| 20 + (size * 40_000.0) as u32),
            members: (kind == SiteKind::Cooperative).then(|| 7 + (size * 900.0) as u32),
            established_year: (random.u8(0..10) < 7).then(|| random.i16(1995..=2026)),
            revenue_vnd_per_year: (random.u8(0..10) < 3).then(|| 50_000_000 * i64::from(random.u32(1..400))),
            status: if random.u8(0..20) == 0 { Status::Closed } else { Status::Published },
            address,
            placement,
            operator_id: None,
            abstract_text: None,
            sources: vec![source()],
            confidence: random.choice(Confidence::ALL).copied(),
            verified_on: None,
            privacy: SitePrivacy::default(),
        };
        facts.abstract_text = (random.u8(0..10) < 6).then(|| account(random, &facts, product, &place));
        facts
    }

    /// The first so many sites, numbered as a store would number them.
    pub fn sites(&self, count: u32) -> Vec<Site> {
        let mut numbers = [0_u32; SiteKind::ALL.len()];
        let mut site = |at: u32| {
            let facts = self.facts(at);
            let number = numbers.get_mut(facts.kind as usize).map_or(0, |number| {
                *number += 1;
                *number
            });
            let updated_at = Timestamp::from_second(FIRST_CHANGE_S + i64::from(at) * 7 % CHANGES_S).unwrap_or_default();
            Site { id: SiteId::new(facts.kind, number), facts, updated_at }
        };
        (0..count).map(&mut site).collect()
    }
}

/// One of three, each as often as its weight says.
fn of_weights<T>(random: &mut Rng, choices: [(T, u32); 3]) -> T {
    let [(first, a), (second, b), (third, c)] = choices;
    match random.u32(0..a + b + c) {
        aim if aim < a => first,
        aim if aim < a + b => second,
        _ => third,
    }
}

/// At most so many codes, each once.
fn some_of(random: &mut Rng, among: &[(String, String)], most: usize) -> Vec<String> {
    let mut codes: Vec<String> = Vec::with_capacity(most);
    for _ in 0..most {
        if let Some((code, _)) = random.choice(among).filter(|(code, _)| !codes.contains(code)) {
            codes.push(code.clone());
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::super::wording::is_synthetic;
    use super::*;

    fn made(seed: u64) -> Vec<SiteFacts> {
        let terms = [
            ("vegetables", VocabularyName::Subsector, Some(Sector::Crop)),
            ("pig", VocabularyName::Subsector, Some(Sector::Livestock)),
            ("biogas", VocabularyName::Technology, None),
        ];
        let terms = terms.map(|(code, vocabulary, sector)| Term {
            vocabulary,
            code: code.to_owned(),
            label_vi: code.to_owned(),
            label_en: code.to_owned(),
            sector,
        });
        let sites = SyntheticSites::new(Geography::shipped().unwrap(), &Vocabulary::new(terms), seed);
        (0..300).map(|number| sites.facts(number)).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_sites_and_another_one_others() {
        let sites = made(7);
        assert_eq!(sites, made(7));
        assert_ne!(sites, made(8));
    }

    #[test]
    fn each_is_marked_and_lies_where_it_says() {
        let sites = made(1);
        let geography = Geography::shipped().unwrap();
        assert!(sites.iter().all(is_synthetic));
        assert!(sites.iter().all(|facts| facts.placement.point.is_some() && facts.placement.province.is_some()));
        let own: Vec<&SiteFacts> =
            sites.iter().filter(|facts| facts.placement.accuracy.is_some_and(|accuracy| accuracy.is_own_point())).collect();
        assert!((170..250).contains(&own.len()), "{} of 300 have a point of their own", own.len());
        let strays = own.iter().filter(|facts| geography.check_place(&facts.placement, None).is_some());
        assert!(strays.count() * 5 < own.len(), "points lie in their units");
    }
}
