//! What every store must do: one suite, run on SQLite always and on PostgreSQL where `AGRIATLAS_TEST_POSTGRES_URL` names one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]
#![allow(clippy::excessive_precision, reason = "floats must survive exactly")]

mod accounts;
mod auditing;
mod backups;
mod boundaries;
mod busy_file;
mod committing;
mod concurrency;
mod contacts;
mod erasing;
mod filled;
mod fixture;
mod history;
mod imported_proposals;
mod imports;
mod killing;
mod live;
mod opening;
mod past;
mod processes;
mod proposals;
mod round_trip;
mod sample;
mod sequences;
mod statements;
mod tables;

/// Makes every function a test of both back ends: `sqlite::…` and `postgres::…`.
macro_rules! contract {
    ($($start:ident: $module:ident { $($name:ident,)* })*) => {
        mod sqlite {
            $($(#[test] fn $name() { crate::fixture::$start(crate::fixture::Backend::Sqlite, crate::$module::$name); })*)*
        }
        mod postgres {
            $($(#[test] fn $name() { crate::fixture::$start(crate::fixture::Backend::Postgres, crate::$module::$name); })*)*
        }
    };
}

contract! {
    run_unmigrated: opening {
        an_unmigrated_database_says_so,
        tasks_that_migrate_and_seed_at_once_seed_once,
        processes_that_migrate_and_seed_at_once_seed_once,
        what_was_acknowledged_survives_kill_9,
    }
    run: opening {
        migrating_twice_does_nothing_more,
        a_database_of_a_newer_program_is_refused,
        two_databases_differ_in_their_identity,
        a_closed_store_answers_with_an_error,
        a_database_that_cannot_be_opened_is_named_without_its_password,
    }
    run: round_trip {
        every_fact_comes_back_as_it_was,
        any_facts_come_back_as_they_were,
        sites_come_in_the_order_of_their_identifiers,
        the_vocabulary_keeps_its_order_and_takes_new_labels,
        the_starter_vocabulary_comes_back_whole,
    }
    run: committing {
        a_seed_is_one_revision_and_one_batch,
        an_update_changes_only_its_site,
        what_is_as_recorded_is_left_alone,
        closing_keeps_the_other_facts,
        several_writes_to_one_site_make_one_change,
        numbers_are_never_given_twice,
        an_old_revision_writes_nothing,
        an_unknown_site_in_the_middle_leaves_nothing,
        an_unknown_operator_is_refused,
        facts_that_break_a_rule_leave_nothing,
        what_the_databases_would_store_differently_is_refused,
        a_large_commit_is_written_whole,
    }
    run: history {
        each_change_says_who_when_before_and_after,
        history_and_batches_refuse_to_be_rewritten,
        replaying_the_history_gives_the_inventory,
        changes_since_a_revision_come_in_pages,
    }
    run: proposals {
        a_proposal_goes_from_draft_to_the_inventory,
        who_saw_an_older_version_changes_nothing,
        an_acceptance_is_written_with_its_commit_or_not_at_all,
        accepting_what_is_so_already_moves_only_the_proposal,
        somebody_has_one_open_proposal_for_a_site,
        the_account_of_proposals_refuses_to_be_rewritten,
    }
    run: past {
        every_revision_is_told_as_it_was,
        a_time_has_the_revision_of_the_last_commit_by_then,
    }
    run: concurrency {
        eight_writers_lose_no_update,
        a_load_sees_a_commit_whole_or_not_at_all,
        waiting_ends_soon_after_a_commit_of_another_program,
        waiting_ends_at_its_time,
        many_may_wait_at_once,
    }
    run: boundaries {
        shapes_are_replaced_whole_and_raise_the_revision,
        shapes_of_an_old_revision_write_nothing,
        four_thousand_shapes_are_written_at_once,
        the_tables_of_boundaries_guard_themselves,
    }
    run: accounts {
        an_account_comes_back_as_it_was_made,
        a_username_is_taken_once_whatever_its_case,
        steps_are_done_all_or_not_at_all,
        failed_sign_ins_are_counted_by_whoever_is_first,
        disabling_and_a_new_password_keep_the_rest,
        sessions_are_found_by_their_hash_and_ended,
        tokens_are_found_by_their_hash_and_revoked,
        the_security_log_is_only_added_to,
        an_account_is_found_by_issuer_and_subject_together,
        accounts_are_no_part_of_the_inventory,
        the_tables_of_accounts_guard_themselves,
    }
    run: contacts {
        a_contact_keeps_every_state_it_was_in,
        each_reading_of_a_contact_is_logged_for_good,
        a_consent_and_what_the_public_is_told_are_one_commit,
        consents_written_at_once_are_all_followed,
    }
    run: erasing {
        after_an_erasure_no_table_holds_the_person,
        a_database_agrees_with_itself_after_an_erasure,
        history_is_rewritten_only_while_an_erasure_is_open,
    }
    run: imports {
        a_file_is_kept_once_and_comes_back_byte_for_byte,
        an_import_is_changed_by_who_saw_its_last_version,
        a_file_goes_with_the_last_import_that_needs_it,
        sites_are_committed_and_taken_back_exactly,
        what_others_edited_since_is_told,
        an_import_that_changes_nothing_is_committed_without_a_batch,
        of_two_commits_at_once_one_is_told_that_the_inventory_moved,
        the_tables_of_imports_guard_themselves,
    }
    run: imported_proposals {
        five_thousand_proposals_are_committed_and_accepted_at_once,
        proposals_are_given_up_with_their_import,
    }
    run: backups {
        a_backup_of_either_database_is_restored_into_either,
        a_copy_is_all_or_nothing,
        a_backup_taken_while_commits_go_on_is_a_revision_that_was,
        a_public_backup_holds_only_what_is_public,
        every_table_and_column_is_known_to_backups,
        time_stands_still_while_the_clock_is_behind,
    }
    run: auditing {
        every_kind_of_damage_is_found_and_named,
        a_database_with_everything_in_it_agrees_with_itself,
    }
    run: killing {
        fifty_kills_lose_nothing_and_leave_nothing_half_done,
    }
    run: sequences {
        a_thousand_random_sequences_replay_to_every_revision,
    }
    run: tables {
        the_tables_guard_themselves,
        a_row_changed_by_hand_is_named,
        the_postgis_point_follows_the_columns,
    }
}

/// Says on which databases the contract was tested.
#[test]
fn the_contract_ran_on() {
    let postgres = fixture::postgres_url().map(|url| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let pool = sqlx::postgres::PgPool::connect(&url).await.unwrap();
            let versions = "SELECT current_setting('server_version'), split_part(postgis_version(), ' ', 1)";
            let (server, postgis): (String, String) = sqlx::query_as(versions).fetch_one(&pool).await.unwrap();
            let server = server.split(['.', ' ']).next().unwrap_or_default().to_owned();
            format!("PostgreSQL {server} + PostGIS {postgis}")
        })
    });
    match postgres {
        Some(postgres) => println!("store contract ran on: SQLite, {postgres}"),
        None => println!("store contract ran on: SQLite; not on PostgreSQL: AGRIATLAS_TEST_POSTGRES_URL is not set"),
    }
}

/// The other half of the tests with several processes; does nothing by itself.
#[test]
fn child_process() {
    processes::child_process();
}
