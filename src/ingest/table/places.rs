//! The administrative units as sheets ask for them: the same places row after row, looked up once.
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::{Address, RegionLevel};
use crate::gazetteer::{AddressResolution, Gazetteer, NameResolution, NameScope};

/// Most addresses that are remembered; then it begins anew.
const REMEMBERED_MAX: usize = 20_000;

/// The administrative units with what was asked of them.
pub(super) struct Places<'a> {
    gazetteer: &'a Gazetteer,
    resolved: RefCell<HashMap<Address, Rc<AddressResolution>>>,
    communes: RefCell<HashMap<String, bool>>,
}

impl<'a> Places<'a> {
    pub fn new(gazetteer: &'a Gazetteer) -> Self {
        Self { gazetteer, resolved: RefCell::default(), communes: RefCell::default() }
    }

    /// Where an address is.
    pub fn resolve(&self, address: &Address) -> Rc<AddressResolution> {
        if let Some(known) = self.resolved.borrow().get(address) {
            return Rc::clone(known);
        }
        let resolution = Rc::new(self.gazetteer.resolve_address(address));
        let mut resolved = self.resolved.borrow_mut();
        if resolved.len() >= REMEMBERED_MAX {
            resolved.clear();
        }
        resolved.insert(address.clone(), Rc::clone(&resolution));
        resolution
    }

    /// Whether any commune bears the name.
    pub fn is_commune(&self, name: &str) -> bool {
        if let Some(known) = self.communes.borrow().get(name) {
            return *known;
        }
        let scope = NameScope { level: Some(RegionLevel::Commune), ..NameScope::default() };
        let is_commune = self.gazetteer.resolve_name(name, scope) != NameResolution::Unknown;
        let mut communes = self.communes.borrow_mut();
        if communes.len() >= REMEMBERED_MAX {
            communes.clear();
        }
        communes.insert(name.to_owned(), is_commune);
        is_commune
    }
}
