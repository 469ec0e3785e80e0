//! The gazetteer against every shipped unit, the starter inventory and broken files.
mod addresses;
mod files;
mod inventory;
mod names;
mod suggestions;
