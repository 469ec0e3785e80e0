//! The real binary, driven as people and service managers drive it: import, check, serve, hostile input, kill -9.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod accounts;
mod any_file;
mod boundaries;
mod boundary_files;
mod coordinates;
mod crash;
mod database;
mod files_at_odds;
mod fixtures;
mod geodata;
mod gis_programs;
mod hostile_requests;
mod import_crash;
mod importing;
mod importing_onto_known;
mod imports;
mod imports_on_a_full_disk;
mod messy_imports;
mod messy_sheets;
mod officer;
mod official_boundaries;
mod operations;
mod person;
mod program;
mod round_trip;
mod server;
mod serving;
mod settings;
mod stopping;

/// Makes every function a test of both databases; PostgreSQL is skipped with a word where no address of one is given.
macro_rules! on_both_databases {
    ($($module:ident::$name:ident,)*) => {
        mod sqlite {
            $(#[test] fn $name() { crate::$module::$name(&crate::database::Database::sqlite()); })*
        }
        mod postgres {
            $(#[test] fn $name() {
                if let Some(database) = crate::database::Database::postgres() { crate::$module::$name(&database); }
            })*
        }
    };
}

on_both_databases! {
    importing::a_file_is_imported_once,
    importing::a_rehearsal_writes_nothing,
    importing::the_starter_file_changes_nothing,
    importing::a_changed_cell_changes_its_site_only,
    coordinates::an_export_without_degrees_changes_nothing,
    round_trip::an_export_comes_back_without_a_change,
    serving::a_fresh_server_serves_the_starter_inventory,
    serving::an_import_becomes_visible_and_changes_the_etag,
    serving::two_servers_on_a_fresh_database_seed_it_once,
    boundaries::boundaries_are_imported_added_to_and_reset,
    boundaries::a_running_server_follows_boundaries,
    operations::a_backup_is_taken_beside_a_server_and_restored,
    operations::a_public_backup_is_served,
    operations::damage_is_told_by_check_backup_and_restore,
    person::one_person_is_exported_and_erased,
    crash::kill_9_during_the_first_start_leaves_nothing_or_all,
    crash::kill_9_during_an_import_leaves_nothing_or_all,
    import_crash::kill_9_anywhere_in_the_walk_of_imports_leaves_each_step_whole_or_absent,
}
