//! The command line of Specloom: it parses arguments, calls the generator and prints.

mod bench;
mod codegen;
mod conformance;
mod corpus;
mod diff;
mod differential;
mod drift;
mod explain;
mod fetch;
mod import;
mod interrupt;
mod shell;
mod test;
mod workspace;

use clap::{Parser, Subcommand};
use shell::{MessageFormat, Shell};
use std::path::PathBuf;
use std::process::ExitCode;
use workspace::Workspace;

/// Generation allocates small pieces by the million.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns API descriptions into one typed Rust crate.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    /// How diagnostics are printed.
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    message_format: MessageFormat,
    /// Warnings count as errors.
    #[arg(long, global = true)]
    strict: bool,
    /// Print nothing but errors and what was asked for.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// The folder that holds `specs`, `generated` and `templates`.
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Codegen(codegen::Codegen),
    Import(import::Import),
    Drift(drift::Drift),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Test(test::Test),
    Corpus(corpus::Corpus),
    Conformance(conformance::Conformance),
    Differential(differential::Differential),
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    interrupt::install();
    let workspace = Workspace::new(arguments.root);
    let mut shell = Shell::new(arguments.message_format, arguments.strict, arguments.quiet);
    match arguments.command {
        Command::Codegen(command) => command.run(&workspace, &mut shell),
        Command::Import(command) => command.run(&workspace, &mut shell),
        Command::Drift(command) => command.run(&workspace, &mut shell),
        Command::Diff(command) => command.run(&mut shell),
        Command::Explain(command) => command.run(&workspace, &mut shell),
        Command::Test(command) => command.run(&workspace, &mut shell),
        Command::Corpus(command) => command.run(&mut shell),
        Command::Conformance(command) => command.run(&workspace, &mut shell),
        Command::Differential(command) => command.run(&workspace, &mut shell),
        Command::Bench(command) => command.run(&workspace, &mut shell),
    }
}
