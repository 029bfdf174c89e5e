//! The command line of Specloom: it parses arguments, calls the generator and prints.
fn main() {}
