//! Bodies, checks written by hand, and a meter: beside these the validators of emitted types are
//! timed. `cargo xtask bench validate` runs the program and makes a table of what it prints.

#[cfg(feature = "peers")]
pub mod hand;
#[cfg(feature = "peers")]
pub mod peers;
pub mod portkey;
pub mod race;
