//! The data that ships with the program: the code lists and the starter inventory.
use crate::domain::{Message, Sector, Term, VocabularyName};

/// The name and the bytes of the starter inventory. Source: `geodata/README.md`.
pub fn starter_file() -> (&'static str, &'static [u8]) {
    ("starter_inventory.csv", include_bytes!("../../geodata/inventory/starter_inventory.csv"))
}

/// The code lists the database begins with. A row that cannot be read is an error that names it.
pub fn starter_vocabulary() -> Result<Vec<Term>, Message> {
    let mut reader = csv::Reader::from_reader(include_str!("../../geodata/inventory/vocabulary.csv").as_bytes());
    let mut terms = Vec::new();
    for record in reader.records() {
        let broken = |detail: String| Message::new(format!("vocabulary.csv: {detail}"), format!("vocabulary.csv: {detail}"));
        let record = record.map_err(|error| broken(error.to_string()))?;
        let cell = |position: usize| record.get(position).unwrap_or_default().to_owned();
        let sector = Some(cell(4)).filter(|code| !code.is_empty());
        terms.push(Term {
            vocabulary: cell(0).parse::<VocabularyName>()?,
            code: cell(1),
            label_vi: cell(2),
            label_en: cell(3),
            sector: sector.map(|code| code.parse::<Sector>()).transpose()?,
        });
    }
    Ok(terms)
}
