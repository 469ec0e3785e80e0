//! The `agriatlas` binary.
fn main() {}
