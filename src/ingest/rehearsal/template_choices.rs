//! What can be chosen in the template: labels from which import finds the code again, provinces, communes.
use super::companion_sheets::CHOICES;
use super::template_columns::{COLUMNS, Choice};
use crate::domain::{
    Division, Holder, Language, PublicPrecision, RegionId, RegionLevel, Status, Term, Vocabulary, VocabularyName,
};
use crate::gazetteer::Gazetteer;
use crate::ingest::workbook::column_name;

/// The lists of the template, one for each column that has one.
pub(super) struct Choices<'a> {
    lists: Vec<(Choice, Vec<String>)>,
    vocabulary: &'a Vocabulary,
    language: Language,
}

impl<'a> Choices<'a> {
    pub fn new(region: Option<RegionId>, vocabulary: &'a Vocabulary, gazetteer: &Gazetteer, language: Language) -> Self {
        let mut choices = Self { lists: Vec::new(), vocabulary, language };
        let province = region.and_then(|region| current_province(region, gazetteer));
        for column in COLUMNS {
            let list: Vec<String> = match column.choice {
                Choice::One(list) | Choice::Several(list) => vocabulary
                    .terms(list)
                    .filter(|term| may_be_written(term))
                    .map(|term| choices.label(list, &term.code))
                    .collect(),
                Choice::Holder => Holder::ALL.iter().map(|holder| holder.label(language).to_owned()).collect(),
                Choice::Precision => PublicPrecision::ALL.iter().map(|value| value.label(language).to_owned()).collect(),
                Choice::Province => match province {
                    Some(province) => named(gazetteer, [province].into_iter()),
                    None => {
                        let all = gazetteer.regions().map(|region| region.id);
                        named(
                            gazetteer,
                            all.filter(|id| id.division() == Division::Current && id.level() == RegionLevel::Province),
                        )
                    }
                },
                Choice::Commune => province.map_or_else(Vec::new, |province| {
                    let communes = gazetteer.children(province).map(|region| region.id);
                    named(gazetteer, communes.filter(|id| id.level() == RegionLevel::Commune))
                }),
                Choice::Words | Choice::Count(_) | Choice::Number(..) | Choice::Day => continue,
            };
            choices.lists.push((column.choice, list));
        }
        choices
    }

    /// The lists, in the order of the columns of their sheet.
    pub fn columns(&self) -> impl Iterator<Item = &Vec<String>> {
        self.lists.iter().map(|(_, list)| list)
    }

    /// Whether there is nothing to choose.
    pub fn is_empty(&self, choice: Choice) -> bool {
        self.lists.iter().all(|(known, list)| *known != choice || list.is_empty())
    }

    /// Where a list stands: lists longer than 255 characters can only be given so.
    pub fn range(&self, choice: Choice) -> String {
        let at = self.lists.iter().position(|(known, _)| *known == choice).unwrap_or_default();
        let length = self.lists.get(at).map_or(1, |(_, list)| list.len().max(1));
        let column = column_name(u32::try_from(at).unwrap_or_default());
        format!("='{CHOICES}'!${column}$1:${column}${length}")
    }

    /// An example as people choose it: codes by their labels, the first of the provinces and communes.
    pub fn example(&self, choice: Choice, example: &str) -> String {
        let first = || self.lists.iter().find(|(known, _)| *known == choice).and_then(|(_, list)| list.first().cloned());
        match choice {
            Choice::One(list) | Choice::Several(list) => {
                let codes = example.split(';').filter(|code| !code.is_empty());
                codes.map(|code| self.label(list, code)).collect::<Vec<_>>().join("; ")
            }
            Choice::Holder => {
                example.parse::<Holder>().map_or_else(|_| String::new(), |holder| holder.label(self.language).to_owned())
            }
            Choice::Province | Choice::Commune => first().unwrap_or_default(),
            _ => example.to_owned(),
        }
    }

    /// The label of a code, where import finds the code by it; else the code.
    fn label(&self, list: VocabularyName, code: &str) -> String {
        let label = self.vocabulary.label(list, code, self.language);
        let is_found = self.vocabulary.recognise(list, label).is_some_and(|term| term.code == code);
        if is_found && !label.contains([';', '|']) { label.to_owned() } else { code.to_owned() }
    }
}

/// Whether a file may name the term: of the states of a record only those that are public.
fn may_be_written(term: &Term) -> bool {
    term.vocabulary != VocabularyName::Status || term.code.parse::<Status>().is_ok_and(Status::is_public)
}

/// The province of today that a unit lies in.
fn current_province(region: RegionId, gazetteer: &Gazetteer) -> Option<RegionId> {
    let is_it = |id: &RegionId| id.division() == Division::Current && id.level() == RegionLevel::Province;
    let own = [region].into_iter().chain(gazetteer.ancestors(region).map(|unit| unit.id));
    let own: Vec<RegionId> = own.collect();
    let of_today = own.iter().copied().find(is_it);
    of_today.or_else(|| {
        let former = own.iter().copied().find(|id| id.level() == RegionLevel::Province)?;
        gazetteer.successors(former).iter().map(|step| step.successor).find(is_it)
    })
}

/// Full names in the order of their words.
fn named(gazetteer: &Gazetteer, ids: impl Iterator<Item = RegionId>) -> Vec<String> {
    let mut names: Vec<(String, String)> = ids
        .filter_map(|id| gazetteer.region(id))
        .map(|region| (crate::domain::text::fold(&region.name), region.full_name.clone()))
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}
